//! Agencies.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use web::{Failure, Page};

use super::{State, lists::Lines};
use crate::Agency;

#[derive(Template)]
#[template(path = "catalog/agencies.html")]
struct AgenciesPage {
    page: Page,
    agencies: Vec<Arc<Agency>>,
}

/// `/agencies`.
pub(super) async fn list(Given(state): Given<State>, page: Page) -> Response {
    web::html(AgenciesPage { agencies: state.catalog.agencies(), page })
}

#[derive(Template)]
#[template(path = "catalog/agency.html")]
struct AgencyPage {
    agency: Arc<Agency>,
    lines: Lines,
    page: Page,
}

/// `/agencies/{code}`: head, address, contacts, hours, services.
pub(super) async fn show(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let agency = snapshot.agency(&code).ok_or(Failure::NotFound)?.clone();
    Ok(web::html(AgencyPage { lines: Lines::of(snapshot.of_agency(&code), &page), agency, page }))
}
