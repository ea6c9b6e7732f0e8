//! The texts that people agree to: terms of use and privacy. Each has an edition, which the consent notes; a new text gets
//! a new edition in `accounts::CONSENTS`.

use askama::Template;
use axum::{Router, response::Response, routing::get};
use base::Date;
use web::Page;

use crate::{State, accounts::CONSENTS};

pub(super) fn routes() -> Router<State> {
    Router::new().route("/terms", get(terms)).route("/privacy", get(privacy))
}

#[derive(Template)]
#[template(path = "registration/terms.html")]
struct TermsPage {
    page: Page,
    subject: &'static str,
    edition: Option<Date>,
    paragraphs: &'static [&'static str],
}

async fn terms(page: Page) -> Response {
    const PARAGRAPHS: [&str; 5] = ["terms-what", "terms-account", "terms-password", "terms-truth", "terms-change"];
    web::html(TermsPage { page, subject: "terms", edition: edition("terms"), paragraphs: &PARAGRAPHS })
}

async fn privacy(page: Page) -> Response {
    const PARAGRAPHS: [&str; 5] = ["privacy-what", "privacy-why", "privacy-how", "privacy-who", "privacy-rights"];
    web::html(TermsPage { page, subject: "privacy", edition: edition("privacy"), paragraphs: &PARAGRAPHS })
}

fn edition(subject: &str) -> Option<Date> {
    CONSENTS.iter().find(|(known, _)| *known == subject).and_then(|(_, edition)| edition.parse().ok())
}
