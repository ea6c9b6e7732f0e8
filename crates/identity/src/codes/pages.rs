//! The pages that registration, recovery and contacts share: «Код подтверждения», and where the link of an e-mail leads.

use std::borrow::Cow;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use base::Timestamp;
use web::{Fields, Page};

use super::Attempt;

/// «Код подтверждения», «Подтвердить», «Отправить код ещё раз».
#[derive(Template)]
#[template(path = "code.html")]
pub(crate) struct CodePage {
    pub(crate) page: Page,
    pub(crate) fields: Fields,
    /// Where the code is sent; `<action>/again` sends another.
    pub(crate) action: Cow<'static, str>,
    /// Where one came from.
    pub(crate) back: Cow<'static, str>,
    /// Where one goes to correct the contact.
    pub(crate) correct: &'static str,
    /// The contact with most of it hidden, if it may be shown.
    pub(crate) masked: Option<String>,
    /// Whether the code goes by e-mail, so that spam is worth a word.
    pub(crate) mailed: bool,
    /// Whether a link in the e-mail does the same.
    pub(crate) linked: bool,
    /// The translation key of what the code is part of.
    pub(crate) step: &'static str,
}

/// Where the link of an e-mail leads: a button that does what the code does.
#[derive(Template)]
#[template(path = "link.html")]
pub(crate) struct LinkPage {
    page: Page,
    step: &'static str,
    is_fresh: bool,
    again: &'static str,
}

impl LinkPage {
    /// The page for a fresh link; for a used or old one, 410 and the way to begin again at `again`.
    pub(crate) fn answer(page: Page, is_fresh: bool, step: &'static str, again: &'static str) -> Response {
        let mut response = web::html(Self { page, step, is_fresh, again });
        if !is_fresh {
            *response.status_mut() = StatusCode::GONE;
        }
        response
    }
}

/// The code as typed: something with digits; anything else is not worth a try.
pub(crate) fn read(fields: &mut Fields) -> Option<String> {
    let digits: String = fields.value("code").chars().filter(char::is_ascii_digit).collect();
    if digits.len() == super::model::CODE_LENGTH {
        return Some(digits);
    }
    fields.fail("code", "code-form-error");
    None
}

/// Says what became of a try.
pub(crate) fn explain(page: &Page, fields: &mut Fields, attempt: Attempt) {
    fields.forget("code");
    match attempt {
        Attempt::Wrong { left } => fields.fail_with("code", "code-wrong", [("left", left)]),
        Attempt::Dead { until: at } => fields.fail_with("code", "code-dead", [("time", until(page, at))]),
        // A right code that comes here was overtaken by another click.
        Attempt::Right | Attempt::Expired => fields.fail("code", "code-expired"),
    }
}

/// A moment soon to come, as a clock shows it; with the day when it is another day.
pub(crate) fn until(page: &Page, at: Timestamp) -> String {
    if at.to_zoned(page.zone()).date() == page.today() { page.clock(at) } else { page.time(at) }
}
