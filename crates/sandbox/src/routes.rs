//! The HTTP side: all routes together, and the few things that several systems answer alike.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::{authority, control, front, messages, provider, registries, world::Shared};

/// Every route of the sandbox, for the plain and the TLS port alike.
pub(crate) fn all(world: &Shared) -> Router {
    Router::new()
        .route("/api/messages", get(messages::list).delete(messages::clear))
        .route("/api/control", get(control::show).post(control::change).delete(control::reset))
        .route("/api/clock", get(clock))
        .route("/api/clock/advance", post(advance))
        .route("/health/live", get(|| async { "ok" }))
        .merge(front::routes())
        .merge(registries::routes(world))
        .merge(provider::routes(world))
        .merge(authority::routes(world))
        .fallback(|| async { refusal(StatusCode::NOT_FOUND, "not_found", "the sandbox has no such address") })
        .with_state(world.clone())
}

/// An error as all JSON doors of the sandbox tell it: `{"error": code, "message": words}`.
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// How to prove oneself (RFC 9110, 11.6.1), if that is what is missing.
    pub(crate) challenge: Option<&'static str>,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = Json(serde_json::json!({ "error": self.code, "message": self.message }));
        match self.challenge {
            Some(challenge) => (self.status, [(header::WWW_AUTHENTICATE, challenge)], body).into_response(),
            None => (self.status, body).into_response(),
        }
    }
}

/// A refusal that asks for no proof.
pub(crate) fn refusal(status: StatusCode, code: &'static str, message: &str) -> Response {
    Refusal { status, code, message: message.to_owned(), challenge: None }.into_response()
}

/// Name and secret of the Basic header (RFC 7617), if there is one.
pub(crate) fn basic_credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(data_encoding::BASE64.decode(value.trim().as_bytes()).ok()?).ok()?;
    let (name, secret) = text.split_once(':')?;
    Some((name.to_owned(), secret.to_owned()))
}

/// Whether two secrets are one, without telling by the time it takes.
pub(crate) fn same_secret(told: &str, known: &str) -> bool {
    told.as_bytes().ct_eq(known.as_bytes()).into()
}

async fn clock(State(world): State<Shared>) -> Response {
    let body = serde_json::json!({
        "now": world.own_now(), "machine": world.now(), "ahead_seconds": world.clock.ahead_seconds(),
    });
    Json(body).into_response()
}

#[derive(Deserialize)]
struct Advance {
    seconds: u32,
}

async fn advance(State(world): State<Shared>, Json(Advance { seconds }): Json<Advance>) -> Response {
    world.clock.advance(seconds);
    clock(State(world)).await
}
