//! A text within a text: one value of a YAML file is changed in place, and nothing else, comments included.

mod moving;
mod order;
mod shape;
mod tree;
mod value;

use std::{collections::BTreeMap, fmt::Write, ops::Range};

use tree::Node;

pub(crate) use shape::{Change, change};
pub(crate) use tree::{Node as Tree, read};
pub(crate) use value::{Value, document};

/// Why a value was not put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpatched {
    /// The file cannot be read as YAML.
    Unreadable,
    /// The file has no such value, or it stands for several.
    NoSuchValue(String),
}

/// Puts these values, each named by its path (`pages[0].title.ru`), in place of those that stand there. Values that say
/// the same already are not touched.
///
/// # Errors
/// [`Unpatched`]; nothing is changed then.
pub fn put_texts(yaml: &str, values: &BTreeMap<String, String>) -> Result<String, Unpatched> {
    let places = places(yaml).ok_or(Unpatched::Unreadable)?;
    let mut changes: Vec<(&Range<usize>, String)> = Vec::new();
    for (path, value) in values {
        let place = places.get(path).ok_or_else(|| Unpatched::NoSuchValue(path.clone()))?;
        if place.value != *value {
            changes.push((&place.range, quoted(value)));
        }
    }
    // From the end, so that the places before stay where they are.
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut patched = yaml.to_owned();
    for (range, text) in &changes {
        patched.replace_range((*range).clone(), text);
    }
    // What came of it is read again: the values are as wished, and all others as they were.
    let after = self::places(&patched).ok_or(Unpatched::Unreadable)?;
    let same = places.len() == after.len()
        && places.iter().all(|(path, place)| {
            let wished = values.get(path).unwrap_or(&place.value);
            after.get(path).is_some_and(|now| now.value == *wished)
        });
    if same { Ok(patched) } else { Err(Unpatched::Unreadable) }
}

/// A value where it stands.
struct Place {
    range: Range<usize>,
    value: String,
}

/// Every single value by its path, in the order in which they stand; none when the text cannot be read.
pub(crate) fn values(yaml: &str) -> Option<Vec<(String, String)>> {
    let mut places: Vec<(String, Place)> = places(yaml)?.into_iter().collect();
    places.sort_by_key(|(_, place)| place.range.start);
    Some(places.into_iter().map(|(path, place)| (path, place.value)).collect())
}

/// Every single value with its place; none when the text cannot be read.
fn places(yaml: &str) -> Option<BTreeMap<String, Place>> {
    let mut found = BTreeMap::new();
    gather(tree::read(yaml)?, String::new(), &mut found);
    Some(found)
}

fn gather(node: Node, path: String, found: &mut BTreeMap<String, Place>) {
    match node {
        Node::Single { place: Some(range), text, .. } => {
            found.insert(path, Place { range, value: text });
        }
        Node::Single { .. } => {}
        Node::Map(map) => {
            for field in map.inner {
                let path = if path.is_empty() { field.key } else { format!("{path}.{}", field.key) };
                gather(field.value, path, found);
            }
        }
        Node::List(list) => {
            for (index, item) in list.inner.into_iter().enumerate() {
                gather(item, format!("{path}[{index}]"), found);
            }
        }
    }
}

/// The value as a quoted text: it can stand wherever a value can.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for sign in value.chars() {
        match sign {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            sign if sign.is_control() || matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                // Writing into a String cannot fail.
                let _ = write!(text, "\\u{:04X}", u32::from(sign));
            }
            sign => text.push(sign),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests;
