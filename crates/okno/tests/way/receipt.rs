//! A charge paid at the bank: its notice comes by itself, and the receipt is a signed document.

use std::time::Duration;

use base::{AccountId, Money};
use documents::signing::{Seal, inspect};
use payments::{ChargeState, NewCharge, Recipient};
use tokio::time::{Instant, sleep};

use crate::{
    house::{House, each},
    people::{ANNA, account_number},
    sandbox::PATIENCE,
};

pub const REFERENCE: &str = "trial:1";

pub async fn charge(house: &House, account: AccountId) -> String {
    let new = NewCharge {
        account,
        reference: REFERENCE.to_owned(),
        amount: Money::kopecks(350_050),
        purpose_ru: "Пошлина за паспорт".to_owned(),
        purpose_en: "Passport fee".to_owned(),
        recipient: Recipient {
            name: "УФК по г. Москве".to_owned(),
            inn: "7707083893".to_owned(),
            kpp: "770701001".to_owned(),
            account: "03100643000000017300".to_owned(),
            bank: "ГУ Банка России по ЦФО".to_owned(),
            bik: "024501901".to_owned(),
            kbk: "18810807100011000110".to_owned(),
            oktmo: "45382000".to_owned(),
        },
        back: "/cabinet".to_owned(),
    };
    let mut tx = house.db.begin().await.unwrap();
    let id = payments::create_charge(&mut tx, &house.cx, &new).await.unwrap();
    tx.commit().await.unwrap();
    format!("/cabinet/payments/{id}")
}

/// Waits for the bank's notice, which another process sends.
pub async fn paid(house: &House, account: AccountId) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        house.keep_up();
        let mut tx = house.db.read().await.unwrap();
        let charge = payments::charge_of(&mut tx, account, REFERENCE).await.unwrap().unwrap();
        drop(tx);
        if charge.state == ChargeState::Paid {
            return;
        }
        assert!(Instant::now() < deadline, "the bank's notice did not come");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_paid_at_the_bank_and_the_receipt_is_signed() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let number = account_number(&anna.visit("/cabinet/profile").await);
        let mut tx = house.db.read().await.unwrap();
        let account = identity::accounts::find_by_number(&mut tx, &number.parse().unwrap()).await.unwrap().unwrap();
        drop(tx);
        let charge = charge(&house, account).await;

        anna.visit(&charge).await;
        let mut twin = anna.clone();
        let bank = anna.submit("Оплатить", &[]).await.location.unwrap();
        assert!(bank.starts_with(&house.sandbox.doors.http), "{bank}");
        assert_eq!(twin.submit("Оплатить", &[]).await.location.unwrap(), bank, "pressed twice");
        let left_for = house.sandbox.decide(&bank, "pay").await;
        assert!(left_for.ends_with(&format!("{charge}/return")), "{left_for}");
        paid(&house, account).await;
        let page = anna.visit(&format!("{charge}/return")).await;
        assert!(page.has("Деньги поступили"), "{}", page.text());

        house.work().await;
        let page = anna.visit("/cabinet/payments").await;
        assert!(page.has("3 500,50 ₽") && page.has("Пошлина за паспорт"), "{}", page.text());
        let receipt = anna.get(&page.link("Скачать чек").unwrap()).await;
        assert!(receipt.bytes.starts_with(b"%PDF"));
        assert!(matches!(inspect(&receipt.bytes), Seal::Intact(_)));
        house.every_sms_is_delivered().await;
    })
    .await;
}
