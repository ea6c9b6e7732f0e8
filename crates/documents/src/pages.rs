//! The pages of this slice: «Справки», «Мои документы», and the public check.

mod certificates;
mod check;
mod download;
mod shelf;

use axum::{Router, routing::get};
use base::Cx;
use db::Db;

use crate::storage::Files;

/// What the pages work with. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
    /// The file store.
    pub files: Files,
}

/// The routes of this slice.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/documents", get(certificates::list))
        .route("/cabinet/documents/{id}/file", get(certificates::file))
        .route("/cabinet/files", get(shelf::list).post(shelf::create))
        .route("/cabinet/files/{id}/file", get(shelf::file))
        .route("/cabinet/files/{id}/preview", get(shelf::preview))
        .route("/cabinet/files/{id}/remove", get(shelf::confirm).post(shelf::remove))
        .route("/check", get(check::ask))
        .route("/check/{number}", get(check::show).post(check::compare))
        .with_state(state)
}
