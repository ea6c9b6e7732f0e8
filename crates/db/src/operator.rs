//! What operators and tidy tests ask of the database beside its data.

use std::path::Path;

use crate::{Db, Error, Migration, Param, Result, database::Engine, p, sqlite};

impl Db {
    /// The lines of the plan by which the database would run the statement.
    pub async fn explain(&self, sql: &str) -> Result<Vec<String>> {
        match &self.engine {
            Engine::Sqlite(_) => {
                let mut tx = self.read().await?;
                let nothing = vec![Param::Null; places_of(sql)];
                let lines: Vec<(i64, i64, i64, String)> =
                    tx.query(&format!("explain query plan {sql}"), &nothing).await?;
                Ok(lines.into_iter().map(|(.., line)| line).collect())
            }
            Engine::Postgres(_) => {
                // A transaction of its own for the switches; it is never committed.
                let mut tx = self.begin().await?;
                tx.script("set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan").await?;
                let nulls = vec!["null"; places_of(sql)].join(", ");
                let call = if nulls.is_empty() { "explained".to_owned() } else { format!("explained ({nulls})") };
                tx.script(&format!("prepare explained as {sql}")).await?;
                let lines = tx.query(&format!("explain (costs off) execute {call}"), p![]).await;
                // Prepared statements outlive their transaction.
                tx.script("deallocate explained").await?;
                lines
            }
        }
    }

    /// Whether the database understands the statement against its present schema.
    pub async fn prepare_check(&self, sql: &str) -> Result<()> {
        self.explain(sql).await.map(drop)
    }

    /// The lines of the plan that read a whole table: for want of an index, or for want of a `limit` over one.
    pub async fn scans(&self, sql: &str) -> Result<Vec<String>> {
        let lines = self.explain(sql).await?;
        let scans = match &self.engine {
            Engine::Sqlite(_) => sqlite_scans(sql, &lines),
            Engine::Postgres(_) => lines.into_iter().filter(|line| line.contains("Seq Scan on")).collect(),
        };
        Ok(scans)
    }
}

fn sqlite_scans(sql: &str, lines: &[String]) -> Vec<String> {
    // What the statement itself brings forth is no table.
    let made: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("MATERIALIZE ").or_else(|| line.strip_prefix("CO-ROUTINE ")))
        .collect();
    let whole = |line: &&String| {
        let Some(name) = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next()) else { return false };
        let table = name != "CONSTANT" && !name.starts_with('(') && !made.contains(&name);
        table && !(line.contains(" USING ") && sql.contains("limit"))
    };
    lines.iter().filter(whole).cloned().collect()
}

/// The highest number of a place for a parameter in the statement.
fn places_of(sql: &str) -> usize {
    let numbers = sql.split('$').skip(1).map(|rest| {
        let digits = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits).and_then(|number| number.parse().ok()).unwrap_or(0)
    });
    numbers.max().unwrap_or(0)
}

/// Writes a consistent copy of an SQLite database into a new file, while the portal goes on working.
/// PostgreSQL has its own tools for that (`pg_dump`, base backups), so it is refused.
pub async fn backup(db: &Db, to: &Path) -> Result<()> {
    let Engine::Sqlite(sqlite) = &db.engine else {
        return Err(Error::Address("back up PostgreSQL by its own tools, for instance pg_dump".to_owned()));
    };
    let (from, to) = (sqlite.path().to_owned(), to.to_owned());
    let copied = tokio::task::spawn_blocking(move || sqlite::copy(&from, &to)).await;
    copied.map_err(|error| Error::System(std::io::Error::other(error)))?
}

/// What the database says is wrong with its own file, in its own words. Only SQLite can be asked.
pub(crate) async fn integrity(db: &Db) -> Result<Vec<String>> {
    let Engine::Sqlite(sqlite) = &db.engine else { return Ok(Vec::new()) };
    let path = sqlite.path().to_owned();
    let checked = tokio::task::spawn_blocking(move || sqlite::integrity(&path)).await;
    checked.map_err(|error| Error::System(std::io::Error::other(error)))?
}

/// The indexes that the migrations make and that are not there: without them nothing keeps unique what must be.
pub(crate) async fn missing_indexes(db: &Db, lists: &[&[Migration]]) -> Result<Vec<String>> {
    let find = match &db.engine {
        Engine::Sqlite(_) => "select 1 from sqlite_master where type = 'index' and name = $1",
        Engine::Postgres(_) => {
            "select 1::bigint from pg_indexes where schemaname = current_schema() and indexname = $1"
        }
    };
    let mut tx = db.read().await?;
    let mut missing = Vec::new();
    for index in lists.iter().copied().flatten().flat_map(|migration| indexes_of(migration.sql)) {
        if tx.one::<i64>(find, p![index]).await?.is_none() {
            missing.push(index.to_owned());
        }
    }
    Ok(missing)
}

/// The names of the indexes that a script makes.
fn indexes_of(sql: &str) -> impl Iterator<Item = &str> {
    sql.lines().filter_map(|line| {
        let rest = line.strip_prefix("create unique index ").or_else(|| line.strip_prefix("create index "))?;
        rest.split_whitespace().next()
    })
}
