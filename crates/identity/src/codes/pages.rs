//! «Код подтверждения»: the page that registration, recovery, contacts and acts share.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;
use base::{AccountId, Timestamp};
use web::{Fields, Page};

use super::Attempt;
use crate::security::RefusedCode;

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
    /// Whose contact the code went to, for the security log.
    pub(crate) account: Option<AccountId>,
}

impl CodePage {
    /// The page; with 422 when something is wrong, and with word for the security log when it is the code.
    pub(crate) fn answer(self) -> Response {
        let errors = self.fields.errors();
        let outcome = errors.iter().find_map(|(_, error)| match error.key.as_str() {
            "code-wrong" => Some("wrong"),
            "code-dead" => Some("dead"),
            "code-expired" => Some("expired"),
            _ => None,
        });
        let refused = outcome.map(|outcome| RefusedCode { outcome, account: self.account });
        let mut response = if errors.is_empty() { web::html(self) } else { web::unprocessable(self) };
        if let Some(refused) = refused {
            response.extensions_mut().insert(refused);
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

/// Says that the next code has to wait.
pub(crate) fn too_soon(page: &Page, at: Timestamp) -> Fields {
    let mut fields = Fields::default();
    fields.fail_with("code", "code-too-soon", [("time", until(page, at))]);
    fields
}

/// A moment soon to come, as a clock shows it; with the day when it is another day.
pub(crate) fn until(page: &Page, at: Timestamp) -> String {
    if at.to_zoned(page.zone()).date() == page.today() { page.clock(at) } else { page.time(at) }
}
