//! What is wrong with a definition.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Saying;

/// A fault in a definition or its examples.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, when it is known: `services/foreign-passport/service.yaml`.
    pub file: String,
    /// The line in it, counted from 1; 0 when not known.
    pub line: u64,
    /// The field: `pages[2].questions[0].when`; empty for the whole file.
    pub path: String,
    /// What is wrong, to be said in the reader's language.
    pub fault: Saying,
}

impl Problem {
    /// A fault of a field.
    pub fn at(path: impl Into<String>, fault: Saying) -> Self {
        Self { file: String::new(), line: 0, path: path.into(), fault }
    }

    /// The same, with the name of the file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    /// What is wrong, in English words.
    pub fn message(&self) -> String {
        self.fault.in_english()
    }
}

/// File, line, field and what is wrong, in English: what the command line and the log say.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            f.write_str(&self.file)?;
        }
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.file.is_empty() || self.line > 0 {
            f.write_str(": ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message())
    }
}
