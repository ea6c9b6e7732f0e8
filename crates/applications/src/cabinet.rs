//! «Заявления»: the list, the page of each application, «История заявлений», answering and taking back.

mod act;
mod ended;
mod history;
pub(crate) mod list;
mod rate;
mod show;
mod words;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use words::{Deadline, deadline, said};

use crate::State;

/// The citizen's pages of applications.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/applications", get(list::show))
        .route("/cabinet/applications/history", get(history::show))
        .route("/cabinet/applications/{id}", get(show::show))
        .route("/cabinet/applications/{id}/answer", post(act::answer))
        .route("/cabinet/applications/{id}/rating", post(rate::rate))
        .route("/cabinet/applications/{id}/withdraw", get(act::ask_to_withdraw).post(act::withdraw))
        .route("/cabinet/applications/{id}/correct", post(act::correct))
        .with_state(state)
}
