//! Pages and the questions on them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Expression, Text};

/// One page of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Part of the page's address; unique in the service.
    pub id: String,
    /// The heading.
    pub title: Text,
    /// A paragraph under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Text>,
    /// When the page applies; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// What is asked.
    pub questions: Vec<Question>,
    /// What must hold between answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

impl Page {
    /// Whether files are asked for on it, whatever is answered.
    pub fn takes_files(&self) -> bool {
        fn among(questions: &[Question]) -> bool {
            questions.iter().any(|question| question.kind == Kind::File || among(&question.questions))
        }
        among(&self.questions)
    }
}

/// The type of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Free text.
    Text,
    /// A whole number.
    Number,
    /// A sum in roubles and kopecks.
    Money,
    /// A day.
    Date,
    /// One of the options.
    Choice,
    /// Any of the options.
    Choices,
    /// Yes or no.
    YesNo,
    /// A mobile phone.
    Phone,
    /// An e-mail address.
    Email,
    /// СНИЛС, with check digits.
    Snils,
    /// ИНН, with check digits.
    Inn,
    /// Series and number of an internal passport.
    Passport,
    /// A postal address.
    Address,
    /// Family name, given name, patronymic and, with `born: true`, birth date.
    Person,
    /// A child: name, birth date and, with `certificate: true`, birth certificate; chosen from the household or typed.
    Child,
    /// A vehicle: model, plate, VIN, year; chosen from the household or typed.
    Vehicle,
    /// One or more files.
    File,
    /// A group of questions asked again for each of several things.
    Group,
}

/// Which letters a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Letters {
    /// Cyrillic letters, spaces, hyphens, full stops, apostrophes: a Russian name.
    Cyrillic,
    /// Latin letters, spaces, hyphens, apostrophes: a name for a foreign passport.
    Latin,
    /// Digits alone.
    Digits,
}

/// One question. Which of the fields after `when` may stand depends on `type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the language")]
pub struct Question {
    /// Its name in answers and expressions; unique in the service.
    pub id: String,
    /// What kind of answer it takes.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The question, or the label of its field.
    pub title: Text,
    /// A hint or an example under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// May be left unanswered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// When it applies; none: whenever its page does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// What it is filled with beforehand: `profile.family_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// What to choose from (choice, choices).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Several lines (text).
    #[serde(default, skip_serializing_if = "is_false")]
    pub multiline: bool,
    /// Which letters are allowed (text).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<Letters>,
    /// The fewest characters (text).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// The most characters (text); 200 when not given, 2000 for several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// The least value (number, money, date): a literal or an expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Expression>,
    /// The greatest value (number, money, date): a literal or an expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Expression>,
    /// Ask the birth date as well (person).
    #[serde(default, skip_serializing_if = "is_false")]
    pub born: bool,
    /// Ask the birth certificate as well (child).
    #[serde(default, skip_serializing_if = "is_false")]
    pub certificate: bool,
    /// Only a photograph, as of a face: no PDF, and no pages of a document (file).
    #[serde(default, skip_serializing_if = "is_false")]
    pub picture: bool,
    /// The fewest items (group) or files (file); 1 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u32>,
    /// The most items (group) or files (file); 10 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
    /// What one item is called: «Прежнее имя» (group).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Text>,
    /// What is asked of each item (group).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Self>,
    /// What must hold of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

impl Question {
    /// The fewest items or files that are taken.
    pub fn fewest(&self) -> usize {
        let least = if self.optional { 0 } else { self.min_items.unwrap_or(1) };
        usize::try_from(least).unwrap_or(usize::MAX)
    }

    /// The most items or files that are taken.
    pub fn most(&self) -> usize {
        usize::try_from(self.max_items.unwrap_or(10)).unwrap_or(usize::MAX)
    }

    /// The option with this id.
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == id)
    }
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored and compared.
    pub id: String,
    /// What is read.
    pub title: Text,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// Something that must hold of answers, with what to say when it certainly does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What must hold.
    pub require: Expression,
    /// What is wrong and how to mend it.
    pub message: Text,
    /// The question of the page at which the message stands (checks of a page; the first question when not given).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field by reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}
