//! Several hands of one transaction.
#![allow(clippy::unwrap_used)]

use base::AccountId;
use db::{Db, Error, Migration, Tx, p, testing::each, vault};

const TABLES: &[Migration] =
    &[Migration { name: "test/0001_things", sql: "create table things (id bigint not null primary key);" }];

const INSERT: &str = "insert into things (id) values ($1)";
const COUNT: &str = "select count(*) from things";

async fn insert(tx: &mut Tx, id: i64) -> db::Result<u64> {
    tx.execute(INSERT, p![id]).await
}

async fn count(db: &Db) -> i64 {
    db.read().await.unwrap().one(COUNT, p![]).await.unwrap().unwrap()
}

/// How many statements the work asks, and in how many flights.
async fn asked(db: &Db, work: impl Future<Output = ()>) -> (u64, u64) {
    let before = db.asked();
    work.await;
    let after = db.asked();
    (after.0 - before.0, after.1 - before.1)
}

async fn write_both(tx: &mut Tx) {
    let [mut one, mut other] = tx.hands();
    let written = tokio::try_join!(insert(&mut one, 1), insert(&mut other, 2)).unwrap();
    assert_eq!(written, (1, 1));
}

#[tokio::test]
async fn what_hands_write_is_committed_together_or_not_at_all() {
    each(&[TABLES], async |db, _, _| {
        let mut tx = db.begin().await.unwrap();
        write_both(&mut tx).await;
        drop(tx);
        assert_eq!(count(&db).await, 0);
        let mut tx = db.begin().await.unwrap();
        write_both(&mut tx).await;
        assert_eq!(tx.one::<i64>(COUNT, p![]).await.unwrap(), Some(2), "the transaction itself goes on");
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_fails_in_one_hand_fails_in_all() {
    each(&[TABLES], async |db, _, _| {
        let mut tx = db.begin().await.unwrap();
        tx.execute(INSERT, p![1]).await.unwrap();
        {
            let [mut one, mut other] = tx.hands();
            let _both = tokio::join!(insert(&mut one, 1), insert(&mut other, 2));
            assert!(matches!(other.one::<i64>(COUNT, p![]).await, Err(Error::Failed)));
        }
        assert!(matches!(tx.commit().await, Err(Error::Failed)));
        assert_eq!(count(&db).await, 0);
        // The connection is clean for the next one.
        let mut tx = db.begin().await.unwrap();
        write_both(&mut tx).await;
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 2);
    })
    .await;
}

#[tokio::test]
async fn hands_given_up_half_way_leave_nothing() {
    each(&[TABLES], async |db, _, _| {
        for round in 0..20 {
            let mut tx = db.begin().await.unwrap();
            {
                let [mut one, mut other] = tx.hands();
                let both = async { tokio::join!(insert(&mut one, round), insert(&mut other, round + 100)) };
                // On SQLite it is done at once, on PostgreSQL it is only sent.
                let _half = futures_util::FutureExt::now_or_never(both);
            }
            drop(tx);
        }
        assert_eq!(count(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn several_hands_fetch_a_data_key_once() {
    each(&[], async |db, cx, _| {
        let account = AccountId::new(&cx);
        let mut tx = db.begin().await.unwrap();
        vault::create(&mut tx, &cx, account).await.unwrap();
        let sealed = vault::seal(&mut tx, &cx, account, "a", b"plain").await.unwrap();
        tx.commit().await.unwrap();
        let opening = Box::pin(async {
            let mut tx = db.read().await.unwrap();
            let [mut one, mut other] = tx.hands();
            let opened = tokio::try_join!(
                vault::open(&mut one, account, "a", &sealed),
                vault::open(&mut other, account, "a", &sealed),
            );
            assert_eq!(opened.unwrap(), (b"plain".to_vec(), b"plain".to_vec()));
            assert_eq!(vault::open(&mut tx, account, "a", &sealed).await.unwrap(), b"plain");
        });
        assert_eq!(asked(&db, opening).await.0, 1);
        let mut tx = db.read().await.unwrap();
        let nobody = AccountId::new(&cx);
        assert!(matches!(vault::open(&mut tx, nobody, "a", &sealed).await, Err(Error::NoKey(_))));
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_at_once_travels_together() {
    each(&[TABLES], async |db, _, _| {
        let many = async {
            let mut tx = db.read().await.unwrap();
            // Prepared once, so that nothing else has to be asked first.
            tx.one::<i64>(COUNT, p![]).await.unwrap();
            let mut hands: [_; 20] = tx.hands();
            let counts = futures_util::future::join_all(hands.iter_mut().map(|hand| hand.one::<i64>(COUNT, &[]))).await;
            assert!(counts.into_iter().all(|count| count.unwrap() == Some(0)));
        };
        assert_eq!(asked(&db, many).await, (21, 2));
    })
    .await;
}

#[tokio::test]
async fn a_transaction_waits_as_often_as_its_longest_hand() {
    each(&[TABLES], async |db, _, _| {
        let work = async {
            let mut tx = db.read().await.unwrap();
            {
                let [mut short, mut long] = tx.hands();
                short.one::<i64>(COUNT, p![]).await.unwrap();
                let [mut one, mut other] = long.hands();
                one.one::<i64>(COUNT, p![]).await.unwrap();
                other.one::<i64>(COUNT, p![]).await.unwrap();
                other.one::<i64>(COUNT, p![]).await.unwrap();
                long.one::<i64>(COUNT, p![]).await.unwrap();
            }
            tx.one::<i64>(COUNT, p![]).await.unwrap();
        };
        assert_eq!(asked(&db, work).await, (6, 4));
    })
    .await;
}
