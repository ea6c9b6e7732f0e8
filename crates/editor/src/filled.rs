//! From the fields of the form of a part to what changes in the text.

mod amount;
mod changes;
mod shown;
mod wished;

use web::Fields;

use crate::{
    part::{Entry, Part, Source, Typed},
    patch::{Change, Tree, Value},
};

pub(crate) use amount::{Amount, MOST_CASES, only};
pub(crate) use shown::{show, switch_options};

/// The most options that a question has in the form.
pub(crate) const MOST_OPTIONS: usize = 60;

/// What can be chosen: value, and text or key.
pub(crate) type Choices = Vec<(String, String)>;

/// What the fields of a part are chosen from, as far as that is not fixed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offer {
    pub(crate) agencies: Choices,
    pub(crate) categories: Choices,
    pub(crate) regions: Choices,
    /// The questions of the page.
    pub(crate) questions: Choices,
    /// Those of all pages.
    pub(crate) asked: Choices,
    /// Those of them that ask for an insurance number.
    pub(crate) snils: Choices,
}

impl Offer {
    /// What a source has.
    pub(crate) fn of(&self, source: Source) -> Choices {
        match source {
            Source::Words(prefix, words) => {
                let choice = |word: &&str| ((*word).to_owned(), format!("{prefix}{}", word.replace('_', "-")));
                words.iter().map(choice).collect()
            }
            Source::Agencies => self.agencies.clone(),
            Source::Categories => self.categories.clone(),
            Source::Regions => self.regions.clone(),
            Source::Questions => self.questions.clone(),
            Source::Asked => self.asked.clone(),
            Source::Snils => self.snils.clone(),
        }
    }
}

/// A part as its form says it.
pub(crate) struct Filled {
    part: Part,
    wishes: Vec<(&'static Entry, Wish)>,
}

/// What a field is to be.
#[derive(Debug)]
enum Wish {
    Nothing,
    One(Value),
    Pair(String, String),
    /// These words, in any order; in quotes or not.
    Several(Vec<Value>),
    /// Words of both languages.
    Keywords(Vec<String>, Vec<String>),
    /// The options by their place in the form; none: it is to go.
    Options(Vec<Option<Choice>>),
}

/// An option.
#[derive(Debug)]
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

impl Filled {
    /// Reads the form of a part; none, with errors at the fields, when something does not fit. `taken` says which names
    /// are taken by others.
    pub(crate) fn read(part: &Part, fields: &mut Fields, offer: &Offer, taken: &dyn Fn(&str) -> bool) -> Option<Self> {
        let entries = part.entries().into_iter();
        let wishes = entries.map(|entry| (entry, wished::wish(part, entry, fields, (offer, taken)))).collect();
        fields.is_fine().then_some(Self { part: part.clone(), wishes })
    }

    /// As a new item of a list.
    pub(crate) fn value(&self) -> Value {
        let mut written = Vec::new();
        if let Part::Question(kind) = &self.part {
            written.push(("type", Value::Bare(kind.clone())));
        }
        written.extend(changes::written(&self.named()));
        if matches!(&self.part, Part::Page) || self.part == Part::Question("group".to_owned()) {
            written.push(("questions", Value::List(Vec::new())));
        }
        // The name stands first, as people write it; the rest in the order of the form.
        written.sort_by_key(|(name, _)| match *name {
            "id" | "code" => 0,
            "type" => 1,
            "questions" => 3,
            _ => 2,
        });
        Value::Map(written)
    }

    /// As changes of the part that is there.
    pub(crate) fn changes(&self, at: &str, known: &Tree) -> Vec<Change> {
        changes::changes(at, known, &self.named())
    }

    fn named(&self) -> Vec<changes::Named<'_>> {
        self.wishes
            .iter()
            .filter(|(entry, _)| !entry.name.is_empty() && !matches!(entry.typed, Typed::Whether(_)))
            .map(|(entry, wish)| changes::Named { name: entry.name, absent: entry.absent, wish })
            .collect()
    }
}

#[cfg(test)]
mod tests;
