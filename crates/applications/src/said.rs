//! What is said with a step of an application.

use forms::Text;
use serde::{Deserialize, Serialize};

/// What was said with a step. Sealed when it is kept: it is about a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    /// Free text: what is missing, the citizen's answer, the officer's comment, a note. May be empty.
    pub text: String,
    /// The ground of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// The step was confirmed by a one-time code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_code: bool,
    /// The answers that the agency returns for correction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_correct: Vec<ToCorrect>,
    /// The answers that the citizen corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
}

impl Said {
    /// Free text alone.
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Nothing, confirmed by a code.
    pub fn by_code() -> Self {
        Self { by_code: true, ..Self::default() }
    }
}

/// A ground of refusal as the service's definition gave it at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Its code in the service.
    pub code: String,
    /// The reason.
    pub title: Text,
    /// What to do about it.
    pub advice: Text,
}

/// An answer that the agency returns for correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToCorrect {
    /// The id of the question.
    pub question: String,
    /// The question.
    pub title: Text,
}

/// An answer that was corrected, in words; both sides read the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The question.
    pub title: Text,
    /// What stood there; empty for nothing.
    pub before: Text,
    /// What stands there now.
    pub after: Text,
}
