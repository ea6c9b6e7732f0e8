//! The registries: tokens, answers, outages.

use serde_json::{Value, json};

use crate::running::{Running, running};

async fn token(running: &Running, scope: &str, secret: &str) -> (u16, Value) {
    let form =
        [("grant_type", "client_credentials"), ("client_id", "okno"), ("client_secret", secret), ("scope", scope)];
    let answer = running.http.post(running.url("/registries/oauth/token")).form(&form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn check(running: &Running, registry: &str, token: &str, question: &Value) -> (u16, Value) {
    let url = running.url(&format!("/registries/{registry}/v1/checks"));
    let answer = running.http.post(url).bearer_auth(token).json(question).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn anna() -> Value {
    json!({
        "snils": "146-728-391 94", "family_name": "Ветрова", "given_name": "Анна", "patronymic": "Сергеевна",
        "born_on": "1990-04-12", "sex": "female",
        "series": "4510", "number": "218734", "issued_on": "2010-05-06", "subdivision_code": "770-002",
    })
}

#[tokio::test]
async fn a_token_opens_the_registries_it_names() {
    let running = running().await;
    assert_eq!(token(&running, "", "wrong").await.0, 401);
    assert_eq!(token(&running, "weather", "okno-registries").await.0, 400);
    let (status, body) = token(&running, "pension-fund", "okno-registries").await;
    assert_eq!((status, &body["token_type"]), (200, &"Bearer".into()));
    let token = body["access_token"].as_str().unwrap();
    let (status, answer) = check(&running, "pension-fund", token, &anna()).await;
    assert_eq!((status, answer), (200, json!({ "result": "agreed", "fields": [], "status": "active" })));
    assert_eq!(check(&running, "passport-registry", token, &anna()).await.0, 403);
    assert_eq!(check(&running, "pension-fund", "made-up", &anna()).await.0, 401);
    let (status, _) = running.post("/api/clock/advance", json!({ "seconds": 3_601 })).await;
    assert_eq!(status, 200);
    assert_eq!(check(&running, "pension-fund", token, &anna()).await.0, 401, "the token has run out");
}

#[tokio::test]
async fn answers_differ_in_what_differs() {
    let running = running().await;
    let (_, body) = token(&running, "", "okno-registries").await;
    let token = body["access_token"].as_str().unwrap();
    let mut question = anna();
    question["born_on"] = "1990-04-13".into();
    let (_, answer) = check(&running, "passport-registry", token, &question).await;
    assert_eq!(answer, json!({ "result": "differs", "fields": ["born_on"], "status": "valid" }));
    question["number"] = "999999".into();
    let (_, answer) = check(&running, "passport-registry", token, &question).await;
    assert_eq!(answer, json!({ "result": "not_found", "fields": [], "status": null }));
    question["snils"] = "146-728-391 95".into();
    assert_eq!(check(&running, "pension-fund", token, &question).await.0, 422, "a wrong check digit");
}

#[tokio::test]
async fn a_registry_goes_down_and_comes_back() {
    let running = running().await;
    let (_, body) = token(&running, "", "okno-registries").await;
    let token = body["access_token"].as_str().unwrap();
    running.set("pension-fund", "down").await;
    assert_eq!(check(&running, "pension-fund", token, &anna()).await.0, 503);
    assert_eq!(check(&running, "passport-registry", token, &anna()).await.0, 200);
    running.set("pension-fund", "suspended").await;
    assert_eq!(check(&running, "pension-fund", token, &anna()).await.1["status"], "suspended");
    running.set("pension-fund", "ok").await;
    assert_eq!(check(&running, "pension-fund", token, &anna()).await.1["result"], "agreed");
}
