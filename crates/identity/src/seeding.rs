//! People who are made up, in the form that the portal keeps them in: rows for [`db::bulk`], sealed as everybody's are.

mod store;

use base::{AccountId, Cx, Lang, Phone, SignedDuration, StaffId, Timestamp};
use db::{
    Tx,
    bulk::Rows,
    ledger,
    vault::{Fingerprints, Newcomer},
};

use crate::{
    accounts::{self, AccountNumber, Happening, Names, SignInName},
    checks::{CheckId, ask},
    levels::{AssuranceLevel, Ground, VerificationMethod},
    passwords::hasher,
    personal::{PersonalData, store::subjects_of},
};

/// How many people there can be: account numbers of nine digits and a check digit.
pub const MOST: u32 = 800_000_000;

/// Somebody who registered.
#[derive(Debug, Clone, Copy)]
pub struct Resident<'a> {
    /// The account.
    pub account: AccountId,
    /// The place in the line of people, which gives the account its number.
    pub place: u32,
    /// The names.
    pub names: &'a Names,
    /// The proved phone.
    pub phone: &'a Phone,
    /// The hash of the password, shared by all.
    pub password_hash: &'a str,
    /// When.
    pub registered_at: Timestamp,
}

/// The hash of a password that everybody has.
///
/// # Errors
/// When it cannot be made.
pub fn password_hash(cx: &Cx, password: &str) -> anyhow::Result<String> {
    Ok(hasher::hash_now(password, &cx.bytes::<16>())?)
}

/// Adds the rows of somebody who registered, all but the name to sign in with.
///
/// # Errors
/// When something cannot be sealed.
pub fn resident(owner: &Newcomer, rows: &mut Rows, of: &Resident<'_>) -> Result<(), db::Error> {
    let names = owner.seal_json(&accounts::store::place("names", of.account), of.names)?;
    let phone = owner.seal_json(&accounts::store::place("phone", of.account), of.phone)?;
    let number = AccountNumber::of_place(of.place);
    store::account(rows, (of.account, &number, Lang::Ru), (&names, &phone), of.registered_at);
    store::password(rows, of.account, of.password_hash, of.registered_at);
    for (subject, edition) in accounts::CONSENTS {
        store::consent(rows, (owner.id(), of.account), subject, edition, of.registered_at);
    }
    store::event(rows, (owner.id(), of.account), Happening::Registered, of.registered_at);
    Ok(())
}

/// What somebody signs in with, as it is looked up. Sorted, these rows are quickly written.
pub fn sign_in_mark(by: &impl Fingerprints, phone: &Phone) -> [u8; 32] {
    accounts::store::fingerprint(by, &SignInName::Phone(phone.clone()))
}

/// Adds the row of what somebody signs in with.
pub fn sign_in_name(rows: &mut Rows, mark: &[u8; 32], account: AccountId, proved_at: Timestamp) {
    store::sign_in_name(rows, mark, account, proved_at);
}

/// Adds the rows of personal data that both registries agreed with, and of a confirmation by a partner bank: the level is
/// «Подтверждённая».
///
/// # Errors
/// When something cannot be sealed.
pub fn confirmed(
    owner: &Newcomer,
    rows: &mut Rows,
    account: AccountId,
    (data, saved_at): (&PersonalData, Timestamp),
    ledger: &mut ledger::Begun<'_>,
) -> Result<(), db::Error> {
    let sealed = owner.seal_json(&crate::personal::store::place("data", account), data)?;
    let subjects = subjects_of(owner, data);
    let snils = crate::levels::standing::snils_fingerprint(owner, &data.snils);
    store::profile(rows, account, &sealed, &subjects, (&snils, saved_at));
    let (answered_at, confirmed_at) = (later(saved_at, 1), later(saved_at, 60));
    store::event(rows, (owner.id(), account), Happening::PersonalDataSaved, saved_at);
    for question in [data.pension_question(), data.passport_question()] {
        let (registry, check) = (question.registry(), CheckId(owner.id()));
        let subject = subjects.wanted_by(Ground::Registry(registry));
        let until = crate::checks::finish::until(&question);
        store::check(rows, (check, account), registry, &subject, (saved_at, answered_at));
        let evidence = (owner.id(), account, Ground::Registry(registry));
        store::evidence(rows, evidence, &subject, question.fields(), (answered_at, until));
        ledger.record(ask::access(account, registry, check), saved_at, rows)?;
    }
    let method = Ground::Method(VerificationMethod::PartnerBank);
    let compared = ["family_name", "given_name", "patronymic", "born_on", "passport", "snils"];
    store::evidence(rows, (owner.id(), account, method), &subjects.person, &compared, (confirmed_at, None));
    store::standing(rows, account, AssuranceLevel::Verified, &snils, confirmed_at);
    Ok(())
}

fn later(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
}

/// Whether the account is there, and since when.
///
/// # Errors
/// When the database does not answer.
pub async fn since(tx: &mut Tx, account: AccountId) -> Result<Option<Timestamp>, db::Error> {
    store::since(tx, account).await
}

/// Whether there is any account.
///
/// # Errors
/// When the database does not answer.
pub async fn is_anybody_there(tx: &mut Tx) -> Result<bool, db::Error> {
    store::is_anybody_there(tx).await
}

/// Whether the account has personal data, which everybody who is confirmed has.
///
/// # Errors
/// When the database does not answer.
pub async fn has_profile(tx: &mut Tx, account: AccountId) -> Result<bool, db::Error> {
    Ok(crate::personal::store::keys(tx, account).await?.is_some())
}

/// Whether somebody signs in with what has this mark.
///
/// # Errors
/// When the database does not answer.
pub async fn signs_in(tx: &mut Tx, mark: &[u8; 32]) -> Result<bool, db::Error> {
    Ok(account_by(tx, mark).await?.is_some())
}

/// The account that signs in with it.
///
/// # Errors
/// When the database does not answer.
pub async fn account_by(tx: &mut Tx, mark: &[u8; 32]) -> Result<Option<AccountId>, db::Error> {
    store::account_by(tx, mark).await
}

/// Whether anybody can sign in at all.
///
/// # Errors
/// When the database does not answer.
pub async fn does_anybody_sign_in(tx: &mut Tx) -> Result<bool, db::Error> {
    store::does_anybody_sign_in(tx).await
}

/// The member of staff who signs in by this name.
///
/// # Errors
/// When the database does not answer.
pub async fn staff_by_name(tx: &mut Tx, sign_in: &str) -> Result<Option<StaffId>, db::Error> {
    crate::staff::id_of(tx, sign_in).await
}
