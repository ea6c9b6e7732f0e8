//! Fresh databases for tests: SQLite always, PostgreSQL when `OKNO_TEST_POSTGRES` says where.

#![expect(clippy::unwrap_used, reason = "a test without its database has failed already")]

mod statements;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use base::{Cx, ManualClock, Timestamp};
use futures_util::FutureExt;

pub use self::statements::{Statement, problems, statements};
use crate::{Db, Migration, Settings, migrate, vault::Keys};

/// Monday, the 2nd of March 2026, 9 o'clock UTC: when every test begins.
const START: i64 = 1_772_442_000_000_000;

/// For what hangs: no test may fail because a machine is slow or busy.
const PATIENCE: Duration = Duration::from_mins(5);

/// Runs the body on a fresh SQLite database and, when `OKNO_TEST_POSTGRES` is set, on a fresh schema of that PostgreSQL.
/// This crate's own tables are there besides those of `lists`.
pub async fn each<F>(lists: &[&[Migration]], body: F)
where
    F: AsyncFn(Db, Cx, Arc<ManualClock>),
{
    sqlite(lists, &body).await;
    if let Some(url) = postgres_url() {
        postgres(&url, lists, &body).await;
    }
}

/// The keys of every test's database.
pub fn keys() -> Keys {
    Keys::generate(&context().0)
}

fn context() -> (Cx, Arc<ManualClock>) {
    Cx::test(Timestamp::from_microsecond(START).unwrap())
}

/// A fresh SQLite database with the tables of `lists`, for tests that need only one. It lies in the folder, which
/// must outlive it.
pub async fn fresh(folder: &std::path::Path, lists: &[&[Migration]]) -> (Db, Cx, Arc<ManualClock>) {
    let (cx, clock) = context();
    let url = format!("sqlite:{}", folder.join("okno.db").display());
    let db = Db::open_with(&url, keys(), Settings { connections: 4, patience: PATIENCE, durable: false }).unwrap();
    migrate(&db, &cx, lists).await.unwrap();
    (db, cx, clock)
}

async fn sqlite<F>(lists: &[&[Migration]], body: &F)
where
    F: AsyncFn(Db, Cx, Arc<ManualClock>),
{
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = fresh(folder.path(), lists).await;
    body(db, cx, clock).await;
}

async fn postgres<F>(url: &str, lists: &[&[Migration]], body: &F)
where
    F: AsyncFn(Db, Cx, Arc<ManualClock>),
{
    let schema = format!("test_{}", Cx::system().uuid().simple());
    let (cx, clock) = context();
    let settings = Settings { connections: 8, patience: PATIENCE, durable: true };
    let open = |url: &str| Db::open_with(url, keys(), settings).unwrap();
    script(&open(url), &format!("create schema {schema}")).await;
    let separator = if url.contains('?') { '&' } else { '?' };
    let db = open(&format!("{url}{separator}options=-c%20search_path%3D{schema}%20-c%20synchronous_commit%3Doff"));
    migrate(&db, &cx, lists).await.unwrap();
    let outcome = AssertUnwindSafe(body(db, cx, clock)).catch_unwind().await;
    script(&open(url), &format!("set client_min_messages = warning; drop schema {schema} cascade")).await;
    if let Err(panic) = outcome {
        tracing::error!("the body failed on PostgreSQL");
        std::panic::resume_unwind(panic);
    }
}

async fn script(db: &Db, sql: &str) {
    let mut tx = db.begin().await.unwrap();
    tx.script(sql).await.unwrap();
    tx.commit().await.unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration; this one variable says where PostgreSQL is"
)]
fn postgres_url() -> Option<String> {
    std::env::var("OKNO_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}
