//! The public pages of the catalogue. They read the snapshot and never ask the database.

mod agencies;
mod centres;
mod finding;
mod help;
mod lists;
mod narrowing;
mod place;
mod progress;
mod service;

use axum::{Router, routing::get};

use crate::Catalog;

pub use progress::{Progress, Step};

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// What is offered.
    pub catalog: Catalog,
}

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/services", get(lists::services))
        .route("/services/{code}", get(service::show))
        .route("/categories/{code}", get(lists::category))
        .route("/life-events", get(lists::life_events))
        .route("/life-events/{code}", get(progress::show))
        .route("/agencies", get(agencies::list))
        .route("/agencies/{code}", get(agencies::show))
        .route("/centres", get(centres::list))
        .route("/centres/{code}", get(centres::show))
        .route("/support", get(help::support))
        .route("/about", get(help::about))
        .route("/search", get(finding::search))
        .route("/api/v1/search", get(finding::suggest))
        .with_state(state)
}
