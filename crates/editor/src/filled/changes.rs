//! What is wished, as changes of a text that says something already. What says the same is not touched.

use base::text;

use super::{Amount, Choice, Wish, pair, shown::words, word};
use crate::patch::{Change, Tree, Value};

/// A wish of a field: its name below the part may be a path.
pub(super) struct Named<'w> {
    pub(super) name: &'static str,
    /// What it means when it is not written.
    pub(super) absent: &'static str,
    pub(super) wish: &'w Wish,
}

/// A path below another.
fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// The wishes as the fields of something new.
pub(super) fn written(wishes: &[Named]) -> Vec<(&'static str, Value)> {
    let mut written = Vec::new();
    for group in grouped(wishes) {
        match group {
            Group::Field(field) => {
                if let Some(value) = value(field.wish) {
                    written.push((field.name, value));
                }
            }
            Group::Below(head, inner) => {
                let inner = self::written(&inner);
                if !inner.is_empty() {
                    written.push((head, Value::Map(inner)));
                }
            }
        }
    }
    written
}

fn value(wish: &Wish) -> Option<Value> {
    let texts = |words: &[String]| Value::List(words.iter().cloned().map(Value::Text).collect());
    Some(match wish {
        Wish::Nothing => return None,
        Wish::One(value) => value.clone(),
        Wish::Pair(ru, en) => pair(ru, en),
        Wish::Several(words) => Value::List(words.clone()),
        Wish::Keywords(ru, en) => Value::Map(vec![("ru", texts(ru)), ("en", texts(en))]),
        Wish::Options(options) => Value::List(options.iter().flatten().map(Choice::value).collect()),
    })
}

/// Wishes of one field, or of those below one.
enum Group<'w> {
    Field(Named<'w>),
    Below(&'static str, Vec<Named<'w>>),
}

/// The wishes by their first names, in the order in which they stand.
fn grouped<'w>(wishes: &[Named<'w>]) -> Vec<Group<'w>> {
    let mut groups: Vec<Group<'w>> = Vec::new();
    for &Named { name, absent, wish } in wishes {
        let Some((head, rest)) = name.split_once('.') else {
            groups.push(Group::Field(Named { name, absent, wish }));
            continue;
        };
        let inner = Named { name: rest, absent, wish };
        let known = groups.iter_mut().find_map(|group| match group {
            Group::Below(known, wishes) if *known == head => Some(wishes),
            _ => None,
        });
        match known {
            Some(wishes) => wishes.push(inner),
            None => groups.push(Group::Below(head, vec![inner])),
        }
    }
    groups
}

/// The wishes as changes of the part that is there.
pub(super) fn changes(at: &str, known: &Tree, wishes: &[Named]) -> Vec<Change> {
    let mut changes = Vec::new();
    for group in grouped(wishes) {
        match group {
            Group::Field(field) => changes.extend(field_changes(at, known, &field)),
            Group::Below(head, inner) => changes.extend(inner_changes(at, head, known, &inner)),
        }
    }
    // What goes, goes last: something else has come into its place by then, and nothing is left empty.
    changes.sort_by_key(|change| matches!(change, Change::Unset(..)));
    changes
}

/// Changes below a field, which comes or goes with what it holds.
fn inner_changes(at: &str, head: &'static str, known: &Tree, inner: &[Named]) -> Vec<Change> {
    let wished = written(inner);
    match known.field(head).map(|field| &field.value) {
        Some(there @ Tree::Map(map)) => {
            let is_named = |key: &str| inner.iter().any(|named| named.name.split('.').next() == Some(key));
            if wished.is_empty() && map.inner.iter().all(|field| is_named(&field.key)) {
                return vec![Change::Unset(at.to_owned(), head)];
            }
            changes(&below(at, head), there, inner)
        }
        _ if wished.is_empty() => Vec::new(),
        _ => vec![Change::Set(at.to_owned(), head, Value::Map(wished))],
    }
}

fn field_changes(at: &str, known: &Tree, Named { name, absent, wish }: &Named) -> Vec<Change> {
    let is_there = known.field(name).is_some();
    match wish {
        Wish::Nothing if is_there => vec![Change::Unset(at.to_owned(), name)],
        Wish::Nothing => Vec::new(),
        Wish::One(value) => {
            let (Value::Bare(wished) | Value::Text(wished)) = value else { return Vec::new() };
            let is_same = known.text(name).map_or(wished == absent, |known| says(known, wished));
            if is_same { Vec::new() } else { vec![Change::Set(at.to_owned(), name, value.clone())] }
        }
        Wish::Pair(ru, en) => pair_changes(at, name, known, (ru, en)),
        Wish::Several(values) => {
            let is_absent = matches!(values.as_slice(), [Value::Bare(word) | Value::Text(word)] if word == absent);
            if !is_there && is_absent { Vec::new() } else { list_changes(at, name, known, values) }
        }
        Wish::Keywords(ru, en) => keyword_changes(at, name, known, (ru, en)),
        Wish::Options(options) => option_changes(at, name, known, options),
    }
}

/// Whether a text says what is wished: how it is broken into lines, and how a duty is put together, says nothing.
fn says(known: &str, wished: &str) -> bool {
    let known = text::line(known);
    known == wished || Amount::of(&known).source() == wished
}

fn pair_changes(at: &str, name: &'static str, known: &Tree, (ru, en): (&str, &str)) -> Vec<Change> {
    if known.field(name).is_none() {
        return vec![Change::Set(at.to_owned(), name, pair(ru, en))];
    }
    let set = |lang: &'static str, text: &str| {
        let differs = known.text(&format!("{name}.{lang}")).map(str::trim) != Some(text);
        differs.then(|| Change::Set(below(at, name), lang, Value::Text(text.to_owned())))
    };
    [set("ru", ru), set("en", en)].into_iter().flatten().collect()
}

fn keyword_changes(at: &str, name: &'static str, known: &Tree, (ru, en): (&[String], &[String])) -> Vec<Change> {
    let texts = |words: &[String]| -> Vec<Value> { words.iter().cloned().map(Value::Text).collect() };
    let Some(there) = known.field(name).map(|field| &field.value) else {
        if ru.is_empty() && en.is_empty() {
            return Vec::new();
        }
        let both = vec![("ru", Value::List(texts(ru))), ("en", Value::List(texts(en)))];
        return vec![Change::Set(at.to_owned(), name, Value::Map(both))];
    };
    let at = below(at, name);
    [("ru", ru), ("en", en)]
        .into_iter()
        .flat_map(|(lang, words)| list_changes(&at, lang, there, &texts(words)))
        .collect()
}

/// Words come to the end of a list, and go from where they stand.
fn list_changes(at: &str, name: &'static str, known: &Tree, wished: &[Value]) -> Vec<Change> {
    let said = |value: &Value| match value {
        Value::Bare(word) | Value::Text(word) => word.clone(),
        _ => String::new(),
    };
    if known.field(name).is_none() {
        return if wished.is_empty() {
            Vec::new()
        } else {
            vec![Change::Set(at.to_owned(), name, Value::List(wished.to_vec()))]
        };
    }
    let (there, list) = (words(known, name), below(at, name));
    let new = wished.iter().filter(|value| !there.contains(&said(value)));
    let mut changes: Vec<Change> = new.map(|value| Change::Append(list.clone(), value.clone())).collect();
    let is_wished = |word: &String| wished.iter().any(|value| said(value) == *word);
    // From the end, so that the places before stay what they are.
    let gone = there.iter().enumerate().rev().filter(|(_, word)| !is_wished(word));
    changes.extend(gone.map(|(index, _)| Change::Remove(list.clone(), index)));
    changes
}

fn option_changes(at: &str, name: &'static str, known: &Tree, options: &[Option<Choice>]) -> Vec<Change> {
    let count = known.count(name);
    if count == 0 {
        let all: Vec<Value> = options.iter().flatten().map(Choice::value).collect();
        return vec![Change::Set(at.to_owned(), name, Value::List(all))];
    }
    let (list, mut changes) = (below(at, name), Vec::new());
    for (index, option) in options.iter().enumerate().take(count) {
        let Some(option) = option else { continue };
        let here = format!("{name}[{index}]");
        if known.text(&format!("{here}.id")) != Some(&option.id) {
            changes.push(Change::Set(below(at, &here), "id", word(&option.id)));
        }
        for (lang, text) in [("ru", &option.ru), ("en", &option.en)] {
            if known.text(&format!("{here}.title.{lang}")).map(str::trim) != Some(text) {
                changes.push(Change::Set(below(at, &format!("{here}.title")), lang, Value::Text(text.clone())));
            }
        }
    }
    changes.extend(options.iter().skip(count).flatten().map(|option| Change::Append(list.clone(), option.value())));
    // From the end, so that the places before stay what they are.
    let gone = (0..count).rev().filter(|index| matches!(options.get(*index), Some(None)));
    changes.extend(gone.map(|index| Change::Remove(list.clone(), index)));
    changes
}
