//! Help, and what the portal is.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State as Given, response::Response};
use web::Page;

use super::State;
use crate::Help;

#[derive(Template)]
#[template(path = "catalog/support.html")]
struct SupportPage {
    help: Arc<Help>,
    page: Page,
}

/// `/support`: questions and answers, contacts.
pub(super) async fn support(Given(state): Given<State>, page: Page) -> Response {
    web::html(SupportPage { help: state.catalog.snapshot().help().clone(), page })
}

#[derive(Template)]
#[template(path = "catalog/about.html")]
struct AboutPage {
    page: Page,
}

/// `/about`: what the portal is, who sees data, whose work it stands on.
pub(super) async fn about(page: Page) -> Response {
    web::html(AboutPage { page })
}
