//! Many rows at once: what seeding needs and no page does. Rows are gathered away from any transaction, by as many threads
//! as there are, and written in one flight: by one prepared statement on SQLite, by `copy` on PostgreSQL.

use std::collections::HashMap;

use crate::{Db, Error, Migration, Param, Result, Tx, database::Engine, p};

/// Rows on their way into tables, in the order in which their tables were first named.
#[derive(Debug, Default)]
pub struct Rows {
    tables: Vec<Table>,
    places: HashMap<&'static str, usize>,
}

/// Rows for one statement.
#[derive(Debug)]
pub(crate) struct Table {
    pub sql: &'static str,
    pub width: usize,
    pub cells: Vec<Param<'static>>,
}

impl Rows {
    /// No rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row for a statement of the form `insert into t (a, b) values ($1, $2)`, without a word more.
    pub fn add(&mut self, sql: &'static str, row: &[Param<'_>]) {
        let place = *self.places.entry(sql).or_insert_with(|| {
            self.tables.push(Table { sql, width: row.len(), cells: Vec::new() });
            self.tables.len() - 1
        });
        if let Some(table) = self.tables.get_mut(place) {
            table.cells.extend(row.iter().cloned().map(Param::into_owned));
        }
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.tables.iter().map(|table| table.cells.len() / table.width.max(1)).sum()
    }
}

impl Tx {
    /// Writes the rows, table by table.
    pub async fn insert_rows(&mut self, rows: &Rows) -> Result<()> {
        for table in &rows.tables {
            self.insert_table(table).await?;
        }
        Ok(())
    }
}

/// What the statement says after `insert into`: the table with its columns.
pub(crate) fn target(sql: &str) -> Result<&str> {
    let rest = sql.strip_prefix("insert into ").and_then(|rest| rest.split_once(" values "));
    rest.map(|(target, _)| target).ok_or_else(|| Error::row(sql, "it is not a plain insert"))
}

/// Takes indexes away, so that rows can come in any order at the price of a sort in the end. Nobody else may use the
/// database until [`put_back`].
pub async fn set_aside(db: &Db, lists: &[&[Migration]], names: &[&str]) -> Result<()> {
    let mut tx = db.begin().await?;
    for (name, _) in named(lists, names) {
        tx.script(&format!("drop index if exists {name}")).await?;
    }
    tx.commit().await
}

/// Makes those of the indexes that are missing, each in a transaction of its own; `told` hears which one comes next
/// and says whether to go on. Answers how many were made.
pub async fn put_back(
    db: &Db,
    lists: &[&[Migration]],
    names: &[&str],
    mut told: impl FnMut(&str) -> bool + Send,
) -> Result<usize> {
    let mut made = 0;
    for (name, sql) in named(lists, names) {
        if exists(db, name).await? {
            continue;
        }
        if !told(name) {
            break;
        }
        let mut tx = db.begin().await?;
        tx.script(sql).await?;
        tx.commit().await?;
        made += 1;
    }
    Ok(made)
}

/// Whether all of these indexes are there.
pub async fn are_there(db: &Db, names: &[&str]) -> Result<bool> {
    for name in names {
        if !exists(db, name).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn exists(db: &Db, index: &str) -> Result<bool> {
    let find = match &db.engine {
        Engine::Sqlite(_) => "select 1 from sqlite_master where type = 'index' and name = $1",
        Engine::Postgres(_) => {
            "select 1::bigint from pg_indexes where schemaname = current_schema() and indexname = $1"
        }
    };
    let mut tx = db.begin().await?;
    Ok(tx.one::<i64>(find, p![index]).await?.is_some())
}

/// Those of the indexes that have one of the names.
fn named<'a>(lists: &'a [&'a [Migration]], names: &[&str]) -> Vec<(&'a str, &'a str)> {
    indexes(lists).filter(|(name, _)| names.contains(name)).collect()
}

/// The indexes that the migrations make: name and statement.
fn indexes<'a>(lists: &'a [&'a [Migration]]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let statements = lists.iter().copied().flatten().flat_map(|migration| migration.sql.split(';'));
    statements.filter_map(|statement| {
        // What stands before the statement are comments.
        let start = ["create unique index ", "create index "].iter().find_map(|begin| statement.find(begin))?;
        let sql = statement.get(start..)?;
        let name = sql.split(" index ").nth(1)?.split_whitespace().next()?;
        Some((name, sql))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_found_in_migrations() {
        let found: Vec<(&str, &str)> = indexes(&[crate::MIGRATIONS]).collect();
        assert!(found.contains(&("vault_keys_master", "create index vault_keys_master on vault_keys (master, owner)")));
        assert!(found.iter().any(|(name, _)| *name == "live_touches_at"));
    }

    #[test]
    fn only_a_plain_insert_has_a_target() {
        assert_eq!(target("insert into t (a, b) values ($1, $2)").ok(), Some("t (a, b)"));
        assert!(target("update t set a = $1").is_err());
    }
}
