//! Suggestions as one types, as JSON.

use axum::{Json, Router, extract::State as Given, response::IntoResponse, routing::get};
use base::{Cx, SignedDuration};
use db::Db;
use serde::Serialize;
use web::{
    Network, Query,
    limits::{self, Limit},
};

use crate::suggest::suggest;

/// The most suggestions.
const SUGGESTIONS: usize = 8;
/// An address costs a dozen questions, and a whole office may type behind one network; copying the directory costs millions.
const TYPING: Limit = Limit { name: "address-suggestions", max: 3_000, window: SignedDuration::from_mins(10) };

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
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
async fn show(Given(state): Given<State>, network: Network, Query(fields): Query) -> web::Result {
    let mut tx = state.db.begin().await?;
    let free = limits::take(&mut tx, &state.cx, TYPING, &network.0).await?;
    // Counted before anything is looked up: nobody waits for a place to write meanwhile.
    tx.commit().await?;
    free?;
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
