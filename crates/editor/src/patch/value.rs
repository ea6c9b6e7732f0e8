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
    List(Vec<Self>),
}

/// The longest line that is written, in characters, where it can be helped.
const LONGEST: usize = 120;

impl Value {
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
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::inline).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    /// As a field, line by line where one would be long, or where it is a list of things.
    pub(super) fn field(&self, name: &str, indent: usize) -> String {
        let before = " ".repeat(indent);
        let line = format!("{before}{name}: {}\n", self.inline());
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
            Self::List(items) => Shape::List(items.iter().map(Self::shape).collect()),
        }
    }
}
