//! What was answered.

use std::collections::BTreeMap;

use base::{Address, Date, Money};
use serde::{Deserialize, Serialize};

/// An answer. What kind it is stands beside it, so that stored answers can be read without their definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A sum, in kopecks.
    Money(Money),
    /// A day.
    Day(Date),
    /// A text; the id of a choice; a phone, e-mail or national number in its canonical form.
    Text(String),
    /// Ids of the options chosen, in the order of the definition.
    Choices(Vec<String>),
    /// A postal address.
    Address(Address),
    /// A person.
    Person(Person),
    /// A child.
    Child(Child),
    /// A vehicle.
    Vehicle(Vehicle),
    /// Files, in the order they were added.
    Files(Vec<FileRef>),
    /// The items of a repeated group.
    Group(Vec<Answers>),
}

impl Value {
    /// The text, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The files, none when it is something else.
    pub fn as_files(&self) -> &[FileRef] {
        match self {
            Self::Files(files) => files,
            _ => &[],
        }
    }
}

/// A person named in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// «Фамилия».
    pub family_name: String,
    /// «Имя».
    pub given_name: String,
    /// «Отчество», if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<String>,
    /// Birth date, when the question asks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Date>,
}

/// A child of whoever applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Child {
    /// Name and birth date.
    #[serde(flatten)]
    pub person: Person,
    /// The birth certificate, «IV-МЮ 123456», when the question asks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// A vehicle of whoever applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Vehicle {
    /// Make and model.
    pub model: String,
    /// The plate in its canonical form; a new vehicle has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plate: Option<String>,
    /// VIN, 17 signs.
    pub vin: String,
    /// The year in which it was made.
    pub year: i64,
}

/// A file that is kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// The id under which it is kept.
    pub id: String,
    /// The name that the citizen gave it.
    pub name: String,
}

impl FileRef {
    /// Whether it is a picture: names are given the ending of their content when files come.
    pub fn is_picture(&self) -> bool {
        [".jpg", ".jpeg", ".png"].iter().any(|ending| self.name.ends_with(ending))
    }
}

/// Answers by question id. Serialises to JSON as one object; sealed before it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Value>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a question, none when there is none.
    pub fn get(&self, question: &str) -> Option<&Value> {
        self.0.get(question)
    }

    /// The answer at a path that may lead into a repeated group: `children.0.name`.
    pub fn at(&self, path: &str) -> Option<&Value> {
        let Some((group, rest)) = path.split_once('.') else { return self.get(path) };
        let (index, inner) = rest.split_once('.')?;
        match self.get(group)? {
            Value::Group(items) => items.get(index.parse::<usize>().ok()?)?.at(inner),
            _ => None,
        }
    }

    /// Sets an answer.
    pub fn set(&mut self, question: &str, value: Value) {
        self.0.insert(question.to_owned(), value);
    }

    /// Takes an answer away.
    pub fn remove(&mut self, question: &str) -> Option<Value> {
        self.0.remove(question)
    }

    /// Every answer, by question id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(question, value)| (question.as_str(), value))
    }

    /// Nothing is answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every file in the answers, those in groups too, with the path of its question.
    pub fn files(&self) -> Vec<(String, &FileRef)> {
        let mut found = Vec::new();
        for (question, value) in self.iter() {
            match value {
                Value::Files(files) => found.extend(files.iter().map(|file| (question.to_owned(), file))),
                Value::Group(items) => {
                    for (index, item) in items.iter().enumerate() {
                        let inner = item.files().into_iter();
                        found.extend(inner.map(|(path, file)| (format!("{question}.{index}.{path}"), file)));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

impl FromIterator<(String, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}
