//! The fields of the form of a document.

use base::text;
use web::Fields;

use super::names::Names;
use crate::sheet::{Row, Said, Sheet, Spot};

/// The most rows of the table.
pub(super) const MOST_ROWS: usize = 40;
/// How many empty rows stand below those that are filled in.
pub(super) const MORE_ROWS: usize = 3;

const TEXTS: [&str; 2] = ["opening", "closing"];
const ROW: [&str; 3] = ["ru", "en", "value"];

fn row(index: usize, field: &str) -> String {
    format!("rows[{index}].{field}")
}

/// How many rows are filled in, up to the last one.
pub(super) fn filled(fields: &Fields) -> usize {
    let is_typed = |index: &usize| ROW.iter().any(|field| !fields.value(row(*index, field)).trim().is_empty());
    (0..MOST_ROWS).rev().find(is_typed).map_or(0, |last| last + 1)
}

/// Shows a document in the fields of the form.
pub(super) fn show(sheet: &Sheet, fields: &mut Fields) {
    for (name, said) in TEXTS.into_iter().zip([&sheet.opening, &sheet.closing]) {
        fields.set(format!("{name}.ru"), said.ru.clone());
        fields.set(format!("{name}.en"), said.en.clone());
    }
    for (index, known) in sheet.rows.iter().enumerate() {
        let values = [&known.label.ru, &known.label.en, &known.value];
        ROW.iter().zip(values).for_each(|(field, value)| fields.set(row(index, field), value.clone()));
    }
    if sheet.has_all {
        fields.set("all", "yes");
    }
}

/// Reads the form; what does not fit is said at its fields.
pub(super) fn read(fields: &mut Fields, names: &Names) -> Sheet {
    let [opening, closing] = TEXTS.map(|name| said(fields, name));
    let mut rows = Vec::new();
    for index in 0..filled(fields) {
        let value = fields.value(row(index, "value")).to_owned();
        let typed = ["ru", "en"].map(|lang| text::line(fields.value(row(index, lang))));
        if value.is_empty() && typed.iter().all(String::is_empty) {
            continue;
        }
        if value.is_empty() {
            fields.fail(row(index, "value"), "editor-choose-one");
        }
        let label = label(fields, index, typed, names.find(&value).map(|named| [&named.ru, &named.en]));
        rows.push((index, Row { label, value }));
    }
    let has_all = fields.value("all") == "yes";
    let (places, rows): (Vec<usize>, Vec<Row>) = rows.into_iter().unzip();
    let sheet = Sheet { opening, rows, has_all, closing };
    if sheet == Sheet::default() && fields.is_fine() {
        fields.fail("opening.ru", "editor-document-empty");
    }
    strange(&sheet, &places, names, fields);
    sheet
}

/// Says at its field which names there are not.
pub(super) fn check(sheet: &Sheet, names: &Names, fields: &mut Fields) {
    let places: Vec<usize> = (0..sheet.rows.len()).collect();
    strange(sheet, &places, names, fields);
}

/// The same, with the rows at these places of the form.
fn strange(sheet: &Sheet, places: &[usize], names: &Names, fields: &mut Fields) {
    for (spot, name) in sheet.names() {
        if name.is_empty() || names.find(&name).is_some() {
            continue;
        }
        let field = match spot {
            Spot::Text(text, lang) => format!("{text}.{lang}"),
            Spot::Row(index) => row(places.get(index).copied().unwrap_or(index), "value"),
        };
        fields.fail_with(field, "editor-document-unknown", [("name", name)]);
    }
}

/// A text in both languages, or in none.
fn said(fields: &mut Fields, name: &str) -> Said {
    let [ru, en] = ["ru", "en"].map(|lang| fields.value(format!("{name}.{lang}")).replace('\t', " ").trim().to_owned());
    for (lang, typed, other) in [("ru", &ru, &en), ("en", &en, &ru)] {
        side(fields, format!("{name}.{lang}"), typed, !other.is_empty());
    }
    Said { ru, en }
}

/// What is wrong with a text in one language is said at its field.
fn side(fields: &mut Fields, field: String, typed: &str, is_needed: bool) {
    if typed.is_empty() && is_needed {
        fields.fail(field, "editor-pair-needed");
    } else if let Some(sign) = typed.chars().find(|sign| !is_printed(*sign)) {
        fields.fail_with(field, "editor-document-sign", [("sign", sign)]);
    }
}

/// Whether the fonts of documents have a sign. What citizens type is cleaned of others; here somebody can choose another.
fn is_printed(sign: char) -> bool {
    let is_letter = matches!(sign, ' '..='~' | '\u{a0}'..='\u{ff}' | 'Ё' | 'ё' | 'А'..='я');
    is_letter || "\n–—‑‘’‚“”„•…‰‹›€₽№™−≈≤≥←↑→↓".contains(sign)
}

/// What a row is called: as it was typed, or else as its value is.
fn label(fields: &mut Fields, index: usize, typed: [String; 2], own: Option<[&String; 2]>) -> Said {
    let [ru, en] = typed;
    if ru.is_empty() && en.is_empty() {
        let [ru, en] = own.map(|own| own.map(Clone::clone)).unwrap_or_default();
        return Said { ru, en };
    }
    for (lang, typed) in [("ru", &ru), ("en", &en)] {
        side(fields, row(index, lang), typed, true);
    }
    Said { ru, en }
}

/// Puts the chosen name at the end of a text in both languages, when that button was pressed.
pub(super) fn insert(fields: &mut Fields) -> bool {
    let pressed =
        fields.value("do").strip_prefix("insert-").and_then(|name| TEXTS.into_iter().find(|known| *known == name));
    let Some(name) = pressed else { return false };
    let chosen = fields.value(format!("{name}.pick")).to_owned();
    for lang in ["ru", "en"].into_iter().filter(|_| !chosen.is_empty()) {
        let field = format!("{name}.{lang}");
        let typed = fields.value(&field);
        let between = if typed.is_empty() || typed.ends_with([' ', '\n']) { "" } else { " " };
        let longer = format!("{typed}{between}{{{chosen}}}");
        fields.set(field, longer);
    }
    true
}

/// Lets a row change places with the next one, when such a button was pressed.
pub(super) fn switch(fields: &mut Fields) -> bool {
    let pressed = fields.value("do").split_once('-').and_then(|(way, index)| Some((way, index.parse::<usize>().ok()?)));
    let first = match pressed {
        Some(("up", index)) => index.checked_sub(1),
        Some(("down", index)) => Some(index),
        _ => None,
    };
    let Some(first) = first.filter(|first| first + 1 < MOST_ROWS) else { return false };
    for field in ROW {
        let (one, other) = (row(first, field), row(first + 1, field));
        let (above, below) = (fields.value(&one).to_owned(), fields.value(&other).to_owned());
        fields.set(one, below);
        fields.set(other, above);
    }
    true
}
