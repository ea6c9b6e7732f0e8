//! What the service worked out from the answers: computed values, and its rules with their outcomes.
//!
//! What is sent keeps it sealed as it stood on that day, so that the officer reads what was decided then, whatever the
//! portal would work out now.

use std::collections::BTreeMap;

use base::Lang;
use forms::{Answers, Definition, Facts, Reason, Value};
use serde::{Deserialize, Serialize};

/// What was worked out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct WorkedOut {
    /// The computed values, by id.
    pub values: BTreeMap<String, Value>,
    /// The rules that had a say.
    pub rules: Rules,
}

/// The rules that had a say, with their outcomes and the values that decided, in the words of each language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    ru: Vec<Reason>,
    en: Vec<Reason>,
}

impl WorkedOut {
    /// Works it out from answers that apply.
    pub fn of(definition: &Definition, answers: &Answers, facts: &Facts) -> Self {
        let rules = |lang| forms::reasons(definition, answers, facts, lang);
        Self {
            values: forms::worked_out(definition, answers, facts),
            rules: Rules { ru: rules(Lang::Ru), en: rules(Lang::En) },
        }
    }
}

impl Rules {
    /// The rules in a reader's language.
    pub fn in_lang(&self, lang: Lang) -> &[Reason] {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}
