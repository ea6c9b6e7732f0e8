//! Sending: the last look at the data, the one press that counts, the confirmation with the number.

mod check;
mod sent;
mod submit;

use axum::{Router, routing::get};

pub use submit::{SubmitRefusal, Submitted, submit};

use crate::State;

/// The pages of sending.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/applications/{id}/check", get(check::show).post(check::send))
        .route("/cabinet/applications/{id}/sent", get(sent::show))
        .with_state(state)
}
