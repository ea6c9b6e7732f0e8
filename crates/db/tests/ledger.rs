//! The ledger: complete, in order, and telling when somebody touched it.
#![allow(clippy::unwrap_used)]

use base::{AccountId, Cx, StaffId};
use db::{
    Db, Param,
    ledger::{self, Access, Actor, RecordedActor, Verdict},
    p,
    testing::each,
    vault,
};

async fn record(db: &Db, cx: &Cx, account: AccountId, reason: &str) {
    let mut tx = db.begin().await.unwrap();
    let actor = Actor::Staff { id: StaffId::new(cx), role: "officer".into(), office: "zags".into() };
    let access = Access { account, actor, action: "profile.read", reason, case: Some("77-1".into()) };
    ledger::record(&mut tx, cx, access).await.unwrap();
    tx.commit().await.unwrap();
}

async fn open_account(db: &Db, cx: &Cx, entries: usize) -> AccountId {
    let account = AccountId::new(cx);
    let mut tx = db.begin().await.unwrap();
    vault::create(&mut tx, cx, account).await.unwrap();
    tx.commit().await.unwrap();
    for number in 1..=entries {
        record(db, cx, account, &format!("причина {number}")).await;
    }
    account
}

async fn verdict(db: &Db, account: AccountId) -> Verdict {
    ledger::verify(&mut db.read().await.unwrap(), account).await.unwrap()
}

#[tokio::test]
async fn entries_come_back_newest_first() {
    each(&[], async |db, cx, _| {
        let account = open_account(&db, &cx, 3).await;
        let other = open_account(&db, &cx, 1).await;
        let mut tx = db.begin().await.unwrap();
        let job = Access { account, actor: Actor::Job("checks"), action: "profile.check", reason: "", case: None };
        ledger::record(&mut tx, &cx, job).await.unwrap();
        let own = Access { account, actor: Actor::Account(account), action: "profile.export", reason: "", case: None };
        ledger::record(&mut tx, &cx, own).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read().await.unwrap();
        let entries = ledger::list(&mut tx, account, 3).await.unwrap();
        assert_eq!(entries.iter().map(|entry| entry.position).collect::<Vec<_>>(), [5, 4, 3]);
        assert_eq!(entries[0].actor, RecordedActor::Account(account));
        assert_eq!(entries[1].actor, RecordedActor::Job("checks".into()));
        assert!(matches!(&entries[2].actor, RecordedActor::Staff { role, .. } if role == "officer"));
        assert_eq!((entries[2].reason.as_str(), entries[2].case.as_deref()), ("причина 3", Some("77-1")));
        assert_eq!(entries[2].at, cx.now());
        assert_eq!(ledger::head(&mut tx, account).await.unwrap().unwrap().position, 5);
        drop(tx);
        assert_eq!(verdict(&db, account).await, Verdict::Whole(5));
        assert_eq!(verdict(&db, other).await, Verdict::Whole(1));
        assert_eq!(verdict(&db, AccountId::new(&cx)).await, Verdict::Whole(0));
    })
    .await;
}

#[tokio::test]
async fn whatever_is_altered_is_found() {
    const ALTER: &str = "update ledger_entries set entry = $2 where account = $1 and position = 2";
    const SHIFT: &str = "update ledger_entries set at = at + 1 where account = $1 and position = 2";
    const REMOVE: &str = "delete from ledger_entries where account = $1 and position = 2";
    const CUT: &str = "delete from ledger_entries where account = $1 and position = 3";
    const CUT_HEAD: &str = "update ledger_heads set position = 2,
        hash = (select hash from ledger_entries where account = $1 and position = 2) where account = $1";
    const REMOVE_ALL: &str = "delete from ledger_entries where account = $1";
    const REMOVE_HEAD: &str = "delete from ledger_heads where account = $1";
    each(&[], async |db, cx, _| {
        let cases: [(&[&str], u64); 6] =
            [(&[ALTER], 2), (&[SHIFT], 2), (&[REMOVE], 2), (&[CUT], 3), (&[CUT, CUT_HEAD], 3), (&[REMOVE_ALL], 1)];
        for (statements, position) in cases {
            let account = open_account(&db, &cx, 3).await;
            assert_eq!(verdict(&db, account).await, Verdict::Whole(3));
            let mut tx = db.begin().await.unwrap();
            for sql in statements {
                let other = b"other".as_slice();
                let all: &[Param<'_>] = p![account, other];
                let used = if *sql == ALTER { all } else { &all[..1] };
                assert!(tx.execute(sql, used).await.unwrap() > 0);
            }
            tx.commit().await.unwrap();
            assert_eq!(verdict(&db, account).await, Verdict::Broken(position), "{statements:?}");
        }
        let account = open_account(&db, &cx, 1).await;
        let mut tx = db.begin().await.unwrap();
        tx.execute(REMOVE_HEAD, p![account]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(verdict(&db, account).await, Verdict::Broken(2));
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_still_has_its_chain() {
    each(&[], async |db, cx, _| {
        let account = open_account(&db, &cx, 2).await;
        let mut tx = db.begin().await.unwrap();
        vault::destroy(&mut tx, account).await.unwrap();
        tx.commit().await.unwrap();
        record(&db, &cx, account, "после закрытия").await;
        assert_eq!(verdict(&db, account).await, Verdict::Whole(3));
        let entries = ledger::list(&mut db.read().await.unwrap(), account, 10).await.unwrap();
        assert_eq!(entries.len(), 1, "what was sealed with the destroyed key cannot be read");
        assert_eq!(entries[0].reason, "после закрытия");
    })
    .await;
}

#[tokio::test]
async fn those_who_record_at_once_stand_in_line() {
    each(&[], async |db, cx, _| {
        let account = open_account(&db, &cx, 0).await;
        let all = (0..12).map(|_| record(&db, &cx, account, "сразу"));
        futures_util::future::join_all(all).await;
        assert_eq!(verdict(&db, account).await, Verdict::Whole(12));
    })
    .await;
}
