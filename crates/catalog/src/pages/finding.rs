//! Search: its page, and suggestions as one types.

use askama::Template;
use axum::{
    Json,
    extract::State as Given,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use web::{Fields, Page, Query};

use super::{
    State,
    lists::is_here,
    narrowing::{self, Choices},
};
use crate::{Found, FoundKind, Snapshot, Suggested, Wanted};

/// The results of one page.
const RESULTS: usize = 20;
/// The last page that can be asked for.
const LAST_PAGE: usize = 500;
/// The most suggestions.
const SUGGESTIONS: usize = 8;

#[derive(Template)]
#[template(path = "catalog/search.html")]
struct SearchPage {
    query: String,
    fields: Fields,
    /// Whether anything was asked for: by words, or by the filter alone.
    is_asked: bool,
    is_narrowed: bool,
    hits: Vec<Hit>,
    total: usize,
    choices: Choices,
    /// The addresses of the pages beside this one; empty when there are none.
    previous: String,
    next: String,
    /// The same words without the filter.
    whole: String,
    /// Where to look when nothing was found: address and title of each category.
    categories: Vec<(String, String)>,
    page: Page,
}

/// Something found, as a line.
struct Hit {
    found: Found,
    /// The visitor's region does not have this service.
    elsewhere: bool,
}

/// `/search?q=&agency=&region=&kind=&audience=&level=&page=`.
pub(super) async fn search(Given(state): Given<State>, page: Page, Query(fields): Query) -> Response {
    let snapshot = state.catalog.snapshot();
    let query = fields.value("q").trim().to_owned();
    let filter = narrowing::filter(&fields, &snapshot);
    let is_narrowed = !filter.is_empty();
    let is_asked = is_narrowed || !query.is_empty();
    let number = fields.value("page").parse().unwrap_or(1).clamp(1, LAST_PAGE);
    let wanted = Wanted { text: &query, filter, from: (number - 1) * RESULTS, limit: RESULTS };
    let results = if is_asked { snapshot.look(&wanted, page.lang) } else { crate::Results::default() };
    let beside = |number: usize| web::with_query(&page.path, &page.query, "page", &number.to_string());
    let categories = snapshot.categories().iter();
    let categories = categories
        .map(|category| (format!("/categories/{}", category.code), category.title.in_lang(page.lang).to_owned()));
    web::html(SearchPage {
        is_asked,
        is_narrowed,
        previous: if number > 1 { beside(number - 1) } else { String::new() },
        next: if results.total > number * RESULTS { beside(number + 1) } else { String::new() },
        choices: Choices::of(&results.facets, &fields, &snapshot, &page),
        total: results.total,
        hits: results.found.into_iter().map(|found| Hit::of(found, &snapshot, &page)).collect(),
        whole: web::with_query("/search", "", "q", &query),
        categories: categories.collect(),
        query,
        fields,
        page,
    })
}

impl Hit {
    fn of(found: Found, snapshot: &Snapshot, page: &Page) -> Self {
        let service = snapshot.service(&found.code).filter(|_| found.kind == FoundKind::Service);
        let elsewhere = service.is_some_and(|service| !is_here(service, page));
        Self { found, elsewhere }
    }
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
    let found = state.catalog.snapshot().suggest(fields.value("q"), page.lang, SUGGESTIONS);
    let suggestion =
        |found: Suggested| Suggestion { href: found.href(), kind: found.kind, code: found.code, title: found.title };
    let mut response = Json(Suggestions { results: found.into_iter().map(suggestion).collect() }).into_response();
    // The same question by the same person soon again: as when one goes back a letter.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    response
}
