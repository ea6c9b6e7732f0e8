//! Connections that go back to the pool in the middle of something.
#![allow(clippy::unwrap_used)]

use db::{Db, Migration, p, testing::each};
use futures_util::FutureExt;

const TABLES: &[Migration] =
    &[Migration { name: "test/0001_things", sql: "create table things (id bigint not null primary key);" }];

const INSERT: &str = "insert into things (id) values ($1)";

async fn count(db: &Db) -> i64 {
    db.read().await.unwrap().one("select count(*) from things", p![]).await.unwrap().unwrap()
}

#[tokio::test]
async fn every_connection_dropped_in_a_transaction_is_clean_again() {
    each(&[TABLES], async |db, _, _| {
        for round in 0..40 {
            let mut tx = db.begin().await.unwrap();
            tx.execute(INSERT, p![round]).await.unwrap();
            drop(tx);
        }
        assert_eq!(count(&db).await, 0);
        for round in 0..40 {
            let mut tx = db.begin().await.unwrap();
            tx.execute(INSERT, p![round]).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(count(&db).await, 40);
    })
    .await;
}

#[tokio::test]
async fn a_statement_dropped_half_way_leaves_nothing() {
    each(&[TABLES], async |db, _, _| {
        for round in 0..20 {
            let mut tx = db.begin().await.unwrap();
            // On SQLite it is done at once, on PostgreSQL it is only sent.
            let _half = tx.execute(INSERT, p![round]).now_or_never();
            drop(tx);
        }
        assert_eq!(count(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_failed_transaction_spoils_no_connection() {
    each(&[TABLES], async |db, _, _| {
        for _ in 0..20 {
            let mut tx = db.begin().await.unwrap();
            tx.execute(INSERT, p![1]).await.unwrap();
            assert!(tx.execute(INSERT, p![1]).await.unwrap_err().is_unique());
            assert!(tx.commit().await.is_err());
        }
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![1]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_empty_transaction_commits() {
    each(&[TABLES], async |db, _, _| {
        db.begin().await.unwrap().commit().await.unwrap();
        db.read().await.unwrap().commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn faults_quote_statements_and_never_values() {
    each(&[TABLES], async |db, _, _| {
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![987_654_321]).await.unwrap();
        let clash = tx.execute(INSERT, p![987_654_321]).await.unwrap_err();
        assert!(!format!("{clash} {clash:?}").contains("987654321"), "{clash:?}");
        // The failed one has let the next one in, though it is still there.
        let mut tx = db.begin().await.unwrap();
        let wrong = tx.execute("insert into nowhere (id) values ($1)", p!["тайна"]).await.unwrap_err();
        assert!(wrong.to_string().contains("nowhere") && !format!("{wrong:?}").contains("тайна"), "{wrong:?}");
    })
    .await;
}

#[tokio::test]
async fn a_deadlock_ends_one_of_the_two_and_may_be_tried_again() {
    each(&[TABLES], async |db, _, _| {
        if !is_postgres(&db) {
            // The writers of SQLite stand in line: there is nothing to lock one another out of.
            return;
        }
        let mut tx = db.begin().await.unwrap();
        tx.batch(&[(INSERT, p![1]), (INSERT, p![2])]).await.unwrap();
        tx.commit().await.unwrap();
        let touch = "update things set id = id where id = $1";
        let (mut one, mut other) = (db.begin().await.unwrap(), db.begin().await.unwrap());
        one.execute(touch, p![1]).await.unwrap();
        other.execute(touch, p![2]).await.unwrap();
        let first = async {
            let outcome = one.execute(touch, p![2]).await;
            drop(one);
            outcome
        };
        let second = async {
            let outcome = other.execute(touch, p![1]).await;
            drop(other);
            outcome
        };
        let outcomes = futures_util::future::join(first, second).await;
        let failures: Vec<_> = [outcomes.0, outcomes.1].into_iter().filter_map(Result::err).collect();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(failures[0].is_retryable(), "{failures:?}");
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    each(&[TABLES], async |db, _, _| {
        if !is_postgres(&db) {
            return;
        }
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![1]).await.unwrap();
        let closed = tx.one::<bool>("select pg_terminate_backend(pg_backend_pid())", p![]).await;
        assert!(closed.is_err());
        assert!(tx.commit().await.is_err());
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![1]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 1);
    })
    .await;
}

fn is_postgres(db: &Db) -> bool {
    format!("{db:?}").contains("PostgreSQL")
}
