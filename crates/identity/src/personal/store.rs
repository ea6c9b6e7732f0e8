//! The table `profiles`.

use base::{AccountId, Cx};
use db::{Both, FromRow, Tx, p, vault};

use super::{data::PersonalData, typed::Typed};
use crate::{
    accounts::AccountStatus,
    levels::{
        evidence::{Subject, Subjects},
        standing::snils_fingerprint,
    },
};

/// The fingerprints of a profile; all absent until the form was complete once.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Keys {
    pension_subject: Option<Subject>,
    passport_subject: Option<Subject>,
    person_subject: Option<Subject>,
    /// Of the SNILS.
    pub(crate) snils: Option<[u8; 32]>,
}

impl Keys {
    /// What evidence must speak of; `None` while the form is unfinished.
    pub(crate) fn subjects(&self) -> Option<Subjects> {
        Some(Subjects {
            pension: self.pension_subject?,
            passport: self.passport_subject?,
            person: self.person_subject?,
        })
    }
}

/// What the vault holds about a person.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// In force.
    pub(crate) data: Option<PersonalData>,
    /// Typed and not finished.
    pub(crate) draft: Option<Typed>,
}

pub(crate) fn place(column: &str, account: AccountId) -> String {
    format!("profiles/{column}/{account}")
}

/// The fingerprints of these data.
pub(crate) fn subjects_of(by: &impl vault::Fingerprints, data: &PersonalData) -> Subjects {
    Subjects {
        pension: vault::fingerprint(by, "pension-question", &data.pension_question().text()),
        passport: vault::fingerprint(by, "passport-question", &data.passport_question().text()),
        person: vault::fingerprint(by, "person", &data.person_text()),
    }
}

/// The fingerprints, without waiting for anybody.
pub(crate) async fn keys(tx: &mut Tx, account: AccountId) -> Result<Option<Keys>, db::Error> {
    tx.one::<Keys>(
        "select pension_subject, passport_subject, person_subject, snils from profiles where account = $1",
        p![account],
    )
    .await
}

/// Takes the profile for this transaction: whoever else wants it waits, and then reads what this one wrote. Everything
/// that changes data, checks or evidence of an account begins here.
pub(crate) async fn lock(tx: &mut Tx, account: AccountId) -> Result<Option<Keys>, db::Error> {
    tx.one::<Keys>(
        "update profiles set revision = revision + 1 where account = $1 \
         returning pension_subject, passport_subject, person_subject, snils",
        p![account],
    )
    .await
}

pub(crate) async fn open(tx: &mut Tx, account: AccountId) -> Result<Contents, db::Error> {
    let row = tx
        .one::<(Option<Vec<u8>>, Option<Vec<u8>>)>("select data, draft from profiles where account = $1", p![account])
        .await?;
    let Some((data, draft)) = row else { return Ok(Contents::default()) };
    let mut contents = Contents::default();
    if let Some(sealed) = data {
        contents.data = Some(vault::open_json(tx, account.0, &place("data", account), &sealed).await?);
    }
    if let Some(sealed) = draft {
        contents.draft = Some(vault::open_json(tx, account.0, &place("draft", account), &sealed).await?);
    }
    Ok(contents)
}

/// What an account knows of its owner, all of it sealed.
#[derive(FromRow)]
pub(super) struct OwnerRow {
    pub(super) status: AccountStatus,
    pub(super) names: Vec<u8>,
    pub(super) phone: Option<Vec<u8>>,
    pub(super) email: Option<Vec<u8>>,
    pub(super) data: Option<Vec<u8>>,
}

/// The owner, and the data key that opens it all.
pub(super) async fn owner(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<Both<OwnerRow, vault::Wrapped>>, db::Error> {
    tx.one(
        "select accounts.status, accounts.names, accounts.phone, accounts.email, profiles.data, vault_keys.master, \
         vault_keys.wrapped from accounts left join profiles on profiles.account = accounts.id \
         left join vault_keys on vault_keys.owner = accounts.id where accounts.id = $1",
        p![account],
    )
    .await
}

/// Brings data into force. What was typed before is done with.
pub(super) async fn write_data(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    data: &PersonalData,
) -> Result<Subjects, db::Error> {
    let subjects = subjects_of(tx, data);
    let snils = snils_fingerprint(tx, &data.snils);
    let sealed = vault::seal_json(tx, cx, account.0, &place("data", account), data).await?;
    tx.execute(
        "insert into profiles (account, data, snils, pension_subject, passport_subject, person_subject, revision, saved_at) \
         values ($1, $2, $3, $4, $5, $6, 1, $7) \
         on conflict (account) do update set data = excluded.data, draft = null, snils = excluded.snils, \
         pension_subject = excluded.pension_subject, passport_subject = excluded.passport_subject, \
         person_subject = excluded.person_subject, revision = profiles.revision + 1, saved_at = excluded.saved_at",
        p![account, sealed, snils, subjects.pension, subjects.passport, subjects.person, cx.now()],
    )
    .await?;
    Ok(subjects)
}

/// Keeps an unfinished form; what is in force stays in force.
pub(super) async fn write_draft(tx: &mut Tx, cx: &Cx, account: AccountId, typed: &Typed) -> Result<(), db::Error> {
    let sealed = vault::seal_json(tx, cx, account.0, &place("draft", account), typed).await?;
    tx.execute(
        "insert into profiles (account, draft, revision, saved_at) values ($1, $2, 1, $3) \
         on conflict (account) do update set draft = excluded.draft, revision = profiles.revision + 1, \
         saved_at = excluded.saved_at",
        p![account, sealed, cx.now()],
    )
    .await?;
    Ok(())
}

/// The accounts whose data in force have this SNILS, confirmed or not: for a centre's operator.
pub(crate) async fn list_by_snils(tx: &mut Tx, snils: &[u8; 32], limit: u32) -> Result<Vec<AccountId>, db::Error> {
    tx.query::<AccountId>(
        "select account from profiles where snils = $1 order by saved_at desc limit $2",
        p![snils, limit],
    )
    .await
}
