//! What is known beside the answers: the day, and what the profile says.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use base::{Date, Money};

use crate::{Address, Kind, Value};

/// Values of the citizen's profile by path: `profile.family_name`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    values: Arc<BTreeMap<Cow<'static, str>, Value>>,
    lists: Arc<BTreeMap<Cow<'static, str>, Vec<Value>>>,
}

impl Prefill {
    /// The paths that there are, each with the kind of its value.
    pub const PATHS: [(&'static str, Kind); 25] = [
        ("profile.family_name", Kind::Text),
        ("profile.given_name", Kind::Text),
        ("profile.patronymic", Kind::Text),
        ("profile.full_name", Kind::Text),
        ("profile.sex", Kind::Text),
        ("profile.born_on", Kind::Date),
        ("profile.birth_place", Kind::Text),
        ("profile.citizenship", Kind::Text),
        ("profile.passport", Kind::Passport),
        ("profile.passport_issued_on", Kind::Date),
        ("profile.passport_issued_by", Kind::Text),
        ("profile.subdivision_code", Kind::Text),
        ("profile.snils", Kind::Snils),
        ("profile.inn", Kind::Inn),
        ("profile.address", Kind::Address),
        ("profile.phone", Kind::Phone),
        ("profile.email", Kind::Email),
        ("profile.licence_number", Kind::Text),
        ("profile.licence_issued_on", Kind::Date),
        ("profile.licence_until", Kind::Date),
        ("profile.policy_number", Kind::Text),
        ("profile.policy_insurer", Kind::Text),
        ("profile.organisation_name", Kind::Text),
        ("profile.organisation_inn", Kind::Inn),
        ("profile.organisation_ogrn", Kind::Text),
    ];

    /// The paths that hold lists, each with the kind of its items: what the household has.
    pub const LISTS: [(&'static str, Kind); 2] =
        [("profile.children", Kind::Child), ("profile.vehicles", Kind::Vehicle)];

    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value at a path of [`Self::PATHS`]; another path is never read. A text at an address path becomes the
    /// line of an address.
    #[must_use]
    pub fn with(mut self, path: &str, value: Value) -> Self {
        self.put(known(path, &Self::PATHS), value);
        self
    }

    /// As [`Self::with`], in place.
    pub fn set(&mut self, path: &'static str, value: Value) {
        self.put(Cow::Borrowed(path), value);
    }

    fn put(&mut self, path: Cow<'static, str>, value: Value) {
        let value = match value {
            Value::Text(text) if path == "profile.address" => Value::Address(Address::written(&text)),
            value => value,
        };
        Arc::make_mut(&mut self.values).insert(path, value);
    }

    /// Every value by its path.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(path, value)| (path.as_ref(), value))
    }

    /// Sets a text at a path unless it is empty.
    #[must_use]
    pub fn with_text(self, path: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.with(path, Value::Text(text.to_owned())) }
    }

    /// The value at a path.
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
    }

    /// Sets the items at a path of [`Self::LISTS`].
    #[must_use]
    pub fn with_list(mut self, path: &str, items: Vec<Value>) -> Self {
        self.set_list(path, items);
        self
    }

    /// As [`Self::with_list`], in place.
    pub fn set_list(&mut self, path: &str, items: Vec<Value>) {
        Arc::make_mut(&mut self.lists).insert(known(path, &Self::LISTS), items);
    }

    /// Every list by its path.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[Value])> {
        self.lists.iter().map(|(path, items)| (path.as_ref(), items.as_slice()))
    }

    /// The items at a path of [`Self::LISTS`]; none when there are none.
    pub fn list(&self, path: &str) -> &[Value] {
        self.lists.get(path).map_or(&[], Vec::as_slice)
    }

    /// The kind of the items at a path, none when there is no such list.
    pub fn list_kind(path: &str) -> Option<Kind> {
        Self::LISTS.iter().find(|(known, _)| *known == path).map(|(_, kind)| *kind)
    }

    /// The kind of the value at a path, none when there is no such path.
    pub fn kind(path: &str) -> Option<Kind> {
        Self::PATHS.iter().find(|(known, _)| *known == path).map(|(_, kind)| *kind)
    }
}

/// The path as we write it ourselves, when it is one of ours: every page of a form fills a profile.
fn known(path: &str, among: &[(&'static str, Kind)]) -> Cow<'static, str> {
    let ours = among.iter().find(|(ours, _)| *ours == path);
    ours.map_or_else(|| Cow::Owned(path.to_owned()), |(ours, _)| Cow::Borrowed(*ours))
}

/// What expressions may use beside answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The present day where the citizen is: `today`.
    pub today: Date,
    /// What the profile says: `profile.born_on`.
    pub profile: Prefill,
}

impl Facts {
    /// The day alone: nothing of the profile is known.
    pub fn on(today: Date) -> Self {
        Self { today, profile: Prefill::new() }
    }
}

/// A fee as it stands after some answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeDue {
    /// Free of charge.
    Nothing,
    /// So much.
    Due(Money),
    /// It depends on something not answered yet.
    Unknown,
}
