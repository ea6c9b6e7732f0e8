//! Where the names of an expression get their values from.

use std::{cell::Cell, collections::BTreeMap};

use base::Date;

use crate::{Address, Answers, Child, Computed, Facts, FileRef, Person, Value, Vehicle};

/// The most steps that the expressions of one scope may take together. A definition of the size of the largest known
/// services takes some hundreds; past the limit everything is unknown.
const STEPS: u32 = 200_000;

/// How deep computed values may lead into one another, counted in nodes.
const DEEPEST: u32 = 200;

/// A value of an expression while it is computed. "Unknown" is a value: of what is not answered, or cannot be computed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Worth<'a> {
    Unknown,
    Flag(bool),
    Number(i64),
    /// In kopecks.
    Money(i64),
    Day(Date),
    Text(&'a str),
    List(Vec<Worth<'a>>),
    Item(&'a Answers),
    Address(&'a Address),
    Person(&'a Person),
    Child(&'a Child),
    Vehicle(&'a Vehicle),
    File(&'a FileRef),
}

/// The names that an expression may use, with their values.
pub(crate) struct Scope<'a> {
    pub(crate) facts: &'a Facts,
    answers: &'a Answers,
    item: Option<&'a Answers>,
    computed: &'a BTreeMap<&'a str, &'a Computed>,
    steps: Cell<u32>,
    depth: Cell<u32>,
}

impl<'a> Scope<'a> {
    /// A scope over answers.
    pub(crate) fn new(facts: &'a Facts, answers: &'a Answers, computed: &'a BTreeMap<&'a str, &'a Computed>) -> Self {
        Self { facts, answers, item: None, computed, steps: Cell::new(STEPS), depth: Cell::new(0) }
    }

    /// The same, inside one item of a repeated group: the item's own answers come first.
    pub(crate) fn inside(&self, item: &'a Answers) -> Self {
        Self {
            facts: self.facts,
            answers: self.answers,
            item: Some(item),
            computed: self.computed,
            steps: Cell::new(self.steps.get()),
            depth: Cell::new(0),
        }
    }

    /// Counts a step and goes one node deeper; false when there are no steps left or it is too deep.
    pub(crate) fn enter(&self) -> bool {
        let (left, depth) = (self.steps.get(), self.depth.get());
        if left == 0 || depth >= DEEPEST {
            return false;
        }
        self.steps.set(left - 1);
        self.depth.set(depth + 1);
        true
    }

    /// Comes back up from a node that was entered.
    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// The computed value of this name, as it is written.
    pub(crate) fn computed(&self, name: &str) -> Option<&'a Computed> {
        self.computed.get(name).copied()
    }

    /// The answer of this name.
    pub(crate) fn answer(&self, name: &str) -> Worth<'a> {
        let value = self.item.and_then(|item| item.get(name)).or_else(|| self.answers.get(name));
        value.map_or(Worth::Unknown, worth)
    }

    /// A field of the profile.
    pub(crate) fn profile(&self, field: &str) -> Worth<'a> {
        let path = format!("profile.{field}");
        if crate::Prefill::list_kind(&path).is_some() {
            // An empty list is an answer: whoever told of no child has none.
            return Worth::List(self.facts.profile.list(&path).iter().map(worth).collect());
        }
        self.facts.profile.get(&path).map_or(Worth::Unknown, worth)
    }
}

/// An answer as expressions see it.
pub(crate) fn worth(value: &Value) -> Worth<'_> {
    match value {
        Value::Flag(flag) => Worth::Flag(*flag),
        Value::Number(number) => Worth::Number(*number),
        Value::Money(sum) => Worth::Money(sum.in_kopecks()),
        Value::Day(day) => Worth::Day(*day),
        Value::Text(text) => Worth::Text(text),
        Value::Choices(ids) => Worth::List(ids.iter().map(|id| Worth::Text(id)).collect()),
        Value::Address(address) => Worth::Address(address),
        Value::Person(person) => Worth::Person(person),
        Value::Child(child) => Worth::Child(child),
        Value::Vehicle(vehicle) => Worth::Vehicle(vehicle),
        Value::Files(files) => Worth::List(files.iter().map(Worth::File).collect()),
        Value::Group(items) => Worth::List(items.iter().map(Worth::Item).collect()),
    }
}

/// The index of computed values by name.
pub(crate) fn by_name(computed: &[Computed]) -> BTreeMap<&str, &Computed> {
    computed.iter().map(|value| (value.id.as_str(), value)).collect()
}
