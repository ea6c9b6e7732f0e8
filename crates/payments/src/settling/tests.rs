use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

use base::{AccountId, Cx, Money};
use db::{Db, jobs::Runner};

use super::*;
use crate::{
    ChargeId, NewCharge, Recipient, cancel, charge_of, create_charge, due,
    gateway::{Answer, Known, Order, ProviderError},
};

const TABLES: &[&[db::Migration]] = &[crate::MIGRATIONS];

/// A provider that says what the test tells it, and counts refunds.
#[derive(Default)]
struct Scripted {
    outcome: Mutex<Option<Outcome>>,
    refunds: AtomicU32,
}

impl Provider for Scripted {
    fn create<'a>(&'a self, order: &'a Order<'a>) -> Answer<'a, Known> {
        Box::pin(async move {
            Ok(Known {
                id: format!("p-{}", order.key),
                outcome: Outcome::Pending,
                amount: None,
                confirmation_url: Some("https://pay.example/".to_owned()),
            })
        })
    }

    fn find<'a>(&'a self, id: &'a str) -> Answer<'a, Known> {
        let outcome = *self.outcome.lock().unwrap();
        Box::pin(async move {
            let outcome = outcome.ok_or_else(|| ProviderError("away".to_owned()))?;
            Ok(Known { id: id.to_owned(), outcome, amount: None, confirmation_url: None })
        })
    }

    fn refund<'a>(&'a self, _: &'a str, _: PaymentId, _: Money) -> Answer<'a, ()> {
        self.refunds.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(()) })
    }
}

fn charge(account: AccountId) -> NewCharge {
    NewCharge {
        account,
        reference: format!("application:{account}"),
        amount: Money::roubles(3_500),
        purpose_ru: "Пошлина".to_owned(),
        purpose_en: "Duty".to_owned(),
        recipient: Recipient {
            name: "Казначейство".to_owned(),
            inn: "7707083893".to_owned(),
            kpp: "770701001".to_owned(),
            account: "03100643000000017300".to_owned(),
            bank: "Банк".to_owned(),
            bik: "024501901".to_owned(),
            kbk: "18810807100011000110".to_owned(),
            oktmo: "45382000".to_owned(),
        },
        back: "/cabinet".to_owned(),
    }
}

/// A charge with a payment that the provider knows.
async fn under_way(db: &Db, cx: &Cx) -> (AccountId, ChargeId, Payment) {
    let account = AccountId::new(cx);
    let mut tx = db.begin().await.unwrap();
    let id = create_charge(&mut tx, cx, &charge(account)).await.unwrap();
    let made = charge_of(&mut tx, account, &format!("application:{account}")).await.unwrap().unwrap();
    let payment = PaymentId::new(cx);
    assert!(store::insert_payment(&mut tx, cx, payment, &made).await.unwrap());
    assert!(!store::insert_payment(&mut tx, cx, PaymentId::new(cx), &made).await.unwrap(), "one at a time");
    store::update_pending(&mut tx, cx, payment, &format!("p-{payment}"), "https://pay.example/").await.unwrap();
    let payment = store::find_payment(&mut tx, payment).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    (account, id, payment)
}

async fn settle_now(db: &Db, cx: &Cx, payment: &Payment, outcome: Outcome) {
    let mut tx = db.begin().await.unwrap();
    settle(&mut tx, cx, payment, outcome).await.unwrap();
    tx.commit().await.unwrap();
}

/// Counts the news of settled payments that reach the wiring.
fn counting(db: &Db, cx: &Cx, provider: &Arc<Scripted>) -> (Runner, Arc<AtomicU32>) {
    let settled = Arc::new(AtomicU32::new(0));
    let counted = settled.clone();
    let provider: Arc<dyn Provider> = provider.clone();
    let runner = jobs(Runner::new(db.clone(), cx.clone()), &provider).on(move |_: PaymentSettled, _: Run| {
        counted.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    });
    (runner, settled)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_told_twice_counts_once() {
    db::testing::each(TABLES, async |db, cx, _| {
        let (account, _, payment) = under_way(&db, &cx).await;
        for _ in 0..3 {
            settle_now(&db, &cx, &payment, Outcome::Succeeded).await;
        }
        settle_now(&db, &cx, &payment, Outcome::Cancelled).await;
        let (runner, settled) = counting(&db, &cx, &Arc::default());
        runner.drain().await.unwrap();
        assert_eq!(settled.load(Ordering::SeqCst), 1);
        let mut tx = db.read().await.unwrap();
        assert!(due(&mut tx, account).await.unwrap().is_empty());
        let paid = charge_of(&mut tx, account, &payment_reference(account)).await.unwrap().unwrap();
        assert_eq!(paid.state, ChargeState::Paid);
        assert_eq!(store::list_paid(&mut tx, account, 10).await.unwrap().len(), 1);
    })
    .await;
}

fn payment_reference(account: AccountId) -> String {
    format!("application:{account}")
}

#[tokio::test(flavor = "multi_thread")]
async fn money_for_a_charge_that_was_called_off_goes_back_once() {
    db::testing::each(TABLES, async |db, cx, _| {
        let (account, _, payment) = under_way(&db, &cx).await;
        let mut tx = db.begin().await.unwrap();
        assert!(cancel(&mut tx, &cx, account, &payment_reference(account)).await.unwrap());
        tx.commit().await.unwrap();
        settle_now(&db, &cx, &payment, Outcome::Succeeded).await;
        settle_now(&db, &cx, &payment, Outcome::Succeeded).await;
        let provider = Arc::new(Scripted::default());
        let (runner, settled) = counting(&db, &cx, &provider);
        runner.drain().await.unwrap();
        assert_eq!((settled.load(Ordering::SeqCst), provider.refunds.load(Ordering::SeqCst)), (0, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_notice_is_made_good_by_asking() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let (account, _, payment) = under_way(&db, &cx).await;
        let mut tx = db.begin().await.unwrap();
        jobs::enqueue(&mut tx, &cx, &AskProvider { payment: payment.id }).await.unwrap();
        tx.commit().await.unwrap();
        let provider = Arc::new(Scripted::default());
        let (runner, settled) = counting(&db, &cx, &provider);
        // Away, then undecided, then paid: each time the job comes again.
        runner.drain().await.unwrap();
        *provider.outcome.lock().unwrap() = Some(Outcome::Pending);
        clock.advance(SignedDuration::from_hours(1));
        runner.drain().await.unwrap();
        assert_eq!(settled.load(Ordering::SeqCst), 0);
        *provider.outcome.lock().unwrap() = Some(Outcome::Succeeded);
        clock.advance(SignedDuration::from_hours(1));
        runner.drain().await.unwrap();
        assert_eq!(settled.load(Ordering::SeqCst), 1);
        let mut tx = db.read().await.unwrap();
        assert!(due(&mut tx, account).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_charge_is_not_found() {
    db::testing::each(TABLES, async |db, cx, _| {
        let (account, charge, _) = under_way(&db, &cx).await;
        let stranger = AccountId::new(&cx);
        let mut tx = db.read().await.unwrap();
        assert!(store::find_charge(&mut tx, stranger, charge).await.unwrap().is_none());
        assert!(charge_of(&mut tx, stranger, &payment_reference(account)).await.unwrap().is_none());
        assert!(due(&mut tx, stranger).await.unwrap().is_empty());
    })
    .await;
}
