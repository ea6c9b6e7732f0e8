//! The form of personal data as it was typed: texts by field name, right or wrong.

use std::collections::BTreeMap;
use std::fmt;

use base::short_date;
use serde::{Deserialize, Serialize};

use super::data::PersonalData;

/// The twelve fields that the registries know, in the order of the page.
pub const REQUIRED: [&str; 12] = [
    "family_name",
    "given_name",
    "patronymic",
    "sex",
    "born_on",
    "birth_place",
    "citizenship",
    "passport",
    "passport_issued_on",
    "passport_issued_by",
    "subdivision_code",
    "snils",
];

/// The fields beside them.
pub const BESIDE: [&str; 3] = ["address", "inn", "email"];

/// More than any field may hold, in characters: what is kept of an unfinished form is cut here.
const LONGEST: usize = 400;

/// What was typed, for keeping an unfinished form and for showing it again. Serialised only into the vault.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Takes each known field from `value_of`.
    pub fn of<'a>(value_of: impl Fn(&'static str) -> &'a str) -> Self {
        let mut typed = Self::default();
        for field in REQUIRED.into_iter().chain(BESIDE) {
            typed.set(field, value_of(field));
        }
        typed
    }

    /// What was typed into the field, without the spaces around it; empty when nothing was.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Writes a field; an empty text removes it.
    pub fn set(&mut self, field: &str, text: &str) {
        let kept: String = text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if kept.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), kept);
        }
    }

    /// How many of the twelve fields hold something.
    pub fn filled(&self) -> usize {
        REQUIRED.iter().filter(|field| !self.get(field).is_empty()).count()
    }
}

impl From<&PersonalData> for Typed {
    /// As a careful person would type it: numbers grouped as they are printed, days as дд.мм.гггг.
    fn from(data: &PersonalData) -> Self {
        let mut typed = Self::default();
        typed.set("family_name", &data.family_name);
        typed.set("given_name", &data.given_name);
        typed.set("patronymic", data.patronymic.as_deref().unwrap_or_default());
        typed.set("sex", data.sex.as_str());
        typed.set("born_on", &short_date(data.born_on));
        typed.set("birth_place", &data.birth_place);
        typed.set("citizenship", &data.citizenship);
        typed.set("passport", &data.passport.to_string());
        typed.set("passport_issued_on", &short_date(data.passport_issued_on));
        typed.set("passport_issued_by", &data.passport_issued_by);
        typed.set("subdivision_code", &data.subdivision_code.to_string());
        typed.set("snils", &data.snils.to_string());
        typed.set("address", data.address.as_ref().map_or("", |address| &address.text));
        typed.set("inn", data.inn.as_ref().map_or("", |inn| inn.as_str()));
        typed.set("email", data.email.as_ref().map_or("", |email| email.as_str()));
        typed
    }
}

impl fmt::Debug for Typed {
    /// Shows which fields hold something, never what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
