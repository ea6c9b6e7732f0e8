//! What the fields of a part are called, where its mistakes are listed.

use web::{Fields, Page};

use crate::part::{Entry, Part};

/// The same fields, whose errors say where they are.
pub(super) fn named(mut fields: Fields, part: &Part, page: &Page) -> Fields {
    let entries = part.entries();
    fields.name_errors(|name| called(name, &entries, page));
    fields
}

/// «Причина · Русский», «Вариант 2 · English», «Сумма 1 · Если»; none when the form has no such field.
fn called(name: &str, entries: &[&'static Entry], page: &Page) -> Option<String> {
    let (field, last) = match name.rsplit_once('.') {
        Some((field, "ru")) => (field, Some("editor-russian")),
        Some((field, "en")) => (field, Some("editor-english")),
        Some((field, "when")) => (field, Some("editor-case-when-field")),
        Some((field, "amount")) => (field, Some("editor-case-amount")),
        _ => (name, None),
    };
    let what = match (numbered(field, "options["), numbered(field, "cases[")) {
        (Some(number), _) => page.tv("editor-option", &[("number", number)]),
        (_, Some(number)) => page.tv("editor-case", &[("number", number)]),
        // A field whose own name ends so is no line of a list.
        _ => match entries.iter().find(|entry| entry.name == name) {
            Some(entry) => return Some(page.t(entry.label).into_owned()),
            None => page.t(entries.iter().find(|entry| entry.name == field)?.label).into_owned(),
        },
    };
    Some(last.map_or_else(|| what.clone(), |key| format!("{what} · {}", page.t(key))))
}

/// The place in a list as people count it: «2» of `options[1].title`.
fn numbered(field: &str, list: &str) -> Option<String> {
    let index: usize = field.strip_prefix(list)?.split_once(']')?.0.parse().ok()?;
    Some((index + 1).to_string())
}
