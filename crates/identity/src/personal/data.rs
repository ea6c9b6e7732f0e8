//! Personal data as the portal keeps them once every field has passed its checks.

use std::fmt;

use base::{
    Address, Date, Email,
    national::{Inn, Passport, Snils, SubdivisionCode},
};
use serde::{Deserialize, Serialize};

use crate::checks::Question;

db::codes!(
    /// Sex as the passport says it.
    pub enum Sex {
        /// Мужской.
        Male = "male",
        /// Женский.
        Female = "female",
    }
);

impl Sex {
    /// The translation key of its name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Male => "personal-sex-male",
            Self::Female => "personal-sex-female",
        }
    }
}

/// Twelve fields that the registries know and three that stand beside them. Serialised only into the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalData {
    /// Фамилия.
    pub family_name: String,
    /// Имя.
    pub given_name: String,
    /// Отчество, if the passport has one.
    pub patronymic: Option<String>,
    /// Пол.
    pub sex: Sex,
    /// Дата рождения.
    pub born_on: Date,
    /// Место рождения, as in the passport.
    pub birth_place: String,
    /// Гражданство.
    pub citizenship: String,
    /// Серия и номер паспорта.
    pub passport: Passport,
    /// Дата выдачи.
    pub passport_issued_on: Date,
    /// Кем выдан.
    pub passport_issued_by: String,
    /// Код подразделения.
    pub subdivision_code: SubdivisionCode,
    /// СНИЛС.
    pub snils: Snils,
    /// ИНН of the person: 12 digits.
    pub inn: Option<Inn>,
    /// Адрес регистрации: the line, and what is known of its parts.
    pub address: Option<Address>,
    /// Электронная почта as typed here; proved only when it is a contact too.
    pub email: Option<Email>,
}

impl PersonalData {
    /// What the pension fund is asked.
    pub fn pension_question(&self) -> Question {
        Question::PensionFund {
            snils: self.snils.clone(),
            family_name: self.family_name.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
            born_on: self.born_on,
            sex: self.sex,
        }
    }

    /// What the passport registry is asked.
    pub fn passport_question(&self) -> Question {
        Question::PassportRegistry {
            passport: self.passport.clone(),
            issued_on: self.passport_issued_on,
            subdivision_code: self.subdivision_code.clone(),
            family_name: self.family_name.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
            born_on: self.born_on,
        }
    }

    /// The text whose fingerprint stands for the person: what a new passport does not change.
    pub fn person_text(&self) -> String {
        let patronymic = self.patronymic.as_deref().unwrap_or_default();
        let parts = [
            same_letters(&self.family_name),
            same_letters(&self.given_name),
            same_letters(patronymic),
            self.born_on.to_string(),
            self.snils.as_str().to_owned(),
        ];
        parts.join("\n")
    }

    /// Family name, given name and patronymic in one line.
    pub fn full_name(&self) -> String {
        let mut name = format!("{} {}", self.family_name, self.given_name);
        if let Some(patronymic) = &self.patronymic {
            name.push(' ');
            name.push_str(patronymic);
        }
        name
    }
}

/// Letters as registries compare them: case and «ё» make no difference.
fn same_letters(name: &str) -> String {
    name.to_lowercase().replace('ё', "е")
}

impl fmt::Debug for PersonalData {
    /// Never shows a value: what is debugged ends in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalData(sealed)")
    }
}
