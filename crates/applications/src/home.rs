//! The two front doors: the home page of the portal, and «Мои услуги» in the cabinet.

mod front;
mod my_services;
mod waiting;

use axum::{Router, routing::get};

use crate::State;

/// The front pages.
pub(crate) fn routes(state: State) -> Router {
    Router::new().route("/", get(front::show)).route("/cabinet", get(my_services::show)).with_state(state)
}
