//! What is put into a text, and how it is written.

use std::fmt::Write;

use super::{quoted, shape::Shape};

/// What is put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Written as it is: an id, a number, `true`.
    Bare(String),
    /// A text, which is quoted.
    Text(String),
    Map(Vec<(&'static str, Self)>),
    /// A map whose names are nobody's but the service's own.
    Named(Vec<(String, Self)>),
    List(Vec<Self>),
}

/// The longest line that is written, in characters, where it can be helped.
const LONGEST: usize = 120;

/// A whole text of these fields, one after another.
pub(crate) fn document(fields: &[(&'static str, Value)]) -> String {
    fields.iter().map(|(name, value)| value.field(name, 0)).collect()
}

/// A name of a field as it is written.
pub(super) fn key(name: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    let is_bare = name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(is_plain);
    if is_bare && !means_else(name) { name.to_owned() } else { quoted(name) }
}

/// Whether readers of YAML take a bare word for something else than itself.
fn means_else(word: &str) -> bool {
    ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&word)
}

impl Value {
    /// A word of the language: an id, the key of a message.
    pub(crate) fn word(word: &str) -> Self {
        if key(word) == word { Self::Bare(word.to_owned()) } else { Self::Text(word.to_owned()) }
    }

    /// In one line.
    pub(super) fn inline(&self) -> String {
        match self {
            Self::Bare(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::Map(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}: {}", value.inline())).collect();
                format!("{{{}}}", fields.join(", "))
            }
            Self::Named(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{}: {}", key(name), value.inline())).collect();
                format!("{{{}}}", fields.join(", "))
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::inline).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    /// As a field, line by line where one would be long, or where it is a list of things.
    pub(super) fn field(&self, name: &str, indent: usize) -> String {
        let before = " ".repeat(indent);
        let line = format!("{before}{}: {}\n", key(name), self.inline());
        let is_long = line.chars().count() > LONGEST;
        match self {
            Self::List(items) if is_long || items.iter().any(|item| matches!(item, Self::Map(_))) => {
                let mut text = format!("{before}{name}:\n");
                for item in items {
                    // Writing into a String cannot fail.
                    let _ = write!(text, "{}", item.item(indent + 2));
                }
                text
            }
            Self::Map(fields) if is_long => {
                let lines: String = fields.iter().map(|(name, value)| value.field(name, indent + 2)).collect();
                format!("{before}{name}:\n{lines}")
            }
            Self::Named(fields) if is_long => {
                let lines: String = fields.iter().map(|(name, value)| value.field(name, indent + 2)).collect();
                format!("{before}{}:\n{lines}", key(name))
            }
            _ => line,
        }
    }

    /// As an item of a list, line by line where it is a map.
    pub(super) fn item(&self, indent: usize) -> String {
        let before = " ".repeat(indent);
        let line = format!("{before}- {}\n", self.inline());
        let Self::Map(fields) = self else { return line };
        let is_short = !fields.iter().any(|(name, value)| matches!(value, Self::List(_)) || *name == "type");
        if is_short && line.chars().count() <= LONGEST {
            return line;
        }
        let lines: String = fields.iter().map(|(name, value)| value.field(name, indent + 2)).collect();
        format!("{before}- {}", lines.trim_start())
    }

    pub(super) fn shape(&self) -> Shape {
        match self {
            Self::Bare(text) | Self::Text(text) => Shape::Single(text.clone()),
            Self::Map(fields) => {
                let mut fields: Vec<(String, Shape)> =
                    fields.iter().map(|(name, value)| ((*name).to_owned(), value.shape())).collect();
                fields.sort();
                Shape::Map(fields)
            }
            Self::Named(fields) => {
                let mut fields: Vec<(String, Shape)> =
                    fields.iter().map(|(name, value)| (name.clone(), value.shape())).collect();
                fields.sort();
                Shape::Map(fields)
            }
            Self::List(items) => Shape::List(items.iter().map(Self::shape).collect()),
        }
    }
}
