//! The way to the registries: what is asked, what is answered, and the trait that the real client and a test's double share.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use base::{
    Date,
    national::{Passport, Snils, SubdivisionCode},
};

use super::{Mark, Registry};
use crate::personal::data::Sex;

/// What a registry is asked about a person.
#[derive(Clone, PartialEq, Eq)]
pub enum Question {
    /// Is this the insurance number of this person, and is it active?
    PensionFund {
        /// СНИЛС.
        snils: Snils,
        /// Фамилия.
        family_name: String,
        /// Имя.
        given_name: String,
        /// Отчество.
        patronymic: Option<String>,
        /// Дата рождения.
        born_on: Date,
        /// Пол.
        sex: Sex,
    },
    /// Is this the passport of this person, and is it valid?
    PassportRegistry {
        /// Серия и номер.
        passport: Passport,
        /// Дата выдачи.
        issued_on: Date,
        /// Код подразделения.
        subdivision_code: SubdivisionCode,
        /// Фамилия.
        family_name: String,
        /// Имя.
        given_name: String,
        /// Отчество.
        patronymic: Option<String>,
        /// Дата рождения.
        born_on: Date,
    },
}

impl Question {
    /// Which registry can answer.
    pub const fn registry(&self) -> Registry {
        match self {
            Self::PensionFund { .. } => Registry::PensionFund,
            Self::PassportRegistry { .. } => Registry::PassportRegistry,
        }
    }

    /// The names of the form's fields that the question speaks of.
    pub const fn fields(&self) -> &'static [&'static str] {
        match self {
            Self::PensionFund { .. } => &["snils", "family_name", "given_name", "patronymic", "born_on", "sex"],
            Self::PassportRegistry { .. } => &[
                "passport",
                "passport_issued_on",
                "subdivision_code",
                "family_name",
                "given_name",
                "patronymic",
                "born_on",
            ],
        }
    }

    /// The text whose fingerprint stands for this question: the same data always give the same text.
    pub fn text(&self) -> String {
        match self {
            Self::PensionFund { snils, family_name, given_name, patronymic, born_on, sex } => {
                let patronymic = patronymic.as_deref().unwrap_or_default();
                [snils.as_str(), family_name, given_name, patronymic, &born_on.to_string(), sex.as_str()].join("\n")
            }
            Self::PassportRegistry {
                passport,
                issued_on,
                subdivision_code,
                family_name,
                given_name,
                patronymic,
                born_on,
            } => {
                let patronymic = patronymic.as_deref().unwrap_or_default();
                let (issued_on, born_on) = (issued_on.to_string(), born_on.to_string());
                let (series, number) = (passport.series(), passport.number());
                let code = subdivision_code.as_str();
                [series, number, &issued_on, code, family_name, given_name, patronymic, &born_on].join("\n")
            }
        }
    }
}

impl fmt::Debug for Question {
    /// Never shows a value: what is debugged ends in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Question({})", self.registry())
    }
}

/// What a registry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The same as the citizen, and the document is in force.
    Agreed,
    /// Something else, or the document is not in force.
    Differs(Vec<Mark>),
    /// No such number.
    NotFound,
}

/// The registry gave no answer: it is down, slow, refuses us, or says what we cannot read. Asked again later.
#[derive(Debug, thiserror::Error)]
#[error("{registry} gives no answer: {reason}")]
pub struct Unavailable {
    /// Which registry.
    pub registry: Registry,
    /// Why, without personal data.
    pub reason: String,
}

/// The future of an answer.
pub type Asking<'a> = Pin<Box<dyn Future<Output = Result<Answer, Unavailable>> + Send + 'a>>;

/// A way to ask the registries. Asking changes nothing there, so the same question may be asked any number of times.
pub trait Registries: Send + Sync {
    /// Asks the registry that the question belongs to.
    fn ask<'a>(&'a self, question: &'a Question) -> Asking<'a>;
}

/// The registries as jobs share them.
pub type SharedRegistries = Arc<dyn Registries>;
