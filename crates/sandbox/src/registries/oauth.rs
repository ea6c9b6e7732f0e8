//! OAuth 2.0 client credentials (RFC 6749, 4.4) and bearer tokens (RFC 6750).

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    Form, Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::{
    routes::{Refusal, basic_credentials, refusal, same_secret},
    world::{Shared, World},
};

const CLIENT: &str = "okno";
const SECRET: &str = "okno-registries";
/// What a client may ask for: one scope per registry.
const SCOPES: [&str; 2] = ["pension-fund", "passport-registry"];
const LIFETIME_SECONDS: i64 = 3_600;
/// How many tokens are remembered.
const MOST: usize = 1_000;

struct Grant {
    scopes: Vec<String>,
    ends_at: Timestamp,
}

/// The access tokens in force.
#[derive(Default)]
pub struct Tokens {
    grants: Mutex<HashMap<String, Grant>>,
}

impl Tokens {
    fn issue(&self, world: &World, scopes: Vec<String>) -> String {
        let token = world.cx.token();
        let now = world.own_now();
        let ends_at = now.checked_add(SignedDuration::from_secs(LIFETIME_SECONDS)).unwrap_or(now);
        if let Ok(mut grants) = self.grants.lock() {
            grants.retain(|_, grant| grant.ends_at > now);
            if grants.len() >= MOST {
                grants.clear();
            }
            grants.insert(token.clone(), Grant { scopes, ends_at });
        }
        token
    }

    /// Whether the request carries a token that opens the registry; otherwise the refusal to send back.
    pub(super) fn allow(&self, world: &World, headers: &HeaderMap, scope: &str) -> Result<(), Refusal> {
        let carried = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = carried.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let grants = self.grants.lock().unwrap_or_else(PoisonError::into_inner);
        let grant = grants.get(token).filter(|grant| grant.ends_at > world.own_now());
        match grant {
            Some(grant) if grant.scopes.iter().any(|granted| granted == scope) => Ok(()),
            Some(_) => Err(Refusal {
                status: StatusCode::FORBIDDEN,
                code: "insufficient_scope",
                message: "the token does not open this registry".to_owned(),
                challenge: Some("Bearer error=\"insufficient_scope\""),
            }),
            None => Err(Refusal {
                status: StatusCode::UNAUTHORIZED,
                code: "invalid_token",
                message: "no token, an unknown one or one that ran out".to_owned(),
                challenge: Some("Bearer error=\"invalid_token\""),
            }),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Ask {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
    #[serde(default)]
    scope: String,
}

/// `POST /registries/oauth/token`: credentials in the form or in the Basic header.
pub(super) async fn token(State(world): State<Shared>, headers: HeaderMap, Form(ask): Form<Ask>) -> Response {
    if ask.grant_type != "client_credentials" {
        return refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type", "only client_credentials");
    }
    let (client, secret) = basic_credentials(&headers).unwrap_or((ask.client_id, ask.client_secret));
    if client != CLIENT || !same_secret(&secret, SECRET) {
        let message = "unknown client or wrong secret".to_owned();
        let (status, challenge) = (StatusCode::UNAUTHORIZED, Some("Basic"));
        return Refusal { status, code: "invalid_client", message, challenge }.into_response();
    }
    let mut scopes: Vec<String> = ask.scope.split_ascii_whitespace().map(str::to_owned).collect();
    if scopes.is_empty() {
        scopes = SCOPES.map(str::to_owned).to_vec();
    }
    if scopes.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
        return refusal(StatusCode::BAD_REQUEST, "invalid_scope", "the scopes are pension-fund and passport-registry");
    }
    let scope = scopes.join(" ");
    let token = world.tokens.issue(&world, scopes);
    let body = serde_json::json!({
        "access_token": token, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS, "scope": scope,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
