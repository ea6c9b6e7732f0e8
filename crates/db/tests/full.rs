//! A disk without room: what was acknowledged stays, reading goes on, writing goes on when there is room again.
#![allow(clippy::unwrap_used)]

use db::{Error, Migration, p, testing::fresh};

const TABLES: &[Migration] = &[Migration {
    name: "tests/0001_notes",
    sql: "create table notes (id bigint not null primary key, text text not null)",
}];

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (db, _, _) = fresh(folder.path(), &[TABLES]).await;
    let mut tx = db.begin().await.unwrap();
    let pages: i64 = tx.one("pragma page_count", p![]).await.unwrap().unwrap();
    let _most: Option<i64> = tx.one(&format!("pragma max_page_count = {}", pages + 20), p![]).await.unwrap();
    tx.commit().await.unwrap();

    let text = "x".repeat(2_000);
    let mut kept = 0_i64;
    let refused = loop {
        let mut tx = db.begin().await.unwrap();
        if let Err(error) = tx.execute("insert into notes (id, text) values ($1, $2)", p![kept, text]).await {
            break error;
        }
        tx.commit().await.unwrap();
        kept += 1;
    };
    assert!(matches!(refused, Error::Full(_)), "{refused}");
    assert!(kept > 10);

    let mut reading = db.read().await.unwrap();
    assert_eq!(reading.one::<i64>("select count(*) from notes", p![]).await.unwrap(), Some(kept));
    drop(reading);
    // Still full, however often it is tried.
    let mut tx = db.begin().await.unwrap();
    assert!(tx.execute("insert into notes (id, text) values ($1, $2)", p![kept, text]).await.is_err());
    drop(tx);

    let mut tx = db.begin().await.unwrap();
    let _most: Option<i64> = tx.one(&format!("pragma max_page_count = {}", pages + 1_000), p![]).await.unwrap();
    tx.execute("insert into notes (id, text) values ($1, $2)", p![kept, text]).await.unwrap();
    tx.commit().await.unwrap();
    let mut reading = db.read().await.unwrap();
    assert_eq!(reading.one::<i64>("select count(*) from notes", p![]).await.unwrap(), Some(kept + 1));
}
