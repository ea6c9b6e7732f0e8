//! A text within a text: one value of a YAML file is changed in place, and nothing else, comments included.

use std::{collections::BTreeMap, fmt::Write, ops::Range};

use granit_parser::{Event, Parser, ScalarStyle};

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

/// Where one is while reading: in a map (with the key whose value comes next) or in a list.
enum Around {
    Map { path: String, key: Option<String> },
    List { path: String, next: usize },
}

/// The deepest that lists and maps stand in one another.
const DEEPEST: usize = 64;

/// Every single value with its place; none when the text cannot be read, or has what services do not have (several
/// documents, references to other places, keys that are no texts).
fn places(yaml: &str) -> Option<BTreeMap<String, Place>> {
    let mut found = BTreeMap::new();
    let mut around: Vec<Around> = Vec::new();
    let mut documents = 0;
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.ok()?;
        match event {
            Event::Alias(..) => return None,
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return None;
                }
            }
            Event::MappingStart(..) => {
                let path = enter(&mut around)?;
                around.push(Around::Map { path, key: None });
            }
            Event::SequenceStart(..) => {
                let path = enter(&mut around)?;
                around.push(Around::List { path, next: 0 });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                around.pop()?;
            }
            Event::Scalar(value, style, ..) => {
                if let Some(Around::Map { key: key @ None, .. }) = around.last_mut() {
                    *key = Some(value.into_owned());
                    continue;
                }
                let path = enter(&mut around)?;
                if let Some(range) = whole(yaml, span.byte_range()?, style) {
                    found.insert(path, Place { range, value: value.into_owned() });
                }
            }
            _ => {}
        }
        if around.len() > DEEPEST {
            return None;
        }
    }
    Some(found)
}

/// The whole of a value as it is written: without the line ends after it, and with the sign before a text of several lines
/// (`>-`, `|`), which the parser does not count in. None when a comment stands beside that sign: it would be lost.
fn whole(yaml: &str, range: Range<usize>, style: ScalarStyle) -> Option<Range<usize>> {
    let text = yaml.get(range.clone())?;
    let end = range.start + text.trim_end().len();
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return Some(range.start..end);
    }
    let before = yaml.get(..range.start)?.trim_end();
    let sign = before.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '+' || sign == '-');
    sign.ends_with(['|', '>']).then(|| sign.len() - 1..end)
}

/// The path of what begins here.
fn enter(around: &mut [Around]) -> Option<String> {
    match around.last_mut() {
        None => Some(String::new()),
        Some(Around::Map { path, key }) => {
            let key = key.take()?;
            Some(if path.is_empty() { key } else { format!("{path}.{key}") })
        }
        Some(Around::List { path, next }) => {
            let index = *next;
            *next += 1;
            Some(format!("{path}[{index}]"))
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
