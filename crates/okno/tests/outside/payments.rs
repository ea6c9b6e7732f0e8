//! The payment provider's REST interface: created once, found, paid or refused, given back.

use base::{Cx, Money};
use payments::{
    Outcome, PaymentId, Recipient,
    gateway::{HttpProvider, Known, Order, Provider, ProviderError, ProviderSettings},
};

use crate::sandbox::{PATIENCE, Sandbox};

const BACK: &str = "https://okno.example/cabinet/payments/1/return";

fn provider(sandbox: &Sandbox, secret: &str) -> HttpProvider {
    HttpProvider::new(ProviderSettings {
        url: format!("{}/payments", sandbox.doors.http),
        shop: "okno".to_owned(),
        secret: secret.to_owned(),
        webhook_secret: "okno-webhook-secret".to_owned(),
        timeout_seconds: PATIENCE.as_secs(),
    })
    .unwrap()
}

pub fn recipient() -> Recipient {
    Recipient {
        name: "УФК по г. Москве".to_owned(),
        inn: "7707083893".to_owned(),
        kpp: "770701001".to_owned(),
        account: "03100643000000017300".to_owned(),
        bank: "ГУ Банка России по ЦФО".to_owned(),
        bik: "024501901".to_owned(),
        kbk: "18810807100011000110".to_owned(),
        oktmo: "45382000".to_owned(),
    }
}

async fn create(provider: &HttpProvider, key: PaymentId, kopecks: i64) -> Result<Known, ProviderError> {
    let recipient = recipient();
    let (amount, description) = (Money::kopecks(kopecks), "Пошлина за загранпаспорт");
    provider.create(&Order { key, amount, description, recipient: &recipient, return_url: BACK.to_owned() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn created_once_paid_and_given_back() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let (provider, key) = (provider(&sandbox, "okno-shop-secret"), PaymentId::new(&Cx::system()));
    let known = create(&provider, key, 350_050).await.unwrap();
    assert_eq!(known.outcome, Outcome::Pending);
    assert_eq!(create(&provider, key, 350_050).await.unwrap(), known, "the same key is the same payment");
    assert!(create(&provider, key, 1).await.is_err(), "the same key with another sum is refused");
    assert!(provider.refund(&known.id, key, Money::kopecks(350_050)).await.is_err(), "nothing is paid yet");

    let page = known.confirmation_url.unwrap();
    assert_eq!(sandbox.decide(&page, "pay").await, BACK);
    assert_eq!(provider.find(&known.id).await.unwrap().outcome, Outcome::Succeeded);
    for _ in 0..2 {
        provider.refund(&known.id, key, Money::kopecks(350_050)).await.unwrap();
    }
    assert!(provider.refund(&known.id, PaymentId::new(&Cx::system()), Money::kopecks(1)).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_unknown_and_away() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let provider_of_ours = provider(&sandbox, "okno-shop-secret");
    let known = create(&provider_of_ours, PaymentId::new(&Cx::system()), 100).await.unwrap();
    sandbox.decide(&known.confirmation_url.unwrap(), "cancel").await;
    assert_eq!(provider_of_ours.find(&known.id).await.unwrap().outcome, Outcome::Cancelled);
    assert!(provider_of_ours.find(&Cx::system().uuid().to_string()).await.is_err());
    assert!(provider(&sandbox, "wrong").find(&known.id).await.is_err());

    let key = PaymentId::new(&Cx::system());
    sandbox.control("payment-provider", "down").await;
    assert!(create(&provider_of_ours, key, 100).await.is_err());
    assert!(provider_of_ours.find(&known.id).await.is_err());
    sandbox.control("payment-provider", "ok").await;
    assert_eq!(create(&provider_of_ours, key, 100).await.unwrap().outcome, Outcome::Pending);
}
