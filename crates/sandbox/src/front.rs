//! The pages for people.

use axum::{
    Json, Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::world::Shared;

/// The pages' routes.
pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/api/people", get(people))
}

/// `GET /api/people`: citizens and staff, each member of staff with the authenticator's present code.
async fn people(State(world): State<Shared>) -> Response {
    let seconds = u64::try_from(world.now().as_second()).unwrap_or_default();
    let staff: Vec<serde_json::Value> = world
        .people
        .staff
        .iter()
        .filter_map(|staff| {
            let mut value = serde_json::to_value(staff).ok()?;
            value.as_object_mut()?.insert("totp_code".to_owned(), staff.code_at(seconds).into());
            Some(value)
        })
        .collect();
    Json(serde_json::json!({ "citizens": world.people.citizens, "staff": staff })).into_response()
}
