//! The one writer of SQLite: transactions that commit together, and what happens when that fails.
#![allow(clippy::unwrap_used)]

use db::{Db, Error, Migration, p, testing::fresh};
use futures_util::{FutureExt, future::join_all};

const TABLES: &[Migration] = &[Migration {
    name: "test/0001_things",
    sql: "create table kinds (id bigint not null primary key);
        create table things (
            id bigint not null primary key,
            kind bigint references kinds (id) deferrable initially deferred
        );",
}];

const INSERT: &str = "insert into things (id) values ($1)";

async fn count(db: &Db) -> i64 {
    db.read().await.unwrap().one("select count(*) from things", p![]).await.unwrap().unwrap()
}

/// Runs a statement in a transaction of its own.
async fn change(db: Db, sql: &'static str, id: i64) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(sql, p![id]).await?;
    tx.commit().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_drop_do_not_disturb_those_who_commit() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ..) = fresh(folder.path(), &[TABLES]).await;
    let tasks = (0..64).map(|id| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            tx.execute(INSERT, p![id]).await.unwrap();
            if id % 4 != 0 {
                tx.commit().await.unwrap();
            }
        })
    });
    for task in join_all(tasks).await {
        task.unwrap();
    }
    assert_eq!(count(&db).await, 48);
}

#[tokio::test]
async fn when_the_common_commit_fails_everyone_hears_and_nothing_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ..) = fresh(folder.path(), &[TABLES]).await;
    // The key is looked at only by the commit.
    let orphan = "insert into things (id, kind) values ($1, 404)";
    let tasks = (0..16).map(|id| change(db.clone(), if id == 7 { orphan } else { INSERT }, id));
    let outcomes = join_all(tasks).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::Commit(_)))), "{outcomes:?}");
    assert_eq!(count(&db).await, 0);
    change(db.clone(), INSERT, 1).await.unwrap();
    assert_eq!(count(&db).await, 1);
}

#[tokio::test]
async fn when_the_engine_undoes_everything_those_before_hear_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ..) = fresh(folder.path(), &[TABLES]).await;
    change(db.clone(), INSERT, 0).await.unwrap();
    let undoing = "insert or rollback into things (id) values ($1 - $1)";
    let tasks = (1..=5).map(|id| change(db.clone(), if id == 3 { undoing } else { INSERT }, id));
    let outcomes = join_all(tasks).await;
    let fine: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(fine, [false, false, false, true, true], "{outcomes:?}");
    assert!(matches!(outcomes[0], Err(Error::Commit(_))));
    assert!(outcomes[2].as_ref().is_err_and(Error::is_unique));
    assert_eq!(count(&db).await, 3);
}

#[tokio::test]
async fn the_work_of_a_client_that_vanished_while_committing_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ..) = fresh(folder.path(), &[TABLES]).await;
    for id in 0..20 {
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![id]).await.unwrap();
        assert!(tx.commit().now_or_never().is_none());
    }
    // Whoever commits after them is answered after them.
    change(db.clone(), INSERT, 20).await.unwrap();
    assert_eq!(count(&db).await, 21);
}

#[tokio::test]
async fn readers_see_one_moment_and_only_what_is_committed() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ..) = fresh(folder.path(), &[TABLES]).await;
    let mut reading = db.read().await.unwrap();
    let counted = "select count(*) from things";
    assert_eq!(reading.one(counted, p![]).await.unwrap(), Some(0_i64));
    let mut tx = db.begin().await.unwrap();
    tx.execute(INSERT, p![1]).await.unwrap();
    assert_eq!(count(&db).await, 0, "not committed yet");
    tx.commit().await.unwrap();
    assert_eq!(count(&db).await, 1);
    assert_eq!(reading.one(counted, p![]).await.unwrap(), Some(0_i64), "the same moment as before");
    let all: Vec<i64> = db.read().await.unwrap().report("select id from things", p![]).await.unwrap();
    assert_eq!(all, [1]);
}

#[tokio::test]
async fn what_was_committed_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _) = fresh(folder.path(), &[TABLES]).await;
    change(db.clone(), INSERT, 1).await.unwrap();
    let unfinished = db.begin().await.unwrap();
    drop((unfinished, db));
    let url = format!("sqlite:{}", folder.path().join("okno.db").display());
    let db = Db::open(&url, db::testing::keys()).unwrap();
    assert_eq!(db::migrate(&db, &cx, &[TABLES]).await.unwrap(), 0);
    assert_eq!(count(&db).await, 1);
}
