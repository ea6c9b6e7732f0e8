//! The queries of the ledger.

use base::{AccountId, Timestamp, Uuid};

use crate::{FromRow, Result, Tx, p};

/// An entry as it lies in the table, without its hash.
#[derive(FromRow)]
pub(super) struct Link {
    pub position: i64,
    pub at: Timestamp,
    pub sealed_for: Uuid,
    pub entry: Vec<u8>,
}

#[derive(FromRow)]
struct Recorded {
    position: i64,
    at: Timestamp,
    sealed_for: Uuid,
    entry: Vec<u8>,
    hash: Vec<u8>,
}

#[derive(FromRow)]
pub(super) struct StoredHead {
    pub position: i64,
    pub hash: [u8; 32],
    pub seal: Vec<u8>,
}

const ADVANCE: &str = "insert into ledger_heads (account, position, hash, seal) values ($1, 1, $2, $2)
    on conflict (account) do update set position = ledger_heads.position + 1
    returning position, hash";

/// The position of the next entry and the hash of the one before it.
pub(super) async fn advance(tx: &mut Tx, account: AccountId, genesis: &[u8; 32]) -> Result<(i64, [u8; 32])> {
    let head = tx.one(ADVANCE, p![account, genesis]).await?;
    head.ok_or_else(|| crate::Error::row(ADVANCE, "no row"))
}

pub(super) const INSERT: &str =
    "insert into ledger_entries (account, position, at, sealed_for, entry, hash) values ($1, $2, $3, $4, $5, $6)";

/// The end of a chain that begins with all its entries.
pub(super) const INSERT_HEAD: &str = "insert into ledger_heads (account, position, hash, seal) values ($1, $2, $3, $4)";

pub(super) async fn insert(tx: &mut Tx, account: AccountId, link: &Link, hash: &[u8; 32]) -> Result<()> {
    let params = p![account, link.position, link.at, link.sealed_for, link.entry, hash];
    tx.execute(INSERT, params).await.map(drop)
}

const SET_HEAD: &str = "update ledger_heads set hash = $3, seal = $4 where account = $1 and position = $2";

pub(super) async fn set_head(
    tx: &mut Tx,
    account: AccountId,
    position: i64,
    hash: &[u8; 32],
    seal: &[u8; 32],
) -> Result<()> {
    tx.execute(SET_HEAD, p![account, position, hash, seal]).await.map(drop)
}

const FIND_HEAD: &str = "select position, hash, seal from ledger_heads where account = $1";

pub(super) async fn find_head(tx: &mut Tx, account: AccountId) -> Result<Option<StoredHead>> {
    tx.one(FIND_HEAD, p![account]).await
}

const LIST_NEWEST: &str = "select position, at, sealed_for, entry from ledger_entries
    where account = $1 order by position desc limit $2";

pub(super) async fn list_newest(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<Link>> {
    tx.query(LIST_NEWEST, p![account, limit]).await
}

const LIST_AFTER: &str = "select position, at, sealed_for, entry, hash from ledger_entries
    where account = $1 and position > $2 order by position limit $3";

/// Entries after a position, each with the hash that was recorded.
pub(super) async fn list_after(
    tx: &mut Tx,
    account: AccountId,
    position: i64,
    limit: i64,
) -> Result<Vec<(Link, [u8; 32])>> {
    let rows: Vec<Recorded> = tx.query(LIST_AFTER, p![account, position, limit]).await?;
    let hashed = rows.into_iter().map(|row| {
        let link = Link { position: row.position, at: row.at, sealed_for: row.sealed_for, entry: row.entry };
        // A hash of another length is no hash of ours: it must break the chain, not the reading.
        (link, row.hash.try_into().unwrap_or_default())
    });
    Ok(hashed.collect())
}

const HEADS_AFTER: &str = "select account from ledger_heads where account > $1 order by account limit $2";

/// The accounts that have a sealed end, page by page.
pub(super) async fn heads_after(tx: &mut Tx, after: AccountId, limit: u32) -> Result<Vec<AccountId>> {
    tx.query(HEADS_AFTER, p![after, limit]).await
}

const CHAINS_BETWEEN: &str = "select distinct account from ledger_entries where account > $1 and account <= $2
    order by account limit $3";

/// The accounts of that range that have entries.
pub(super) async fn chains_between(
    tx: &mut Tx,
    after: AccountId,
    last: AccountId,
    limit: u32,
) -> Result<Vec<AccountId>> {
    tx.query(CHAINS_BETWEEN, p![after, last, limit]).await
}
