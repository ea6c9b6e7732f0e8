//! The way while everything outside fails at its worst moment: each time the citizen is told clearly, nothing is half-made,
//! and after the system is back the jobs end what was begun, once.

use base::Money;
use documents::signing::{Seal, inspect};
use payments::ChargeState;

use crate::{
    house::{House, each},
    people::{ANNA, account_number},
    receipt::{REFERENCE, charge, paid},
};

/// Kinds of nonsense that look most like an answer.
const NONSENSE: [&str; 4] = ["words", "schema", "another", "fault"];

/// The bank talks nonsense when a payment is begun, and afterwards tells of everything twice.
async fn pay(house: &House, anna: &mut web::testing::Browser, charge: &str) {
    for kind in NONSENSE {
        house.sandbox.rubbish("payment-provider", kind).await;
        anna.visit(charge).await;
        let page = anna.submit("Оплатить", &[]).await;
        assert_eq!(page.status, 422, "{kind}");
        assert!(page.has("Банк сейчас не отвечает") && page.has("Деньги не списаны"), "{kind}: {}", page.text());
    }
    house.sandbox.control("payment-provider", "twice").await;
    anna.visit(charge).await;
    let bank = anna.submit("Оплатить", &[]).await.location.unwrap();
    assert!(bank.starts_with(&house.sandbox.doors.http), "{bank}");
    house.sandbox.decide(&bank, "pay").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_fails_outside_is_done_once_afterwards() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let number = account_number(&anna.visit("/cabinet/profile").await);
        let mut tx = house.db.read().await.unwrap();
        let account = identity::accounts::find_by_number(&mut tx, &number.parse().unwrap()).await.unwrap().unwrap();
        drop(tx);
        let charge = charge(&house, account).await;
        house.work().await;
        let sent_before = house.sandbox.messages("sms", ANNA).await.len();

        // Paid; then neither stamps nor SMS can be had.
        house.sandbox.rubbish("sms", "fault").await;
        pay(&house, &mut anna, &charge).await;
        paid(&house, account).await;
        anna.visit(&format!("{charge}/return")).await;
        for kind in NONSENSE {
            house.sandbox.rubbish("time-stamp-authority", kind).await;
            house.minutes(5);
            house.work().await;
            assert_eq!(house.count("select count(*) from payments where receipt is not null").await, 0, "{kind}");
            anna.visit("/cabinet").await;
        }
        let page = anna.visit("/cabinet/payments").await;
        assert!(page.has("3 500,50 ₽") && page.link("Скачать чек").is_none(), "{}", page.text());

        for system in ["time-stamp-authority", "sms", "payment-provider"] {
            house.sandbox.control(system, "ok").await;
        }
        house.minutes(5);
        house.work().await;
        let page = anna.visit("/cabinet/payments").await;
        let receipt = anna.get(&page.link("Скачать чек").unwrap()).await;
        assert!(matches!(inspect(&receipt.bytes), Seal::Intact(_)));

        assert_eq!(house.count("select count(*) from payments where state = 'succeeded'").await, 1);
        assert_eq!(house.count("select count(*) from payments").await, 1, "one try, whatever the bank answered");
        assert_eq!(house.count("select count(*) from jobs where state = 'dead'").await, 0);
        let mut tx = house.db.read().await.unwrap();
        let charge = payments::charge_of(&mut tx, account, REFERENCE).await.unwrap().unwrap();
        assert_eq!((charge.state, charge.amount), (ChargeState::Paid, Money::kopecks(350_050)));
        drop(tx);
        house.every_sms_is_delivered().await;
        assert!(house.sandbox.messages("sms", ANNA).await.len() >= sent_before);
    })
    .await;
}
