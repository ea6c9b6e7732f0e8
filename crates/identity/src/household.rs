//! What citizens note of their families and things beside their own data: children, vehicles, driving licence, health
//! insurance, organisation. Forms offer it to be chosen instead of typed.
//!
//! Nothing here is checked in a registry, so no level follows from it. Each record is sealed by itself; [`add`], [`edit`]
//! and [`remove`] are the only doors to it.

mod add;
mod fields;
mod form;
mod model;
pub(crate) mod pages;
pub(crate) mod store;
mod view;

use base::{AccountId, Cx};
use db::Tx;

pub use add::{Added, add};
pub use model::{Category, Child, Kind, Licence, Organisation, Policy, Record, RecordId, Vehicle};
pub use store::Kept;

use crate::accounts::{self, Happening};

/// Everything that a citizen has noted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Household {
    /// Дети, in the order in which they were entered.
    pub children: Vec<Child>,
    /// Транспорт.
    pub vehicles: Vec<Vehicle>,
    /// Водительское удостоверение.
    pub licence: Option<Licence>,
    /// Полис ОМС.
    pub policy: Option<Policy>,
    /// Организация.
    pub organisation: Option<Organisation>,
}

impl Household {
    /// Whether something is noted of this thing, be it the same or not.
    pub fn knows(&self, record: &Record) -> bool {
        let same = |known: Record| known.kind() == record.kind() && known.identity() == record.identity();
        self.children.iter().cloned().map(Record::Child).any(same)
            || self.vehicles.iter().cloned().map(Record::Vehicle).any(same)
            || self.licence.iter().cloned().map(Record::Licence).any(same)
            || self.policy.iter().cloned().map(Record::Policy).any(same)
            || self.organisation.iter().cloned().map(Record::Organisation).any(same)
    }

    fn with(mut self, record: Record) -> Self {
        match record {
            Record::Child(child) => self.children.push(child),
            Record::Vehicle(vehicle) => self.vehicles.push(vehicle),
            Record::Licence(licence) => self.licence = Some(licence),
            Record::Policy(policy) => self.policy = Some(policy),
            Record::Organisation(organisation) => self.organisation = Some(organisation),
        }
        self
    }
}

/// What the owner of the account has noted. Opens the vault: a caller who is not the citizen writes the access ledger in
/// the same transaction.
///
/// # Errors
/// When the database does not answer, or a record does not open.
pub async fn household(tx: &mut Tx, account: AccountId) -> Result<Household, db::Error> {
    let kept = store::all(tx, account).await?;
    Ok(kept.into_iter().fold(Household::default(), |household, kept| household.with(kept.record)))
}

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// It is saved.
    Saved,
    /// Another page has changed it meanwhile, or taken it away.
    Stale,
    /// Another record is of the same thing. The transaction is over.
    Known,
}

/// Changes a record that still is as `version` was. What says the same as before is saved already.
///
/// # Errors
/// When the database does not answer.
pub async fn edit(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    (id, version): (RecordId, i64),
    record: &Record,
) -> Result<Edited, db::Error> {
    match store::update(tx, cx, account, (id, version), record).await {
        Ok(true) => {}
        Ok(false) => {
            let is_same = store::find(tx, account, id).await?.is_some_and(|kept| kept.record == *record);
            return Ok(if is_same { Edited::Saved } else { Edited::Stale });
        }
        Err(db::Error::Unique { .. }) => return Ok(Edited::Known),
        Err(error) => return Err(error),
    }
    accounts::note(tx, cx, account, Happening::HouseholdSaved, Some(record.kind().as_str())).await?;
    Ok(Edited::Saved)
}

/// Takes a record away that still is as `version` was; whether it did.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    (id, version): (RecordId, i64),
    kind: Kind,
) -> Result<bool, db::Error> {
    let removed = store::delete(tx, account, id, version).await?;
    if removed {
        accounts::note(tx, cx, account, Happening::HouseholdRemoved, Some(kind.as_str())).await?;
    }
    Ok(removed)
}
