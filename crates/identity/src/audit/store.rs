//! What the audit reads: rows as they lie in the tables, nothing of them taken for granted.

use base::{AccountId, StaffId, Timestamp, Uuid};
use db::{FromRow, Tx, p};

/// More sessions or checks than one account has at a time.
const MOST: u32 = 500;

#[derive(FromRow)]
pub struct AccountRow {
    pub id: AccountId,
    pub number: String,
    pub status: String,
}

pub async fn accounts_after(tx: &mut Tx, after: AccountId, limit: u32) -> Result<Vec<AccountRow>, db::Error> {
    tx.query("select id, number, status from accounts where id > $1 order by id limit $2", p![after, limit]).await
}

/// How many rows of other tables belong to an account.
#[derive(FromRow)]
pub struct Parts {
    pub passwords: i64,
    pub consents: i64,
    pub sign_in_names: i64,
}

pub async fn parts(tx: &mut Tx, account: AccountId) -> Result<Parts, db::Error> {
    let parts = tx
        .one::<Parts>(
            "select (select count(*) from passwords where account = $1) as passwords, \
             (select count(*) from consents where account = $1) as consents, \
             (select count(*) from sign_in_names where account = $1) as sign_in_names",
            p![account],
        )
        .await?;
    Ok(parts.unwrap_or(Parts { passwords: 0, consents: 0, sign_in_names: 0 }))
}

#[derive(FromRow)]
pub struct SessionRow {
    pub id: Uuid,
    pub network: Option<Vec<u8>>,
    pub ends_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

pub async fn sessions(tx: &mut Tx, account: AccountId) -> Result<Vec<SessionRow>, db::Error> {
    tx.query(
        "select id, network, ends_at, ended_at from sessions where account = $1 order by ends_at desc limit $2",
        p![account, MOST],
    )
    .await
}

#[derive(FromRow)]
pub struct CheckRow {
    pub id: Uuid,
    pub state: String,
    pub ask_at: Timestamp,
    pub asked_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub give_up_at: Timestamp,
}

pub async fn checks(tx: &mut Tx, account: AccountId) -> Result<Vec<CheckRow>, db::Error> {
    tx.query(
        "select id, state, ask_at, asked_at, ended_at, give_up_at from registry_checks \
         where account = $1 order by registry, queued_at limit $2",
        p![account, MOST],
    )
    .await
}

/// The fingerprint of the SNILS that a level rests on.
pub async fn standing_snils(tx: &mut Tx, account: AccountId) -> Result<Option<Vec<u8>>, db::Error> {
    let snils: Option<Option<Vec<u8>>> = tx.one("select snils from standings where account = $1", p![account]).await?;
    Ok(snils.flatten())
}

#[derive(FromRow)]
pub struct StaffRow {
    pub id: StaffId,
    pub name: Vec<u8>,
    pub totp_secret: Vec<u8>,
}

pub async fn staff_after(tx: &mut Tx, after: StaffId, limit: u32) -> Result<Vec<StaffRow>, db::Error> {
    tx.query("select id, name, totp_secret from staff where id > $1 order by id limit $2", p![after, limit]).await
}
