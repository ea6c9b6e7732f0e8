//! What can be chosen instead of typing: children and vehicles of the household, entries of the address directory.

use base::Lang;

use super::{AskedOption, Asking};
use crate::{
    Kind, Question, Value,
    parts::{KNOWN, household, name_of},
};

impl Asking<'_> {
    pub(super) fn directory_id(&self, path: &str, value: Option<&Value>) -> String {
        match (self.input, value) {
            (Some(input), _) => input.text(&format!("{path}.directory_id")).to_owned(),
            (None, Some(Value::Address(address))) => address.directory_id.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The entries of the directory that the line of an address may mean, as options.
    fn offered(&self, path: &str) -> Vec<AskedOption> {
        let Some(input) = self.input else { return Vec::new() };
        let offered = input.offered(path);
        if offered.is_empty() {
            return Vec::new();
        }
        let chosen = input.text(&format!("{path}.{KNOWN}"));
        let as_written = (OTHER.to_owned(), other(Kind::Address, self.lang).to_owned());
        let option = |(id, line): &(String, String)| AskedOption {
            value: id.clone(),
            title: line.clone(),
            hint: String::new(),
            selected: id == chosen,
            reveals: Vec::new(),
        };
        offered.iter().chain([&as_written]).map(option).collect()
    }

    /// What the household has, as options. Chosen: what was typed or stored; else the only one that there is.
    pub(super) fn known(&self, question: &Question, path: &str, value: Option<&Value>) -> Vec<AskedOption> {
        if question.kind == Kind::Address {
            return self.offered(path);
        }
        let known = household(question, self.facts);
        if known.is_empty() {
            return Vec::new();
        }
        let typed = self.input.map(|input| input.text(&format!("{path}.{KNOWN}")).to_owned());
        let stored = || match value {
            Some(value) if known.contains(value) => name_of(value),
            Some(_) => OTHER.to_owned(),
            None => known.first().filter(|_| known.len() == 1).map(name_of).unwrap_or_default(),
        };
        let chosen = typed.unwrap_or_else(stored);
        let option = |value: &str, title: &str| AskedOption {
            value: value.to_owned(),
            title: title.to_owned(),
            hint: String::new(),
            selected: value == chosen,
            reveals: Vec::new(),
        };
        let names: Vec<String> = known.iter().map(name_of).collect();
        let other = option(OTHER, other(question.kind, self.lang));
        names.iter().map(|name| option(name, name)).chain([other]).collect()
    }
}

/// What is sent when none of the household is meant.
const OTHER: &str = "other";

fn other(kind: Kind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (Kind::Vehicle, Lang::Ru) => "Другой автомобиль",
        (Kind::Vehicle, Lang::En) => "Another vehicle",
        (Kind::Address, Lang::Ru) => "Оставить как написано",
        (Kind::Address, Lang::En) => "Leave as written",
        (_, Lang::Ru) => "Другой ребёнок",
        (_, Lang::En) => "Another child",
    }
}
