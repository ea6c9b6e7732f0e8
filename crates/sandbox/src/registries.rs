//! Two state registries, REST over OAuth 2.0 client credentials: the pension fund (СНИЛС) and the passport registry.
//!
//! They know the citizens of the demo and nobody else. Names are compared as registries do: letters alone, «ё» as «е».

mod checks;
mod oauth;

use axum::{Router, middleware, routing::post};
use serde::{Deserialize, Serialize};

pub use oauth::Tokens;

use crate::{
    control::{System, gate},
    world::Shared,
};

/// What a registry answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether the record is there and says the same.
    pub result: Outcome,
    /// Which fields say something else.
    pub fields: Vec<String>,
    /// The state of the record; none when there is no record.
    pub status: Option<Status>,
}

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every field says the same.
    Agreed,
    /// Some fields say something else.
    Differs,
    /// No record has this number.
    NotFound,
}

/// The state of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Insurance account in force.
    Active,
    /// Insurance account suspended.
    Suspended,
    /// Insurance account annulled.
    Annulled,
    /// Passport in force.
    Valid,
    /// Passport no longer in force.
    Invalid,
}

/// The registries' routes, below `/registries`.
pub(crate) fn routes(world: &Shared) -> Router<Shared> {
    let behind = |system: System| middleware::from_fn_with_state((world.clone(), system), gate);
    Router::new()
        .route("/registries/oauth/token", post(oauth::token))
        .route(
            "/registries/pension-fund/v1/checks",
            post(checks::pension_fund).route_layer(behind(System::PensionFund)),
        )
        .route(
            "/registries/passport-registry/v1/checks",
            post(checks::passport_registry).route_layer(behind(System::PassportRegistry)),
        )
}
