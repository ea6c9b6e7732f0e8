//! Search: its page, and suggestions as one types.

use askama::Template;
use axum::{
    Json,
    extract::State as Given,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use web::{Page, Query};

use super::State;
use crate::{Found, FoundKind};

/// The most results of the page.
const RESULTS: usize = 30;
/// The most suggestions.
const SUGGESTIONS: usize = 8;

#[derive(Template)]
#[template(path = "catalog/search.html")]
struct SearchPage {
    query: String,
    found: Vec<Found>,
    /// Where to look when nothing was found: address and title of each category.
    categories: Vec<(String, String)>,
    page: Page,
}

/// `/search?q=`.
pub(super) async fn search(Given(state): Given<State>, page: Page, Query(fields): Query) -> Response {
    let snapshot = state.catalog.snapshot();
    let query = fields.value("q").trim().to_owned();
    let found = snapshot.search(&query, page.lang, RESULTS);
    let categories = snapshot.categories().iter();
    let categories = categories
        .map(|category| (format!("/categories/{}", category.code), category.title.in_lang(page.lang).to_owned()));
    web::html(SearchPage { query, found, categories: categories.collect(), page })
}

#[derive(Serialize)]
struct Suggestions {
    results: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    kind: FoundKind,
    code: String,
    title: String,
    href: String,
}

/// `/api/v1/search?q=`: what one may mean, as JSON.
pub(super) async fn suggest(Given(state): Given<State>, page: Page, Query(fields): Query) -> Response {
    let found = state.catalog.search(fields.value("q"), page.lang, SUGGESTIONS);
    let suggestion =
        |found: Found| Suggestion { href: found.href(), kind: found.kind, code: found.code, title: found.title };
    let mut response = Json(Suggestions { results: found.into_iter().map(suggestion).collect() }).into_response();
    // The same question by the same person soon again: as when one goes back a letter.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    response
}
