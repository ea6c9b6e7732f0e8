//! The real client against a registry's server of our own: the contract, tokens, and answers that make no sense.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{
    Form, Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base::{Cx, ManualClock, SignedDuration, Timestamp};
use identity::checks::{Answer, HttpRegistries, Mark, Question, Registries, Registry, RegistrySettings};
use serde_json::{Value, json};

use crate::{
    people::{anna, dmitry},
    registries::{World, contract},
};

/// A server that speaks the registries' protocol.
#[derive(Clone)]
struct Server {
    world: Arc<World>,
    tokens: Arc<AtomicU32>,
    /// What every question is answered with instead.
    nonsense: Option<&'static str>,
}

async fn token(State(server): State<Server>, headers: HeaderMap, Form(form): Form<Vec<(String, String)>>) -> Response {
    // Basic okno:secret
    let right = headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Basic b2tubzpzZWNyZXQ=");
    let wanted =
        [("grant_type".to_owned(), "client_credentials".to_owned()), ("scope".to_owned(), "checks".to_owned())];
    if !right || form != wanted {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"}))).into_response();
    }
    let number = server.tokens.fetch_add(1, Ordering::SeqCst) + 1;
    Json(json!({"access_token": format!("token-{number}"), "token_type": "Bearer", "expires_in": 300})).into_response()
}

async fn check(
    State(server): State<Server>,
    Path(registry): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let current = format!("Bearer token-{}", server.tokens.load(Ordering::SeqCst));
    if headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) != Some(&current) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let registry: Registry = registry.parse().unwrap();
    if server.world.is_down(registry) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if let Some(nonsense) = server.nonsense {
        return nonsense.into_response();
    }
    Json(said(registry, server.world.answer(&read(registry, &body)))).into_response()
}

fn read(registry: Registry, body: &Value) -> Question {
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    let patronymic = body.get("patronymic").map(|text| text.as_str().unwrap().to_owned());
    let (family_name, given_name) = (text("family_name"), text("given_name"));
    let born_on = text("born_on").parse().unwrap();
    match registry {
        Registry::PensionFund => Question::PensionFund {
            snils: text("snils").parse().unwrap(),
            family_name,
            given_name,
            patronymic,
            born_on,
            sex: text("sex").parse().unwrap(),
        },
        Registry::PassportRegistry => Question::PassportRegistry {
            passport: format!("{}{}", text("series"), text("number")).parse().unwrap(),
            issued_on: text("issued_on").parse().unwrap(),
            subdivision_code: text("subdivision_code").parse().unwrap(),
            family_name,
            given_name,
            patronymic,
            born_on,
        },
    }
}

fn said(registry: Registry, answer: Answer) -> Value {
    let good = if registry == Registry::PensionFund { "active" } else { "valid" };
    match answer {
        Answer::Agreed => json!({"result": "agreed", "fields": [], "status": good}),
        Answer::Differs(marks) if marks == [Mark::SnilsSuspended] => {
            json!({"result": "agreed", "fields": [], "status": "suspended"})
        }
        Answer::Differs(marks) => {
            let fields: Vec<&str> = marks.iter().map(|mark| mark.as_str()).collect();
            json!({"result": "differs", "fields": fields, "status": good})
        }
        Answer::NotFound => json!({"result": "not_found", "fields": [], "status": null}),
    }
}

struct Opened {
    client: HttpRegistries,
    server: Server,
    clock: Arc<ManualClock>,
}

async fn open(secret: &str, nonsense: Option<&'static str>) -> Opened {
    let world = Arc::new(World::of(&[anna(), dmitry()]));
    let server = Server { world, tokens: Arc::default(), nonsense };
    let router = Router::new()
        .route("/oauth/token", post(token))
        .route("/registries/{registry}/v1/checks", post(check))
        .with_state(server.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let settings = RegistrySettings {
        base_url: format!("http://{address}/registries/"),
        token_url: format!("http://{address}/oauth/token"),
        client_id: "okno".into(),
        client_secret: secret.into(),
        scope: "checks".into(),
        ca_file: None,
        timeout_seconds: 300,
    };
    let (cx, clock) = Cx::test(Timestamp::UNIX_EPOCH);
    Opened { client: HttpRegistries::new(settings, cx).unwrap(), server, clock }
}

#[tokio::test]
async fn the_real_client_keeps_the_contract() {
    let opened = open("secret", None).await;
    contract(&opened.client, &opened.server.world).await;
    assert_eq!(opened.server.tokens.load(Ordering::SeqCst), 1, "one token for all questions");
}

#[tokio::test]
async fn tokens_are_renewed_before_they_end_and_when_they_are_taken_back() {
    let opened = open("secret", None).await;
    let (ask, tokens) = (anna().pension_question(), &opened.server.tokens);
    assert_eq!(opened.client.ask(&ask).await.unwrap(), Answer::Agreed);
    opened.clock.advance(SignedDuration::from_secs(269));
    assert_eq!(opened.client.ask(&ask).await.unwrap(), Answer::Agreed);
    assert_eq!(tokens.load(Ordering::SeqCst), 1);
    opened.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(opened.client.ask(&ask).await.unwrap(), Answer::Agreed);
    assert_eq!(tokens.load(Ordering::SeqCst), 2);
    // The server forgets the token: a new one is asked for, once.
    tokens.store(7, Ordering::SeqCst);
    assert_eq!(opened.client.ask(&ask).await.unwrap(), Answer::Agreed);
    assert_eq!(tokens.load(Ordering::SeqCst), 8);
}

#[tokio::test]
async fn many_questions_at_once_ask_for_one_token() {
    let opened = Arc::new(open("secret", None).await);
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let opened = opened.clone();
            tokio::spawn(async move { opened.client.ask(&dmitry().passport_question()).await.unwrap() })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), Answer::Agreed);
    }
    assert_eq!(opened.server.tokens.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_wrong_secret_is_no_answer_and_stays_secret() {
    let opened = open("wrong-secret", None).await;
    let failed = opened.client.ask(&anna().pension_question()).await.unwrap_err().to_string();
    assert!(failed.contains("401"), "{failed}");
    assert!(!failed.contains("wrong-secret"), "{failed}");
}

#[tokio::test]
async fn nonsense_is_no_answer() {
    for nonsense in ["<html>down for repairs</html>", "{}", r#"{"result":"agreed","status":"active"} and more"#] {
        let opened = open("secret", Some(nonsense)).await;
        let failed = opened.client.ask(&anna().pension_question()).await.unwrap_err().to_string();
        assert!(failed.contains("cannot be read"), "{failed}");
    }
    let long: &'static str = Box::leak("x".repeat(70_000).into_boxed_str());
    let opened = open("secret", Some(long)).await;
    let failed = opened.client.ask(&anna().pension_question()).await.unwrap_err().to_string();
    assert!(failed.contains("too long"), "{failed}");
}

#[tokio::test]
async fn nobody_there_is_no_answer() {
    let settings = RegistrySettings {
        base_url: "http://127.0.0.1:9".into(),
        token_url: "http://127.0.0.1:9/token".into(),
        client_id: "okno".into(),
        client_secret: "secret".into(),
        scope: String::new(),
        ca_file: None,
        timeout_seconds: 300,
    };
    let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
    let client = HttpRegistries::new(settings, cx).unwrap();
    let failed = client.ask(&anna().pension_question()).await.unwrap_err().to_string();
    assert!(failed.contains("no connection"), "{failed}");
    assert!(!failed.contains("127.0.0.1"), "{failed}");
}

#[test]
fn a_missing_file_of_authorities_is_said() {
    let settings = RegistrySettings {
        base_url: "https://registries.example".into(),
        token_url: "https://registries.example/token".into(),
        client_id: "okno".into(),
        client_secret: "secret".into(),
        scope: String::new(),
        ca_file: Some("/nowhere/ca.pem".into()),
        timeout_seconds: 300,
    };
    let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
    let bad = HttpRegistries::new(settings, cx).err().unwrap();
    assert!(bad.to_string().contains("/nowhere/ca.pem"), "{bad}");
}
