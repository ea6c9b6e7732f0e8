//! The officer's desk: the queue of an agency, one case beside it, and what an officer does with it.
//!
//! An officer sees the cases of the own agency and no others. Whoever opens a case reads a person's data: the ledger has
//! it, with the number of the case, in the same transaction.

mod act;
mod action;
mod case;
mod decide;
mod office;
mod pages;
mod queue;
mod ratings;
mod read;
mod rescue;
mod rules;
mod search;

use axum::{
    Router, middleware,
    routing::{get, post},
};

pub use act::{OfficerRefusal, Seen, ask, note, release, take};
pub use decide::{approve, refuse};
pub(crate) use read::accessed;
pub use read::{open_case, read_file};

use crate::State;

/// The pages of the desk.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/desk", get(queue::show))
        .route("/desk/ratings", get(ratings::show))
        .route("/desk/search", post(search::begin))
        .route("/desk/{number}", get(case::show))
        .route("/desk/{number}/files/{file}", get(case::file))
        .route("/desk/{number}/take", post(pages::take))
        .route("/desk/{number}/release", post(pages::release))
        .route("/desk/{number}/approve", post(pages::approve))
        .route("/desk/{number}/ask", get(pages::ask_form).post(pages::ask))
        .route("/desk/{number}/refuse", get(pages::refuse_form).post(pages::refuse))
        .route("/desk/{number}/note", get(pages::note_form).post(pages::note))
        .layer(middleware::from_fn_with_state(state.clone(), office::name))
        .with_state(state)
}
