//! What somebody typed, field by field: what it is to be, or what does not fit.

use base::text;
use web::Fields;

use super::{Amount, Choice, MOST_CASES, MOST_OPTIONS, Offer, Wish, shown::turned, word};
use crate::{
    named::named,
    part::{Entry, Need, Part, Source, Typed},
    patch::Value,
};

/// Whether a field has to be filled in, with what else is typed.
fn is_needed(entry: &Entry, fields: &Fields) -> bool {
    match entry.need {
        Need::Never => false,
        // Those of what may not be there are not asked for then.
        Need::Always | Need::With("fee." | "second_party.") => true,
        Need::With(group) => fields.iter().any(|(name, value)| name.starts_with(group) && !value.trim().is_empty()),
    }
}

/// Whether what a field is about is to be there at all.
fn is_wished(part: &Part, name: &str, fields: &Fields) -> bool {
    part.entries().into_iter().all(|entry| match entry.typed {
        Typed::Whether(whether) if whether.fields.iter().any(|begin| name.starts_with(begin)) => {
            whether.is_wished(fields.value(entry.name))
        }
        _ => true,
    })
}

pub(super) fn wish(
    part: &Part,
    entry: &Entry,
    fields: &mut Fields,
    (offer, taken): (&Offer, &dyn Fn(&str) -> bool),
) -> Wish {
    let name = entry.name;
    if !is_wished(part, name, fields) {
        return Wish::Nothing;
    }
    match entry.typed {
        Typed::Section => Wish::Nothing,
        Typed::Whether(whether) => {
            if !whether.words.iter().any(|(word, _)| *word == fields.value(name)) {
                fields.fail(name, "editor-choose-one");
            }
            Wish::Nothing
        }
        Typed::Pair | Typed::LongPair => pair(entry, fields),
        Typed::Keywords => {
            let words = |lang: &str| keywords(fields.value(format!("{name}.{lang}")));
            Wish::Keywords(words("ru"), words("en"))
        }
        Typed::Several(source) => several(entry, &offer.of(source), source, fields),
        Typed::Options => options(fields),
        Typed::Amount => amount(entry, fields),
        Typed::Flag(_) if fields.value(name).is_empty() => Wish::Nothing,
        Typed::Flag(word) => Wish::One(Value::Bare(word.to_owned())),
        _ => single(part, entry, fields, (offer, taken)),
    }
}

/// A field of one value.
fn single(part: &Part, entry: &Entry, fields: &mut Fields, (offer, taken): (&Offer, &dyn Fn(&str) -> bool)) -> Wish {
    let name = entry.name;
    let typed = text::line(fields.value(name));
    if typed.is_empty() {
        if entry.typed == Typed::Name {
            return Wish::One(word(&made_name(part, fields, taken)));
        }
        if is_needed(entry, fields) {
            let key = if matches!(entry.typed, Typed::One(_)) { "editor-choose-one" } else { "editor-needed" };
            fields.fail(name, key);
        }
        return Wish::Nothing;
    }
    let is_number = typed.bytes().all(|byte| byte.is_ascii_digit());
    match entry.typed {
        Typed::One(source) if !offer.of(source).iter().any(|(known, _)| *known == typed) => {
            fields.fail(name, "editor-choose-one");
            Wish::Nothing
        }
        Typed::One(_) | Typed::Name => Wish::One(word(&typed)),
        Typed::Count if typed.len() > 4 || !is_number => {
            fields.fail(name, "editor-count-wrong");
            Wish::Nothing
        }
        Typed::YearDay => {
            if let Some(day) = year_day(&typed) {
                Wish::One(Value::Text(day.to_string()))
            } else {
                fields.fail(name, "editor-year-day-wrong");
                Wish::Nothing
            }
        }
        Typed::Prefill | Typed::Count => Wish::One(Value::Bare(typed)),
        Typed::Formula if is_number => Wish::One(Value::Bare(typed)),
        _ => Wish::One(Value::Text(typed)),
    }
}

/// «1.4» and «01.04» as a day of every year.
fn year_day(typed: &str) -> Option<forms::MonthDay> {
    let (day, month) = typed.split_once('.')?;
    turned(&format!("{day:0>2}.{month:0>2}"), '.', '-').parse().ok()
}

/// The name of whatever has none.
fn made_name(part: &Part, fields: &Fields, taken: &dyn Fn(&str) -> bool) -> String {
    let from = if *part == Part::Rule { "explain.ru" } else { "title.ru" };
    named(fields.value(from), part.between(), taken)
}

fn pair(entry: &Entry, fields: &mut Fields) -> Wish {
    let [ru, en] = ["ru", "en"].map(|lang| fields.value(format!("{}.{lang}", entry.name)).trim().to_owned());
    if ru.is_empty() && en.is_empty() && !is_needed(entry, fields) {
        return Wish::Nothing;
    }
    for (lang, text) in [("ru", &ru), ("en", &en)] {
        if text.is_empty() {
            fields.fail(format!("{}.{lang}", entry.name), "editor-pair-needed");
        }
    }
    Wish::Pair(ru, en)
}

/// Words with commas between them, none twice.
fn keywords(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in typed.split([',', ';', '\n']).map(text::line) {
        if !word.is_empty() && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

fn several(entry: &Entry, known: &[(String, String)], source: Source, fields: &mut Fields) -> Wish {
    let mut chosen: Vec<String> = fields.all(entry.name).into_iter().map(str::to_owned).collect();
    chosen.sort_by_key(|word| known.iter().position(|(known, _)| known == word));
    chosen.dedup();
    let is_known = |word: &String| known.iter().any(|(known, _)| known == word);
    // A region or a category may have gone from the portal since it was written: it can stay no longer.
    if !chosen.iter().all(is_known) || (chosen.is_empty() && is_needed(entry, fields)) {
        fields.fail(entry.name, "editor-choose-one");
        return Wish::Nothing;
    }
    if chosen.is_empty() && source == Source::Regions {
        Wish::Nothing
    } else {
        Wish::Several(chosen.iter().map(|chosen| word(chosen)).collect())
    }
}

/// The sum and the conditions of other sums; rows that were left empty are none.
fn amount(entry: &Entry, fields: &mut Fields) -> Wish {
    let mut cases = Vec::new();
    for index in 0..MOST_CASES {
        let [when, sum] = ["when", "amount"].map(|field| format!("cases[{index}].{field}"));
        let (condition, typed) = (text::line(fields.value(&when)), bare(fields.value(&sum)));
        if condition.is_empty() && typed.is_empty() {
            continue;
        }
        if condition.is_empty() {
            fields.fail(when, "editor-case-when");
        }
        if typed.is_empty() || typed.len() > 9 || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            fields.fail(sum, "editor-amount-wrong");
        }
        cases.push((condition, typed));
    }
    let typed = text::line(fields.value(entry.name));
    if typed.is_empty() {
        fields.fail(entry.name, "editor-amount-wrong");
    }
    let is_number = bare(&typed).bytes().all(|byte| byte.is_ascii_digit());
    if is_number && bare(&typed).len() > 9 {
        fields.fail(entry.name, "editor-amount-wrong");
    }
    let rest = if is_number { bare(&typed) } else { typed };
    Wish::One(Value::Text(Amount { cases, rest }.source()))
}

/// «3 500 ₽» as a number.
fn bare(typed: &str) -> String {
    typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '₽').collect()
}

/// The options: rows that were left empty are none.
fn options(fields: &mut Fields) -> Wish {
    let mut options: Vec<Option<Choice>> = Vec::new();
    for index in 0..MOST_OPTIONS {
        let name = |field: &str| format!("options[{index}].{field}");
        if !fields.has(&name("title.ru")) {
            break;
        }
        let [id, ru, en] = ["id", "title.ru", "title.en"].map(|field| text::line(fields.value(name(field))));
        if ru.is_empty() && en.is_empty() {
            options.push(None);
            continue;
        }
        for (field, text) in [("title.ru", &ru), ("title.en", &en)] {
            if text.is_empty() {
                fields.fail(name(field), "editor-pair-needed");
            }
        }
        let is_taken = |id: &str| options.iter().flatten().any(|known| known.id == id);
        let id = if id.is_empty() { named(&ru, '_', &is_taken) } else { id };
        options.push(Some(Choice { id, ru, en }));
    }
    Wish::Options(options)
}
