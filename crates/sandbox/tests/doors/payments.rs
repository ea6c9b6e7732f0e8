//! The payment provider: orders, the payer's page, notices to a shop that listens, refunds, registers.

use axum::{Router, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::running::{PATIENCE, Running, running, running_in};

/// A shop's webhook: refuses so many notices, takes the rest.
struct Shop {
    url: String,
    notices: mpsc::UnboundedReceiver<(HeaderMap, String)>,
}

#[derive(Clone)]
struct Ear {
    sender: mpsc::UnboundedSender<(HeaderMap, String)>,
    refusals: std::sync::Arc<std::sync::atomic::AtomicI32>,
}

async fn shop(refusals: i32) -> Shop {
    async fn hear(State(ear): State<Ear>, headers: HeaderMap, body: String) -> StatusCode {
        let _ = ear.sender.send((headers, body));
        let refuse = ear.refusals.fetch_sub(1, std::sync::atomic::Ordering::SeqCst) > 0;
        if refuse { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT }
    }
    let (sender, notices) = mpsc::unbounded_channel();
    let refusals = std::sync::Arc::new(refusals.into());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks/payments", listener.local_addr().unwrap());
    let router = Router::new().route("/hooks/payments", post(hear)).with_state(Ear { sender, refusals });
    tokio::spawn(async move { axum::serve(listener, router).await });
    Shop { url, notices }
}

impl Shop {
    async fn next(&mut self) -> (HeaderMap, Value) {
        let (headers, body) = tokio::time::timeout(PATIENCE, self.notices.recv()).await.expect("a notice").unwrap();
        let signed = headers["okno-signature"].to_str().unwrap();
        let (time, mac) = signed.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
        let mut expected = <Hmac<Sha256> as KeyInit>::new_from_slice(b"okno-webhook-secret").unwrap();
        expected.update(format!("{time}.{body}").as_bytes());
        assert_eq!(data_encoding::HEXLOWER.encode(&expected.finalize().into_bytes()), mac);
        (headers, serde_json::from_str(&body).unwrap())
    }
}

fn order(kopecks: i64) -> Value {
    json!({
        "amount": { "value_kopecks": kopecks },
        "description": "Госпошлина за загранпаспорт",
        "recipient": { "name": "УФК по г. Москве", "inn": "7707083893", "account": "03100643000000017300" },
        "return_url": "http://127.0.0.1:8080/cabinet/payments/1/return",
        "metadata": { "charge": "42" },
    })
}

impl Running {
    async fn shop_post(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = self.http.post(self.url(path)).basic_auth("okno", Some("okno-shop-secret"));
        let answer = request.header("idempotency-key", key).json(body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn shop_get(&self, path: &str) -> Value {
        let request = self.http.get(self.url(path)).basic_auth("okno", Some("okno-shop-secret"));
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn created(&self, key: &str) -> String {
        let (status, payment) = self.shop_post("/payments/v1/payments", key, &order(350_000)).await;
        assert_eq!((status, &payment["status"]), (200, &"pending".into()), "{payment}");
        payment["id"].as_str().unwrap().to_owned()
    }

    async fn press(&self, id: &str, action: &str, number: &str) -> (u16, String) {
        let form = [("action", action), ("number", number), ("until", "12/30"), ("code", "123")];
        let answer = self.http.post(self.url(&format!("/payments/pay/{id}"))).form(&form).send().await.unwrap();
        let location = answer.headers().get("location").map(|at| at.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location.unwrap_or(answer.text().await.unwrap()))
    }
}

const GOOD: &str = "2200 0000 0000 0004";

#[tokio::test]
async fn a_payment_is_made_and_told() {
    let mut shop = shop(0).await;
    let running = running_in(TempDir::new().unwrap(), &shop.url).await;
    let id = running.created("one").await;
    assert_eq!(running.created("one").await, id, "the same key is the same payment");
    assert_eq!(running.shop_post("/payments/v1/payments", "one", &order(1)).await.0, 409);

    let page =
        running.http.get(running.url(&format!("/payments/pay/{id}"))).send().await.unwrap().text().await.unwrap();
    for words in
        ["3\u{a0}500,00\u{a0}₽", "УФК по г. Москве", "Госпошлина за загранпаспорт", ">Оплатить<", ">Отказаться<"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    let (status, page) = running.press(&id, "pay", "2200 0000 0000 0005").await;
    assert!(status == 422 && page.contains("Проверьте номер"), "{page}");
    let (status, page) = running.press(&id, "pay", "2200 0000 0000 0012").await;
    assert!(status == 422 && page.contains("не хватает денег"), "{page}");
    let back = (303, "http://127.0.0.1:8080/cabinet/payments/1/return".to_owned());
    assert_eq!(running.press(&id, "pay", GOOD).await, back);
    assert_eq!(running.press(&id, "pay", GOOD).await, back, "pressing again changes nothing");
    assert_eq!(running.press(&id, "cancel", "").await, back);

    let (_, notice) = shop.next().await;
    assert_eq!((&notice["event"], &notice["payment"]["id"]), (&"payment.succeeded".into(), &id.as_str().into()));
    assert_eq!(notice["payment"]["metadata"]["charge"], "42");
    let shown = running.shop_get(&format!("/payments/v1/payments/{id}")).await;
    assert_eq!((&shown["status"], &shown["card"]), (&"succeeded".into(), &"220000••••••0004".into()));
    let other = running.created("two").await;
    running.press(&other, "cancel", "").await;
    assert_eq!(shop.next().await.1["payment"]["id"], other.as_str(), "the first was told once");
}

#[tokio::test]
async fn a_shop_that_does_not_listen_is_told_again() {
    let mut shop = shop(2).await;
    let running = running_in(TempDir::new().unwrap(), &shop.url).await;
    let id = running.created("one").await;
    running.press(&id, "cancel", "").await;
    let (_, first) = shop.next().await;
    assert_eq!(first["event"], "payment.canceled");
    let (_, second) = shop.next().await;
    // The sandbox's clock brings the next try nearer.
    running.post("/api/clock/advance", json!({ "seconds": 60 })).await;
    let (_, third) = shop.next().await;
    assert!(first == second && second == third, "the same event each time");
}

#[tokio::test]
async fn unheard_notices_and_payments_outlive_a_restart() {
    let first = running().await;
    let id = first.created("one").await;
    first.press(&id, "pay", GOOD).await;
    let Running { sandbox, data, .. } = first;
    sandbox.stop().await;
    let mut shop = shop(0).await;
    let second = running_in(data, &shop.url).await;
    let (_, notice) = shop.next().await;
    assert_eq!((&notice["event"], &notice["payment"]["id"]), (&"payment.succeeded".into(), &id.as_str().into()));
    assert_eq!(second.created_again("one").await, id);
}

impl Running {
    /// What the same order with the same key answers later.
    async fn created_again(&self, key: &str) -> String {
        let (status, payment) = self.shop_post("/payments/v1/payments", key, &order(350_000)).await;
        assert_eq!((status, &payment["status"]), (200, &"succeeded".into()));
        payment["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn modes_of_the_provider() {
    let mut shop = shop(0).await;
    let running = running_in(TempDir::new().unwrap(), &shop.url).await;
    let (twice, declined, held) = (running.created("1").await, running.created("2").await, running.created("3").await);
    running.set("payment-provider", "twice").await;
    running.press(&twice, "pay", GOOD).await;
    let (one, other) = (shop.next().await.1, shop.next().await.1);
    assert_eq!(one, other);
    running.set("payment-provider", "disagree").await;
    running.press(&declined, "pay", GOOD).await;
    let (_, notice) = shop.next().await;
    assert_eq!(notice["payment"]["cancellation_reason"], "declined_by_bank");
    running.set("payment-provider", "down").await;
    assert_eq!(running.press(&held, "pay", GOOD).await.0, 503);
    let created = running.shop_post("/payments/v1/payments", "4", &order(1)).await;
    assert_eq!(created.0, 503);
}

#[tokio::test]
async fn refunds_and_the_register_of_the_day() {
    let running = running().await;
    let zone = running.sandbox.world.zone.clone();
    let day = || running.sandbox.world.own_now().to_zoned(zone.clone());
    // At noon, so that the day does not end meanwhile.
    let noon = day().date().tomorrow().unwrap().at(12, 0, 0, 0).to_zoned(zone.clone()).unwrap();
    let until = noon.timestamp().as_second() - day().timestamp().as_second();
    running.post("/api/clock/advance", json!({ "seconds": until })).await;
    let id = running.created("one").await;
    let refunds = format!("/payments/v1/payments/{id}/refunds");
    let half = json!({ "amount": { "value_kopecks": 175_000 } });
    assert_eq!(running.shop_post(&refunds, "r1", &half).await.0, 422, "nothing is paid yet");
    running.press(&id, "pay", GOOD).await;
    let (status, refund) = running.shop_post(&refunds, "r1", &half).await;
    assert_eq!((status, &refund["status"]), (200, &"succeeded".into()));
    assert_eq!(running.shop_post(&refunds, "r1", &half).await.1["id"], refund["id"]);
    assert_eq!(running.shop_post(&refunds, "r2", &json!({ "amount": { "value_kopecks": 175_001 } })).await.0, 422);
    assert_eq!(running.shop_post(&refunds, "r3", &json!({})).await.1["amount"]["value_kopecks"], 175_000);
    let shown = running.shop_get(&format!("/payments/v1/payments/{id}")).await;
    assert_eq!(shown["refunded"]["value_kopecks"], 350_000);
    let today = day().date();
    let register = running.shop_get(&format!("/payments/v1/registers/{today}")).await;
    assert_eq!(
        register["totals"],
        json!({ "payments": 1, "paid_kopecks": 350_000, "refunds": 2, "refunded_kopecks": 350_000 })
    );
    assert_eq!(register["payments"][0]["id"], id.as_str());
}

#[tokio::test]
async fn strangers_and_nonsense_are_refused() {
    let running = running().await;
    let url = running.url("/payments/v1/payments");
    let stranger = running.http.post(&url).basic_auth("okno", Some("no")).json(&order(1)).send().await.unwrap();
    assert_eq!(stranger.status(), 401);
    let keyless = running.http.post(&url).basic_auth("okno", Some("okno-shop-secret")).json(&order(1));
    assert_eq!(keyless.send().await.unwrap().status(), 400);
    for (place, value) in
        [("/amount/value_kopecks", json!(0)), ("/description", json!(" ")), ("/return_url", json!("javascript:x"))]
    {
        let mut wrong = order(100);
        *wrong.pointer_mut(place).unwrap() = value;
        assert_eq!(running.shop_post("/payments/v1/payments", place, &wrong).await.0, 422, "{place}");
    }
    assert_eq!(running.http.get(running.url("/payments/pay/x")).send().await.unwrap().status(), 404);
}
