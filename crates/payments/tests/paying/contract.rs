//! The real client against a provider's server of our own: what is sent, and what an answer that makes no sense becomes.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use base::{Cx, Money, Timestamp};
use payments::{
    Outcome, PaymentId,
    gateway::{HttpProvider, Order, Provider, ProviderSettings},
};
use serde_json::{Value, json};

use crate::scene::recipient;

/// A request as it came.
#[derive(Debug, Clone)]
struct Came {
    what: String,
    authorization: String,
    key: Option<String>,
    body: Value,
}

/// A server that writes requests down and answers all of them alike.
struct Server {
    came: Mutex<Vec<Came>>,
    status: StatusCode,
    answer: String,
}

async fn take(
    State(server): State<Arc<Server>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    server.came.lock().unwrap().push(Came {
        what: format!("{method} {uri}"),
        authorization: header("authorization").unwrap_or_default(),
        key: header("idempotency-key"),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    (server.status, server.answer.clone()).into_response()
}

async fn open(status: u16, answer: &str) -> (HttpProvider, Arc<Server>) {
    let server = Arc::new(Server {
        came: Mutex::default(),
        status: StatusCode::from_u16(status).unwrap(),
        answer: answer.to_owned(),
    });
    let router = Router::new().fallback(take).with_state(server.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/payments/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (client(url), server)
}

fn client(url: String) -> HttpProvider {
    let _already = rustls::crypto::ring::default_provider().install_default();
    let (shop, secret) = ("okno".to_owned(), "shop-secret".to_owned());
    HttpProvider::new(ProviderSettings { url, shop, secret, webhook_secret: String::new(), timeout_seconds: 15 })
        .unwrap()
}

fn key() -> PaymentId {
    PaymentId::new(&Cx::test(Timestamp::UNIX_EPOCH).0)
}

fn said(status: &str) -> String {
    json!({ "id": "p-1", "status": status, "confirmation_url": "https://bank.example/pay/p-1", "amount": { "value_kopecks": 350_050 } })
        .to_string()
}

async fn create(client: &HttpProvider) -> Result<payments::gateway::Known, payments::gateway::ProviderError> {
    let recipient = recipient();
    let order = Order {
        key: key(),
        amount: Money::kopecks(350_050),
        description: "Пошлина",
        recipient: &recipient,
        return_url: "https://okno.example/back".to_owned(),
    };
    client.create(&order).await
}

#[tokio::test]
async fn creating_sends_the_order_under_one_key() {
    let (client, server) = open(200, &said("pending")).await;
    for _ in 0..2 {
        let known = create(&client).await.unwrap();
        assert_eq!((known.id.as_str(), known.outcome), ("p-1", Outcome::Pending));
        assert_eq!(known.confirmation_url.as_deref(), Some("https://bank.example/pay/p-1"));
    }
    let came = server.came.lock().unwrap().clone();
    assert_eq!(came.len(), 2);
    for one in came {
        assert_eq!(one.what, "POST /payments/v1/payments");
        // Basic okno:shop-secret
        assert_eq!(one.authorization, "Basic b2tubzpzaG9wLXNlY3JldA==");
        assert_eq!(one.key, Some(key().to_string()));
        assert_eq!(one.body["amount"], json!({ "value_kopecks": 350_050 }));
        assert_eq!(one.body["description"], "Пошлина");
        assert_eq!(one.body["return_url"], "https://okno.example/back");
        assert_eq!(one.body["recipient"]["kbk"], "18810807100011000110");
        assert_eq!(one.body["metadata"]["payment"], key().to_string());
    }
}

#[tokio::test]
async fn finding_reads_every_word_of_the_provider() {
    let words = [
        ("pending", Outcome::Pending),
        ("waiting_for_capture", Outcome::Pending),
        ("succeeded", Outcome::Succeeded),
        ("canceled", Outcome::Cancelled),
    ];
    for (word, outcome) in words {
        let (client, server) = open(200, &said(word)).await;
        let known = client.find("p-1").await.unwrap();
        assert_eq!((known.outcome, known.amount), (outcome, Some(Money::kopecks(350_050))), "{word}");
        let came = server.came.lock().unwrap()[0].clone();
        assert_eq!((came.what.as_str(), came.key), ("GET /payments/v1/payments/p-1", None));
        assert!(came.authorization.starts_with("Basic "));
    }
}

#[tokio::test]
async fn giving_back_names_the_sum_under_a_key_of_its_own() {
    let told = json!({ "payment_id": "p-1", "amount": { "value_kopecks": 350_050 } }).to_string();
    let (client, server) = open(200, &told).await;
    client.refund("p-1", key(), Money::kopecks(350_050)).await.unwrap();
    let came = server.came.lock().unwrap()[0].clone();
    assert_eq!(came.what, "POST /payments/v1/payments/p-1/refunds");
    assert_eq!(came.key, Some(format!("refund-{}", key())));
    assert_eq!(came.body, json!({ "amount": { "value_kopecks": 350_050 } }));
}

#[tokio::test]
async fn what_is_no_answer_is_an_error_that_keeps_secrets() {
    for (status, answer) in [
        (500, "{}"),
        (503, ""),
        (401, "{}"),
        (200, "<html>down for repairs</html>"),
        (200, "{}"),
        (200, r#"{"id":"p-1"}"#),
        (200, r#"{"id":"p-2","status":"succeeded","metadata":{"payment":"another"}}"#),
        (307, "{}"),
    ] {
        let (client, _) = open(status, answer).await;
        for failed in [create(&client).await.unwrap_err(), client.find("p-1").await.unwrap_err()] {
            let words = failed.to_string();
            assert!(!words.contains("shop-secret") && !words.contains("127.0.0.1"), "{words}");
        }
    }
    for (status, answer) in [
        (500, "{}"),
        (503, "{}"),
        (404, "{}"),
        (307, "{}"),
        (200, "{}"),
        (200, r#"{"payment_id":"p-2","amount":{"value_kopecks":1}}"#),
        (200, r#"{"payment_id":"p-1","amount":{"value_kopecks":2}}"#),
    ] {
        let (client, _) = open(status, answer).await;
        assert!(client.refund("p-1", key(), Money::kopecks(1)).await.is_err(), "{status} {answer}");
    }
}

#[tokio::test]
async fn nobody_there_is_an_error() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/payments", listener.local_addr().unwrap());
    drop(listener);
    let client = client(url);
    assert!(create(&client).await.is_err());
    assert!(client.find("p-1").await.is_err());
}
