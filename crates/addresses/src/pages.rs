//! Suggestions as one types, as JSON.

use axum::{Json, Router, extract::State as Given, response::IntoResponse, routing::get};
use db::Db;
use serde::Serialize;
use web::Query;

use crate::suggest::suggest;

/// The most suggestions.
const SUGGESTIONS: usize = 8;

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
}

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    Router::new().route("/addresses/suggest", get(show)).with_state(state)
}

#[derive(Serialize)]
struct Answer {
    results: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    postal_code: Option<String>,
    whole: bool,
}

/// `/addresses/suggest?query=`.
async fn show(Given(state): Given<State>, Query(fields): Query) -> web::Result {
    let mut tx = state.db.read().await?;
    let found = suggest(&mut tx, fields.value("query"), SUGGESTIONS).await?;
    let entry = |found: crate::Suggestion| Entry {
        id: found.id,
        title: found.line,
        postal_code: found.postal_code,
        whole: found.whole,
    };
    // No browser keeps it: where somebody lives is nothing for the next person at the same computer.
    Ok(Json(Answer { results: found.into_iter().map(entry).collect() }).into_response())
}
