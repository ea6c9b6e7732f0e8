//! The queries of the vault.

use base::{Timestamp, Uuid};

use crate::{FromRow, Result, Tx, p};

#[derive(FromRow)]
pub(super) struct StoredKey {
    pub owner: Uuid,
    pub master: String,
    pub wrapped: Vec<u8>,
}

const INSERT: &str = "insert into vault_keys (owner, master, wrapped, created_at) values ($1, $2, $3, $4)
    on conflict (owner) do nothing";

/// The same for an owner who cannot be there yet.
pub(super) const INSERT_ROW: &str =
    "insert into vault_keys (owner, master, wrapped, created_at) values ($1, $2, $3, $4)";

pub(super) async fn insert(tx: &mut Tx, owner: Uuid, master: &str, wrapped: &[u8], now: Timestamp) -> Result<()> {
    tx.execute(INSERT, p![owner, master, wrapped, now]).await.map(drop)
}

const FIND: &str = "select owner, master, wrapped from vault_keys where owner = $1";

pub(super) async fn find(tx: &mut Tx, owner: Uuid) -> Result<Option<StoredKey>> {
    tx.one(FIND, p![owner]).await
}

const DELETE: &str = "delete from vault_keys where owner = $1";

pub(super) async fn delete(tx: &mut Tx, owner: Uuid) -> Result<()> {
    tx.execute(DELETE, p![owner]).await.map(drop)
}

const LIST_OF_MASTER: &str = "select owner, master, wrapped from vault_keys where master = $1 order by owner limit 200";

pub(super) async fn list_of_master(tx: &mut Tx, master: &str) -> Result<Vec<StoredKey>> {
    tx.query(LIST_OF_MASTER, p![master]).await
}

const REWRAP: &str = "update vault_keys set master = $3, wrapped = $4 where owner = $1 and master = $2";

pub(super) async fn rewrap(tx: &mut Tx, owner: Uuid, old: &str, master: &str, wrapped: &[u8]) -> Result<u64> {
    tx.execute(REWRAP, p![owner, old, master, wrapped]).await
}

const LIST_AFTER: &str = "select owner, master, wrapped from vault_keys where owner > $1 order by owner limit $2";

/// Every data key but that of the installation, page by page.
pub(super) async fn list_after(tx: &mut Tx, after: Uuid, limit: u32) -> Result<Vec<StoredKey>> {
    tx.query(LIST_AFTER, p![after, limit]).await
}
