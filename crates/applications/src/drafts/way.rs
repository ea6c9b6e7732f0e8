//! The way through the pages of a form.

use crate::{opened::Opened, typed::Typed};

/// The address of a page; `from` "check" leads back to «Проверьте данные».
pub(super) fn page_path(draft: &Opened, form_page: &str, from: &str) -> String {
    let path = format!("{}/pages/{form_page}", draft.application.path());
    if from == "check" { format!("{path}?from=check") } else { path }
}

/// Where to go after a page: the next one, or «Проверьте данные». Whoever came from there goes back to it as soon as
/// nothing is missing.
pub(super) fn next_stop(draft: &Opened, after: &str, from: &str) -> String {
    if from == "check" {
        return first_missing(draft).map_or_else(|| check_path(draft), |missing| page_path(draft, &missing, from));
    }
    let pages = forms::applicable_pages(draft.definition(), &draft.answers, draft.facts());
    let place = pages.iter().position(|page| page.id == after);
    let next = pages.get(place.map_or(0, |place| place + 1));
    next.map_or_else(|| check_path(draft), |next| page_path(draft, &next.id, from))
}

/// Where an unfinished form goes on: at the page that was left open, else at the first one where something is missing.
pub(super) fn resume_path(draft: &Opened, left_open: Option<&Typed>) -> String {
    if let Some(typed) = left_open {
        return page_path(draft, &typed.page, "");
    }
    let begun = draft.application.page.is_some();
    let next = if begun {
        first_missing(draft)
    } else {
        let pages = forms::applicable_pages(draft.definition(), &draft.answers, draft.facts());
        pages.first().map(|page| page.id.clone())
    };
    next.map_or_else(|| check_path(draft), |next| page_path(draft, &next, ""))
}

fn first_missing(draft: &Opened) -> Option<String> {
    let missing = forms::missing(draft.definition(), &draft.answers, draft.facts());
    missing.first().map(|(page, _)| page.id.clone())
}

pub(super) fn check_path(draft: &Opened) -> String {
    format!("{}/check", draft.application.path())
}
