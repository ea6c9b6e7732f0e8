//! From the fields of the form of a page or a question to what changes in the text.

use base::text;
use web::Fields;

use crate::{
    named::named,
    part::{Entry, Part, Typed},
    patch::{Change, Tree, Value},
};

/// The most options that a question has in the form.
pub(crate) const MOST_OPTIONS: usize = 60;

/// A part as its form says it.
pub(crate) struct Filled {
    part: Part,
    wishes: Vec<(&'static str, Wish)>,
}

/// What a field is to be.
enum Wish {
    Nothing,
    One(Value),
    Pair(String, String),
    /// The options by their place in the form; none: it is to go.
    Options(Vec<Option<Choice>>),
}

/// An option.
struct Choice {
    id: String,
    ru: String,
    en: String,
}

impl Choice {
    fn value(&self) -> Value {
        Value::Map(vec![("id", word(&self.id)), ("title", pair(&self.ru, &self.en))])
    }
}

fn pair(ru: &str, en: &str) -> Value {
    Value::Map(vec![("ru", Value::Text(ru.to_owned())), ("en", Value::Text(en.to_owned()))])
}

/// A name as it is written: those that YAML takes for something else are quoted.
fn word(name: &str) -> Value {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_' || sign == '-';
    let means_else = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&name);
    let is_bare = name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_plain);
    if is_bare && !means_else { Value::Bare(name.to_owned()) } else { Value::Text(name.to_owned()) }
}

/// Shows a part in the fields of its form.
pub(crate) fn show(part: &Part, known: &Tree, fields: &mut Fields) {
    for entry in part.entries() {
        let name = entry.name;
        let mut put = |path: String| {
            if let Some(text) = known.text(&path) {
                fields.set(path, text);
            }
        };
        match entry.typed {
            Typed::Pair | Typed::LongPair => ["ru", "en"].iter().for_each(|lang| put(format!("{name}.{lang}"))),
            Typed::Options => {
                for index in 0..known.count(name) {
                    for field in ["id", "title.ru", "title.en"] {
                        put(format!("{name}[{index}].{field}"));
                    }
                }
            }
            _ => put(name.to_owned()),
        }
    }
}

impl Filled {
    /// Reads the form of a part; none, with errors at the fields, when something does not fit. `taken` says which names
    /// are taken by others.
    pub(crate) fn read(part: &Part, fields: &mut Fields, taken: &dyn Fn(&str) -> bool) -> Option<Self> {
        let wishes: Vec<(&'static str, Wish)> =
            part.entries().into_iter().map(|entry| (entry.name, wish(part, entry, fields, taken))).collect();
        fields.is_fine().then_some(Self { part: part.clone(), wishes })
    }

    /// As a new item of a list.
    pub(crate) fn value(&self) -> Value {
        let mut written = Vec::new();
        if let Part::Question(kind) = &self.part {
            written.push(("type", Value::Bare(kind.clone())));
        }
        for (name, wish) in &self.wishes {
            match wish {
                Wish::Nothing => {}
                Wish::One(value) => written.push((*name, value.clone())),
                Wish::Pair(ru, en) => written.push((*name, pair(ru, en))),
                Wish::Options(options) => {
                    written.push((*name, Value::List(options.iter().flatten().map(Choice::value).collect())));
                }
            }
        }
        if matches!(&self.part, Part::Page) || self.part == Part::Question("group".to_owned()) {
            written.push(("questions", Value::List(Vec::new())));
        }
        // The name stands first, as people write it; the rest in the order of the form.
        written.sort_by_key(|(name, _)| match *name {
            "id" => 0,
            "type" => 1,
            "questions" => 3,
            _ => 2,
        });
        Value::Map(written)
    }

    /// As changes of the part that is there.
    pub(crate) fn changes(&self, at: &str, known: &Tree) -> Vec<Change> {
        let mut changes = Vec::new();
        for (name, wish) in &self.wishes {
            match wish {
                Wish::Nothing if known.field(name).is_some() => changes.push(Change::Unset(at.to_owned(), name)),
                Wish::Nothing => {}
                Wish::One(value) => {
                    let (Value::Bare(text) | Value::Text(text)) = value else { continue };
                    if known.text(name) != Some(text) {
                        changes.push(Change::Set(at.to_owned(), name, value.clone()));
                    }
                }
                Wish::Pair(ru, en) => changes.extend(pair_changes(at, name, known, (ru, en))),
                Wish::Options(options) => changes.extend(option_changes(at, name, known, options)),
            }
        }
        changes
    }
}

fn pair_changes(at: &str, name: &'static str, known: &Tree, (ru, en): (&str, &str)) -> Vec<Change> {
    if known.field(name).is_none() {
        return vec![Change::Set(at.to_owned(), name, pair(ru, en))];
    }
    let set = |lang: &'static str, text: &str| {
        let differs = known.text(&format!("{name}.{lang}")).map(str::trim) != Some(text);
        differs.then(|| Change::Set(format!("{at}.{name}"), lang, Value::Text(text.to_owned())))
    };
    [set("ru", ru), set("en", en)].into_iter().flatten().collect()
}

fn option_changes(at: &str, name: &'static str, known: &Tree, options: &[Option<Choice>]) -> Vec<Change> {
    let count = known.count(name);
    if count == 0 {
        let all: Vec<Value> = options.iter().flatten().map(Choice::value).collect();
        return vec![Change::Set(at.to_owned(), name, Value::List(all))];
    }
    let (list, mut changes) = (format!("{at}.{name}"), Vec::new());
    for (index, option) in options.iter().enumerate().take(count) {
        let Some(option) = option else { continue };
        let here = format!("{name}[{index}]");
        if known.text(&format!("{here}.id")) != Some(&option.id) {
            changes.push(Change::Set(format!("{at}.{here}"), "id", word(&option.id)));
        }
        for (lang, text) in [("ru", &option.ru), ("en", &option.en)] {
            if known.text(&format!("{here}.title.{lang}")).map(str::trim) != Some(text) {
                changes.push(Change::Set(format!("{at}.{here}.title"), lang, Value::Text(text.clone())));
            }
        }
    }
    changes.extend(options.iter().skip(count).flatten().map(|option| Change::Append(list.clone(), option.value())));
    // From the end, so that the places before stay what they are.
    let gone = (0..count).rev().filter(|index| matches!(options.get(*index), Some(None)));
    changes.extend(gone.map(|index| Change::Remove(list.clone(), index)));
    changes
}

fn wish(part: &Part, entry: &Entry, fields: &mut Fields, taken: &dyn Fn(&str) -> bool) -> Wish {
    let name = entry.name;
    let typed = fields.value(name).trim().to_owned();
    match entry.typed {
        Typed::Name if typed.is_empty() => {
            let between = if *part == Part::Page { '-' } else { '_' };
            let made = named(fields.value("title.ru"), between, taken);
            Wish::One(word(&made))
        }
        Typed::Name => Wish::One(word(&text::line(&typed))),
        Typed::Flag => {
            if typed.is_empty() {
                Wish::Nothing
            } else {
                Wish::One(Value::Bare("true".to_owned()))
            }
        }
        Typed::Pair | Typed::LongPair => wished_pair(entry, fields),
        Typed::Options => wished_options(fields),
        _ if typed.is_empty() => Wish::Nothing,
        Typed::Word(_) => Wish::One(word(&typed)),
        Typed::Count if typed.len() > 4 || !typed.bytes().all(|byte| byte.is_ascii_digit()) => {
            fields.fail(name, "editor-count-wrong");
            Wish::Nothing
        }
        Typed::Prefill | Typed::Count => Wish::One(Value::Bare(typed)),
        Typed::Formula if typed.bytes().all(|byte| byte.is_ascii_digit()) => Wish::One(Value::Bare(typed)),
        Typed::Formula => Wish::One(Value::Text(text::line(&typed))),
    }
}

fn wished_pair(entry: &Entry, fields: &mut Fields) -> Wish {
    let [ru, en] = ["ru", "en"].map(|lang| fields.value(format!("{}.{lang}", entry.name)).trim().to_owned());
    if ru.is_empty() && en.is_empty() && !entry.is_needed() {
        return Wish::Nothing;
    }
    for (lang, text) in [("ru", &ru), ("en", &en)] {
        if text.is_empty() {
            fields.fail(format!("{}.{lang}", entry.name), "editor-pair-needed");
        }
    }
    Wish::Pair(ru, en)
}

/// The options: rows that were left empty are none.
fn wished_options(fields: &mut Fields) -> Wish {
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
