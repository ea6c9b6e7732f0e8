//! A text in both languages of the portal.

use std::borrow::Borrow;

use base::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// What people read, in every language of the portal; sums, dates and numbers in it do not break.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In Russian.
    #[serde(deserialize_with = "bound")]
    pub ru: String,
    /// In English.
    #[serde(deserialize_with = "bound")]
    pub en: String,
}

impl Text {
    /// The text in one language. Templates hand the language by reference.
    pub fn in_lang(&self, lang: impl Borrow<Lang>) -> &str {
        match lang.borrow() {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }

    /// The same words in every language: a name, a number.
    pub fn same(text: &str) -> Self {
        Self { ru: text.to_owned(), en: text.to_owned() }
    }
}

fn bound<'de, D: Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    String::deserialize(text).map(|text| base::text::bound(&text))
}

/// Words to search by, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keywords {
    /// Russian words, also colloquial ones and their forms.
    #[serde(default)]
    pub ru: Vec<String>,
    /// English words.
    #[serde(default)]
    pub en: Vec<String>,
}

impl Keywords {
    /// The words of one language.
    pub fn in_lang(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}
