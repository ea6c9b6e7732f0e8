//! Sending: the last look at the data, the code where a service asks for one, the one press that counts, the confirmation
//! with the number.

mod check;
mod confirm;
mod onward;
mod sent;
mod submit;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use onward::go_on;
pub use submit::{Press, SubmitRefusal, Submitted, submit};

use crate::State;

/// The pages of sending.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/applications/{id}/check", get(check::show).post(check::send))
        .route("/cabinet/applications/{id}/confirm", get(confirm::show).post(confirm::check))
        .route("/cabinet/applications/{id}/confirm/again", post(confirm::again))
        .route("/cabinet/applications/{id}/sent", get(sent::show))
        .with_state(state)
}
