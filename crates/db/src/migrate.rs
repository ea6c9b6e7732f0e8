//! Migrations: the lists of all slices merged into one order, applied once, by one node at a time.

use std::collections::BTreeMap;

use base::Cx;
use sha2::{Digest, Sha256};

use crate::{Db, Error, Result, Tx, p, vault};

/// One step of the schema. A file that was applied is never edited: write the next one.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Slice, number and what it is about: "identity/0001_accounts".
    pub name: &'static str,
    /// Statements that both databases understand.
    pub sql: &'static str,
}

/// The tables of this crate: the vault, the ledger, jobs and news.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "db/0001_vault", sql: include_str!("../migrations/0001_vault.sql") },
    Migration { name: "db/0002_ledger", sql: include_str!("../migrations/0002_ledger.sql") },
    Migration { name: "db/0003_jobs", sql: include_str!("../migrations/0003_jobs.sql") },
    Migration { name: "db/0004_live", sql: include_str!("../migrations/0004_live.sql") },
];

const TABLE: &str = "create table if not exists migrations (
    name text not null primary key,
    checksum bytea not null,
    applied_at bigint not null
)";

/// One node at a time in this schema; the first number is "okno" in ASCII. Whoever waits does so as long as it takes.
const LOCK: &str = "set local lock_timeout = 0;
    set local statement_timeout = 0;
    select pg_advisory_xact_lock(1869311599, hashtext(current_schema()))";

/// Whether there is a table of migrations at all, asked without touching it.
const IS_THERE_SQLITE: &str = "select 1 from sqlite_master where type = 'table' and name = 'migrations'";
const IS_THERE_POSTGRES: &str =
    "select 1::bigint from pg_tables where schemaname = current_schema() and tablename = 'migrations'";

const APPLIED: &str = "select name, checksum from migrations order by name";
const RECORD: &str = "insert into migrations (name, checksum, applied_at) values ($1, $2, $3)";

/// Brings the schema up to date, all or nothing; answers how many migrations were applied. Those of this crate come
/// first, whether they are listed or not. Nodes that start together wait for one another. Where nothing is to be applied,
/// nothing is made: a database user that may only read and write rows is enough.
pub async fn migrate(db: &Db, cx: &Cx, lists: &[&[Migration]]) -> Result<usize> {
    let wanted = merged(lists)?;
    let mut tx = db.begin().await?;
    let missing = missing(&mut tx, &wanted).await?;
    if missing.is_empty() {
        vault::ensure_system(&mut tx, cx).await?;
        tx.commit().await?;
        return Ok(0);
    }
    if tx.is_postgres() {
        tx.script(LOCK).await?;
    }
    tx.script(TABLE).await.map_err(|error| refuse("migrations", &error.to_string()))?;
    // Another node may have been here while this one waited.
    let missing = self::missing(&mut tx, &wanted).await?;
    for migration in &missing {
        apply(&mut tx, migration).await?;
        let checksum: [u8; 32] = Sha256::digest(migration.sql).into();
        tx.execute(RECORD, p![migration.name, checksum, cx.now()]).await?;
    }
    vault::ensure_system(&mut tx, cx).await?;
    tx.commit().await?;
    Ok(missing.len())
}

/// Those of the wanted that were not applied, in their order.
async fn missing<'a>(tx: &mut Tx, wanted: &[&'a Migration]) -> Result<Vec<&'a Migration>> {
    let is_there = if tx.is_postgres() { IS_THERE_POSTGRES } else { IS_THERE_SQLITE };
    if tx.one::<i64>(is_there, p![]).await?.is_none() {
        return Ok(wanted.to_vec());
    }
    let applied: Vec<(String, [u8; 32])> = tx.query(APPLIED, p![]).await?;
    let applied: BTreeMap<String, [u8; 32]> = applied.into_iter().collect();
    let mut missing = Vec::new();
    for migration in wanted {
        let checksum: [u8; 32] = Sha256::digest(migration.sql).into();
        match applied.get(migration.name) {
            Some(known) if *known == checksum => {}
            Some(_) => return Err(refuse(migration.name, "its file was edited after it had been applied")),
            None => missing.push(*migration),
        }
    }
    Ok(missing)
}

async fn apply(tx: &mut Tx, migration: &Migration) -> Result<()> {
    tx.script(migration.sql).await.map_err(|error| refuse(migration.name, &error.to_string()))
}

/// All migrations in the order of the lists, each once.
fn merged<'a>(lists: &[&'a [Migration]]) -> Result<Vec<&'a Migration>> {
    let mut known: BTreeMap<&str, &Migration> = BTreeMap::new();
    let mut order = Vec::new();
    for list in std::iter::once(&MIGRATIONS).chain(lists) {
        if !list.is_sorted_by_key(|migration| migration.name) {
            return Err(refuse(list.first().map_or("", |first| first.name), "its list is not in the order of names"));
        }
        for migration in *list {
            match known.insert(migration.name, migration) {
                None => order.push(migration),
                Some(other) if other.sql == migration.sql => {}
                Some(_) => return Err(refuse(migration.name, "another migration has the same name")),
            }
        }
    }
    Ok(order)
}

fn refuse(name: &str, problem: &str) -> Error {
    Error::Migration { name: name.to_owned(), problem: problem.to_owned() }
}
