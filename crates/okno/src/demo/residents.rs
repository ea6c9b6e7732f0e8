//! The people of the demo who have an account at the start: confirmed, with their household in the profile, so that forms
//! which ask for children, a car or an organisation come filled in.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use base::{
    AccountId, Address, Cx, Date, Email, Phone, SignedDuration,
    national::{Inn, Passport, Snils, SubdivisionCode},
};
use db::{Db, Tx, bulk::Rows, ledger, vault::Newcomer};
use identity::{
    Names,
    household::{self, Child, Licence, Organisation, Record, Vehicle},
    personal::{PersonalData, Sex},
    seeding::{self, Resident},
};
use serde::Deserialize;

use super::past::{Past, Teller};

/// Account numbers of the demo's people: the end of the line.
const FIRST_PLACE: u32 = seeding::MOST;
/// How long ago they registered; who has a past, longer ago than that began.
const AGO: SignedDuration = SignedDuration::from_hours(48);
const LONG_AGO: SignedDuration = SignedDuration::from_hours(24 * 250);

/// A citizen of `demo/people.yaml`.
#[derive(Debug, Deserialize)]
pub(super) struct Citizen {
    pub(super) family_name: String,
    pub(super) given_name: String,
    #[serde(default)]
    pub(super) patronymic: Option<String>,
    sex: Sex,
    born_on: Date,
    birth_place: String,
    citizenship: String,
    passport: PassportRecord,
    pub(super) snils: Snils,
    inn: Inn,
    pub(super) phone: Phone,
    email: Email,
    address: String,
    pub(super) account: Option<Account>,
}

#[derive(Debug, Deserialize)]
struct PassportRecord {
    series: String,
    number: String,
    issued_on: Date,
    issued_by: String,
    subdivision_code: SubdivisionCode,
}

/// What somebody has who needs not register.
#[derive(Debug, Deserialize)]
pub(super) struct Account {
    pub(super) password: String,
    #[serde(default)]
    children: Vec<Child>,
    #[serde(default)]
    vehicles: Vec<Vehicle>,
    licence: Option<Licence>,
    organisation: Option<Organisation>,
    /// What they applied for, and what it came to.
    #[serde(default)]
    past: Vec<Past>,
}

impl Account {
    fn records(&self) -> impl Iterator<Item = Record> {
        let children = self.children.iter().cloned().map(Record::Child);
        let vehicles = self.vehicles.iter().cloned().map(Record::Vehicle);
        let licence = self.licence.iter().cloned().map(Record::Licence);
        children.chain(vehicles).chain(licence).chain(self.organisation.iter().cloned().map(Record::Organisation))
    }
}

/// Makes the accounts of those who have one; whoever is there already stays as they are.
pub(super) async fn settle(db: &Db, cx: &Cx, citizens: &[Citizen]) -> Result<()> {
    let with_account = citizens.iter().filter_map(|citizen| Some((citizen, citizen.account.as_ref()?)));
    for (place, (citizen, account)) in (FIRST_PLACE..).zip(with_account) {
        let mut tx = db.begin().await?;
        if !seeding::signs_in(&mut tx, &seeding::sign_in_mark(db, &citizen.phone)).await? {
            make(db, &mut tx, cx, (place, citizen, account))
                .await
                .with_context(|| format!("the account of {}", citizen.family_name))?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Tells of the past of those who have one.
pub(super) async fn look_back(
    db: &Db,
    cx: &Cx,
    citizens: &[Citizen],
    officers: &BTreeMap<String, String>,
) -> Result<()> {
    for citizen in citizens {
        let Some(with) = citizen.account.as_ref().filter(|with| !with.past.is_empty()) else { continue };
        let mut tx = db.read().await?;
        let account = seeding::account_by(&mut tx, &seeding::sign_in_mark(db, &citizen.phone)).await?;
        let account = account.with_context(|| format!("{} has no account", citizen.family_name))?;
        if !applications::progress(&mut tx, account).await?.is_empty() {
            continue;
        }
        let catalog = catalog::load(&mut tx).await?;
        drop(tx);
        let name = format!("{} {}", citizen.given_name, citizen.family_name);
        let teller = Teller { db, cx, catalog: &catalog, account, name, officers };
        for past in &with.past {
            teller.tell(past).await?;
        }
    }
    Ok(())
}

async fn make(db: &Db, tx: &mut Tx, cx: &Cx, (place, citizen, with): (u32, &Citizen, &Account)) -> Result<()> {
    let account = AccountId(cx.uuid());
    let ago = if with.past.is_empty() { AGO } else { LONG_AGO };
    let registered_at = cx.now().saturating_sub(ago)?;
    let mut rows = Rows::new();
    let owner = Newcomer::new(db, account, u64::from_le_bytes(cx.bytes()), (cx.now(), registered_at), &mut rows)?;
    let resident = Resident {
        account,
        place,
        names: &citizen.names(),
        phone: &citizen.phone,
        password_hash: &seeding::password_hash(cx, &with.password)?,
        registered_at,
    };
    seeding::resident(&owner, &mut rows, &resident)?;
    seeding::sign_in_name(&mut rows, &seeding::sign_in_mark(db, &citizen.phone), account, registered_at);
    let mut ledger = ledger::Begun::new(&owner, account);
    seeding::confirmed(&owner, &mut rows, account, (&citizen.data()?, registered_at), &mut ledger)?;
    ledger.end(&mut rows);
    tx.insert_rows(&rows).await?;
    for record in with.records() {
        household::add(tx, cx, account, &record).await?;
    }
    Ok(())
}

impl Citizen {
    fn patronymic(&self) -> Option<String> {
        self.patronymic.clone().filter(|name| !name.is_empty())
    }

    fn names(&self) -> Names {
        Names { family: self.family_name.clone(), given: self.given_name.clone(), patronymic: self.patronymic() }
    }

    fn data(&self) -> Result<PersonalData> {
        let passport: Passport = format!("{}{}", self.passport.series, self.passport.number).parse()?;
        Ok(PersonalData {
            family_name: self.family_name.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic(),
            sex: self.sex,
            born_on: self.born_on,
            birth_place: self.birth_place.clone(),
            citizenship: self.citizenship.clone(),
            passport,
            passport_issued_on: self.passport.issued_on,
            passport_issued_by: self.passport.issued_by.clone(),
            subdivision_code: self.passport.subdivision_code.clone(),
            snils: self.snils.clone(),
            inn: Some(self.inn.clone()),
            address: Some(Address::written(&self.address)),
            email: Some(self.email.clone()),
        })
    }
}
