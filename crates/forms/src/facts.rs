//! What is known beside the answers: the day, and what the profile says.

use std::collections::BTreeMap;

use base::{Date, Money};

use crate::{Address, Kind, Value};

/// Values of the citizen's profile by path: `profile.family_name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    values: BTreeMap<String, Value>,
    lists: BTreeMap<String, Vec<Value>>,
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
        let value = match (Self::kind(path), value) {
            (Some(Kind::Address), Value::Text(text)) => Value::Address(Address::written(&text)),
            (_, value) => value,
        };
        self.values.insert(path.to_owned(), value);
        self
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
        self.lists.insert(path.to_owned(), items);
        self
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
