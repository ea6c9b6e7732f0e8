//! News for open pages.
#![allow(clippy::unwrap_used)]

use base::{AccountId, Cx, SignedDuration};
use db::{Db, live, testing::each};
use futures_util::{FutureExt, StreamExt};

async fn touch(db: &Db, cx: &Cx, account: AccountId, topic: &str) {
    let mut tx = db.begin().await.unwrap();
    live::touch(&mut tx, cx, account, topic).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn pages_hear_of_their_own_account() {
    each(&[], async |db, cx, _| {
        let (vera, oleg) = (AccountId::new(&cx), AccountId::new(&cx));
        let feed = live::Feed::new(db.clone());
        let mut phone = feed.subscribe(vera);
        let mut laptop = feed.subscribe(vera);
        let mut others = feed.subscribe(oleg);
        touch(&db, &cx, vera, "applications").await;
        assert_eq!(phone.next().await.as_deref(), Some("applications"));
        assert_eq!(laptop.next().await.as_deref(), Some("applications"));
        // The clock stands still: the same topic at the same instant is news again.
        touch(&db, &cx, vera, "applications").await;
        assert_eq!(phone.next().await.as_deref(), Some("applications"));
        touch(&db, &cx, vera, "payments").await;
        assert_eq!(phone.next().await.as_deref(), Some("payments"));
        assert!(others.next().now_or_never().is_none());

        let mut rolled_back = db.begin().await.unwrap();
        live::touch(&mut rolled_back, &cx, oleg, "payments").await.unwrap();
        drop(rolled_back);
        touch(&db, &cx, vera, "files").await;
        assert_eq!(phone.next().await.as_deref(), Some("files"));
        assert!(others.next().now_or_never().is_none());
    })
    .await;
}

#[tokio::test]
async fn subscriptions_end_with_the_feed() {
    each(&[], async |db, cx, _| {
        let feed = live::Feed::new(db);
        let mut page = feed.subscribe(AccountId::new(&cx));
        drop(feed);
        assert_eq!(page.next().await, None);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_overlooked_in_a_crowd() {
    each(&[], async |db, cx, _| {
        let feed = live::Feed::new(db.clone());
        let vera = AccountId::new(&cx);
        let mut page = feed.subscribe(vera);
        let mut tx = db.begin().await.unwrap();
        for place in 0..2500 {
            let account = if place == 1700 { vera } else { AccountId::new(&cx) };
            live::touch(&mut tx, &cx, account, "applications").await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(page.next().await.as_deref(), Some("applications"));
    })
    .await;
}

#[tokio::test]
async fn old_news_is_forgotten_in_batches_and_new_news_stays() {
    each(&[], async |db, cx, clock| {
        let vera = AccountId::new(&cx);
        for topic in ["applications", "payments", "files"] {
            touch(&db, &cx, vera, topic).await;
        }
        clock.advance(SignedDuration::from_hours(49));
        touch(&db, &cx, vera, "files").await;
        let mut tx = db.begin().await.unwrap();
        assert_eq!(live::sweep(&mut tx, &cx, 1).await.unwrap(), 1);
        assert_eq!(live::sweep(&mut tx, &cx, 10).await.unwrap(), 1);
        assert_eq!(live::sweep(&mut tx, &cx, 10).await.unwrap(), 0, "what changed lately stays");
        assert!(live::changed_since(&mut tx, vera, cx.now()).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}
