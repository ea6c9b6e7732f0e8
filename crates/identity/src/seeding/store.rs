//! The rows of people who are made up, each as its table's own store writes it.

use base::{AccountId, Date, Lang, Timestamp, Uuid};
use db::{Tx, bulk::Rows, p};

use crate::{
    accounts::{AccountNumber, AccountStatus, ContactKind, Happening},
    checks::{CheckId, CheckState, Registry, pauses},
    levels::{
        AssuranceLevel, Ground, StandingReason,
        evidence::{Subject, Subjects},
    },
};

const ACCOUNT: &str =
    "insert into accounts (id, number, status, lang, names, phone, created_at) values ($1, $2, $3, $4, $5, $6, $7)";

pub(super) fn account(
    rows: &mut Rows,
    (account, number, lang): (AccountId, &AccountNumber, Lang),
    (names, phone): (&[u8], &[u8]),
    at: Timestamp,
) {
    rows.add(ACCOUNT, p![account, number.as_str(), AccountStatus::Active, lang, names, phone, at]);
}

const PASSWORD: &str = "insert into passwords (account, hash, set_at) values ($1, $2, $3)";

pub(super) fn password(rows: &mut Rows, account: AccountId, hash: &str, at: Timestamp) {
    rows.add(PASSWORD, p![account, hash, at]);
}

const CONSENT: &str = "insert into consents (id, account, subject, edition, given_at) values ($1, $2, $3, $4, $5)";

pub(super) fn consent(rows: &mut Rows, (id, account): (Uuid, AccountId), subject: &str, edition: &str, at: Timestamp) {
    rows.add(CONSENT, p![id, account, subject, edition, at]);
}

const EVENT: &str = "insert into account_events (id, account, kind, at) values ($1, $2, $3, $4)";

pub(super) fn event(rows: &mut Rows, (id, account): (Uuid, AccountId), kind: Happening, at: Timestamp) {
    rows.add(EVENT, p![id, account, kind, at]);
}

const SIGN_IN_NAME: &str = "insert into sign_in_names (kind, fingerprint, account, proved_at) values ($1, $2, $3, $4)";

pub(super) fn sign_in_name(rows: &mut Rows, mark: &[u8; 32], account: AccountId, at: Timestamp) {
    rows.add(SIGN_IN_NAME, p![ContactKind::Phone, mark, account, at]);
}

const PROFILE: &str = "insert into profiles (account, data, snils, pension_subject, passport_subject, person_subject, revision, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) fn profile(
    rows: &mut Rows,
    account: AccountId,
    data: &[u8],
    subjects: &Subjects,
    (snils, at): (&[u8; 32], Timestamp),
) {
    let row = p![account, data, snils, subjects.pension, subjects.passport, subjects.person, 1_i64, at];
    rows.add(PROFILE, row);
}

const CHECK: &str = "insert into registry_checks (id, account, registry, subject, state, marks, tries, queued_at, ask_at, asked_at, ended_at, give_up_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(super) fn check(
    rows: &mut Rows,
    (id, account): (CheckId, AccountId),
    registry: Registry,
    subject: &Subject,
    (asked_at, ended_at): (Timestamp, Timestamp),
) {
    let give_up_at = asked_at.checked_add(pauses::PATIENCE).unwrap_or(Timestamp::MAX);
    let state = CheckState::Agreed;
    rows.add(
        CHECK,
        p![id, account, registry, subject, state, "", 1_i64, asked_at, asked_at, asked_at, ended_at, give_up_at],
    );
}

const EVIDENCE: &str = "insert into evidence (id, account, ground, subject, fields, made_at, until_on) values ($1, $2, $3, $4, $5, $6, $7)";

pub(super) fn evidence(
    rows: &mut Rows,
    (id, account, ground): (Uuid, AccountId, Ground),
    subject: &Subject,
    fields: &[&str],
    (at, until): (Timestamp, Option<Date>),
) {
    rows.add(EVIDENCE, p![id, account, ground, subject, fields.join(","), at, until]);
}

const STANDING: &str = "insert into standings (account, level, reason, snils, changed_at) values ($1, $2, $3, $4, $5)";

pub(super) fn standing(rows: &mut Rows, account: AccountId, level: AssuranceLevel, snils: &[u8; 32], at: Timestamp) {
    rows.add(STANDING, p![account, level, StandingReason::IdentityConfirmed, snils, at]);
}

pub(super) async fn since(tx: &mut Tx, account: AccountId) -> Result<Option<Timestamp>, db::Error> {
    tx.one("select created_at from accounts where id = $1", p![account]).await
}

pub(super) async fn is_anybody_there(tx: &mut Tx) -> Result<bool, db::Error> {
    let first: Option<AccountId> = tx.one("select id from accounts order by id limit 1", p![]).await?;
    Ok(first.is_some())
}

pub(super) async fn account_by(tx: &mut Tx, mark: &[u8; 32]) -> Result<Option<AccountId>, db::Error> {
    let sql = "select account from sign_in_names where kind = $1 and fingerprint = $2";
    tx.one(sql, p![ContactKind::Phone, mark]).await
}

pub(super) async fn does_anybody_sign_in(tx: &mut Tx) -> Result<bool, db::Error> {
    let sql = "select account from sign_in_names order by kind, fingerprint limit 1";
    Ok(tx.one::<AccountId>(sql, p![]).await?.is_some())
}
