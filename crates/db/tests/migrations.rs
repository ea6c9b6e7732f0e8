//! Migrations: once, in order, by one node at a time, and never an edited one.
#![allow(clippy::unwrap_used)]

use db::{Db, Error, Migration, migrate, p, testing::each};

const FIRST: Migration =
    Migration { name: "a/0001_things", sql: "create table things (id bigint not null primary key);" };
const SECOND: Migration = Migration { name: "a/0002_more", sql: "alter table things add column name text;" };
const OTHER: Migration =
    Migration { name: "b/0001_others", sql: "create table others (id bigint not null primary key);" };
const BROKEN: Migration = Migration { name: "b/0002_broken", sql: "create table half (id bigint); create tabel x;" };

async fn tables(db: &Db, table: &str) -> bool {
    db.read().await.unwrap().query::<i64>(&format!("select id from {table} limit 1"), p![]).await.is_ok()
}

#[tokio::test]
async fn each_is_applied_once() {
    each(&[], async |db, cx, _| {
        assert_eq!(migrate(&db, &cx, &[&[FIRST], &[OTHER]]).await.unwrap(), 2);
        assert_eq!(migrate(&db, &cx, &[db::MIGRATIONS, &[FIRST, SECOND], &[OTHER], &[OTHER]]).await.unwrap(), 1);
        assert_eq!(migrate(&db, &cx, &[&[FIRST, SECOND], &[OTHER]]).await.unwrap(), 0);
        // An older program that does not know the newest migration may still start.
        assert_eq!(migrate(&db, &cx, &[&[FIRST]]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_edited_file_is_refused() {
    each(&[&[FIRST]], async |db, cx, _| {
        let edited = Migration { sql: "create table things (id text not null primary key);", ..FIRST };
        let refused = migrate(&db, &cx, &[&[edited]]).await.unwrap_err();
        assert!(
            matches!(&refused, Error::Migration { name, problem } if name == FIRST.name && problem.contains("edited"))
        );
    })
    .await;
}

#[tokio::test]
async fn wrong_lists_are_refused() {
    each(&[], async |db, cx, _| {
        assert!(migrate(&db, &cx, &[&[SECOND, FIRST]]).await.is_err(), "not in order");
        let namesake = Migration { name: FIRST.name, ..OTHER };
        assert!(migrate(&db, &cx, &[&[FIRST], &[namesake]]).await.is_err(), "one name, two files");
    })
    .await;
}

#[tokio::test]
async fn a_broken_one_leaves_nothing_behind() {
    each(&[], async |db, cx, _| {
        let refused = migrate(&db, &cx, &[&[FIRST], &[OTHER, BROKEN]]).await.unwrap_err();
        assert!(refused.to_string().starts_with("migration b/0002_broken"), "{refused}");
        for table in ["things", "others", "half"] {
            assert!(!tables(&db, table).await, "{table}");
        }
        assert_eq!(migrate(&db, &cx, &[&[FIRST], &[OTHER]]).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn nodes_that_start_together_wait_for_one_another() {
    each(&[], async |db, cx, _| {
        let nodes = (0..4).map(|_| migrate(&db, &cx, &[&[FIRST, SECOND], &[OTHER]]));
        let mut applied = futures_util::future::try_join_all(nodes).await.unwrap();
        applied.sort_unstable();
        assert_eq!(applied, [0, 0, 0, 3]);
    })
    .await;
}
