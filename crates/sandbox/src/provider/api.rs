//! The provider's API for the shop.

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use base::{Date, Money, Uuid};
use serde::Deserialize;
use serde_json::Value;

use super::books::{NoRefund, Order};
use crate::{
    routes::{Refusal, basic_credentials, refusal, same_secret},
    world::Shared,
};

const SHOP: &str = "okno";
const SECRET: &str = "okno-shop-secret";
/// The largest payment, in kopecks.
const LARGEST: i64 = 100_000_000_000;

#[derive(Deserialize)]
struct Amount {
    value_kopecks: i64,
}

#[derive(Deserialize)]
struct Asked {
    amount: Amount,
    description: String,
    #[serde(default)]
    recipient: Value,
    return_url: String,
    #[serde(default)]
    metadata: Value,
}

/// `POST /payments/v1/payments` with an `Idempotency-Key`.
pub(super) async fn create(
    State(world): State<Shared>,
    headers: HeaderMap,
    body: Result<Json<Value>, JsonRejection>,
) -> Response {
    let (key, body) = match begin(&headers, body) {
        Ok(begun) => begun,
        Err(refused) => return refused.into_response(),
    };
    let order = match order(&body) {
        Ok(order) => order,
        Err(wrong) => return refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", &wrong),
    };
    let provider = &world.provider;
    let created = provider.with(|books| {
        if let Some(earlier) = books.by_key(&key) {
            let same = earlier.asked == body;
            return (same.then(|| earlier.told(&provider.address)), Vec::new());
        }
        let (payment, changes) = books.create(world.cx.uuid(), world.own_now(), &key, order);
        (Some(payment.told(&provider.address)), changes)
    });
    match created {
        Ok(Some(told)) => Json(told).into_response(),
        Ok(None) => {
            refusal(StatusCode::CONFLICT, "idempotency_key_reused", "this key came with another payment before")
        }
        Err(wrong) => fault(&wrong),
    }
}

/// `GET /payments/v1/payments/{id}`.
pub(super) async fn show(State(world): State<Shared>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Err(refused) = allow(&headers) {
        return refused.into_response();
    }
    let address = &world.provider.address;
    let told = id
        .parse()
        .ok()
        .map(|id: Uuid| world.provider.with(|books| (books.find(id).map(|payment| payment.told(address)), Vec::new())));
    match told {
        Some(Ok(Some(told))) => Json(told).into_response(),
        None | Some(Ok(None)) => unknown(),
        Some(Err(wrong)) => fault(&wrong),
    }
}

/// `POST /payments/v1/payments/{id}/refunds` with an `Idempotency-Key`; no amount means all that is left.
pub(super) async fn refund(
    State(world): State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Result<Json<Value>, JsonRejection>,
) -> Response {
    let (key, body) = match begin(&headers, body) {
        Ok(begun) => begun,
        Err(refused) => return refused.into_response(),
    };
    let Ok(id) = id.parse::<Uuid>() else { return unknown() };
    let wanted = body.pointer("/amount/value_kopecks").and_then(Value::as_i64).map(Money::kopecks);
    let refunded = world.provider.with(|books| {
        let Some(payment) = books.find(id) else { return (None, Vec::new()) };
        let left = Money::kopecks(payment.amount.in_kopecks() - payment.refunded().in_kopecks());
        match books.refund(id, world.cx.uuid(), world.own_now(), &key, wanted.unwrap_or(left)) {
            Ok((refund, changes)) => (Some(Ok(refund.told(id))), changes),
            Err(no) => (Some(Err(no)), Vec::new()),
        }
    });
    match refunded {
        Ok(Some(Ok(told))) => Json(told).into_response(),
        Ok(Some(Err(no @ (NoRefund::NotPaid | NoRefund::TooMuch)))) => {
            refusal(StatusCode::UNPROCESSABLE_ENTITY, "refund_refused", &no.to_string())
        }
        Ok(None) => unknown(),
        Err(wrong) => fault(&wrong),
    }
}

/// `GET /payments/v1/registers/{day}`: what was paid and refunded on a day (ISO date, Moscow time).
pub(super) async fn register(State(world): State<Shared>, headers: HeaderMap, Path(day): Path<String>) -> Response {
    if let Err(refused) = allow(&headers) {
        return refused.into_response();
    }
    let Ok(day) = day.parse::<Date>() else {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_day", "the day must be like 2026-11-21");
    };
    let told = world.provider.with(|books| (books.register(day, &world.zone), Vec::new()));
    match told {
        Ok(told) => Json(told).into_response(),
        Err(wrong) => fault(&wrong),
    }
}

fn order(body: &Value) -> Result<Order, String> {
    let Asked { amount, description, recipient, return_url, metadata } =
        serde_json::from_value(body.clone()).map_err(|wrong| wrong.to_string())?;
    if !(1..=LARGEST).contains(&amount.value_kopecks) {
        return Err("amount.value_kopecks must be from 1 to 100000000000".to_owned());
    }
    if description.trim().is_empty() || description.chars().count() > 500 {
        return Err("description must have from 1 to 500 characters".to_owned());
    }
    if !return_url.starts_with("http://") && !return_url.starts_with("https://") {
        return Err("return_url must be an absolute address".to_owned());
    }
    let amount = Money::kopecks(amount.value_kopecks);
    Ok(Order { amount, description, recipient, metadata, return_url, asked: body.clone() })
}

/// What both commands need: the shop, an idempotency key, a JSON body.
fn begin(headers: &HeaderMap, body: Result<Json<Value>, JsonRejection>) -> Result<(String, Value), Refusal> {
    allow(headers)?;
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    if key.is_empty() || key.len() > 100 {
        let message = "an Idempotency-Key header of at most 100 characters is needed".to_owned();
        return Err(Refusal { status: StatusCode::BAD_REQUEST, code: "no_idempotency_key", message, challenge: None });
    }
    match body {
        Ok(Json(body)) => Ok((key.to_owned(), body)),
        Err(wrong) => {
            let (status, message) = (StatusCode::UNPROCESSABLE_ENTITY, wrong.body_text());
            Err(Refusal { status, code: "bad_request", message, challenge: None })
        }
    }
}

fn allow(headers: &HeaderMap) -> Result<(), Refusal> {
    match basic_credentials(headers) {
        Some((shop, secret)) if shop == SHOP && same_secret(&secret, SECRET) => Ok(()),
        _ => Err(Refusal {
            status: StatusCode::UNAUTHORIZED,
            code: "unauthorized",
            message: "unknown shop or wrong secret".to_owned(),
            challenge: Some("Basic"),
        }),
    }
}

fn unknown() -> Response {
    refusal(StatusCode::NOT_FOUND, "not_found", "no such payment")
}

fn fault(wrong: &anyhow::Error) -> Response {
    tracing::error!(fault = format!("{wrong:#}"), "the provider failed");
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "fault", "the provider failed")
}
