//! What a person typed, and what was wrong with it: the two things that a form shown again must keep.

use std::{fmt::Display, str::FromStr};

/// The longest text of an ordinary one-line field, in characters.
const LONGEST_LINE: usize = 200;

/// A message for the person: a translation key with its arguments (or a text that is ready to be shown).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// The translation key.
    pub key: String,
    /// Arguments of the message.
    pub args: Vec<(String, String)>,
}

/// Values of a form by name, in the order in which they came, with the errors found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    values: Vec<(String, String)>,
    errors: Vec<(String, ErrorText)>,
}

impl Fields {
    /// Fields with these values and no errors.
    pub fn new<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, errors: Vec::new() }
    }

    /// Reads `a=1&b=2`.
    pub fn from_urlencoded(bytes: &[u8]) -> Self {
        Self::new(url::form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())))
    }

    /// The first value of that name, as typed; "" if there is none.
    pub fn value(&self, name: impl AsRef<str>) -> &str {
        let name = name.as_ref();
        self.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value of that name (checkboxes, several files).
    pub fn all(&self, name: impl AsRef<str>) -> Vec<&str> {
        let name = name.as_ref();
        self.values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the name has exactly this value among its values; for radios and checkboxes.
    pub fn chose(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        let (name, value) = (name.as_ref(), value.as_ref());
        self.values.iter().any(|(known, chosen)| known == name && chosen == value)
    }

    /// Whether the name came at all, even if empty.
    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(known, _)| known == name)
    }

    /// Names and values in the order in which they came, without the kit's own (`_csrf`).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .filter(|(name, _)| !name.starts_with('_'))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts one value in place of whatever the name had.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
    }

    /// Adds a value to those that the name has.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.values.push((name.into(), value.into()));
    }

    /// Forgets the values of a name, for instance a password that must not be shown again.
    pub fn forget(&mut self, name: &str) {
        self.values.retain(|(known, _)| known != name);
    }

    /// Reads the trimmed value; records the error when it is empty or does not fit.
    pub fn parse<T: FromStr>(&mut self, name: &str, error_key: &str) -> Option<T> {
        let parsed = self.value(name).trim().parse().ok();
        if parsed.is_none() {
            self.fail(name, error_key);
        }
        parsed
    }

    /// As [`Fields::parse`], but an empty value is no error: `Some(None)`.
    pub fn parse_optional<T: FromStr>(&mut self, name: &str, error_key: &str) -> Option<Option<T>> {
        if self.value(name).trim().is_empty() { Some(None) } else { self.parse(name, error_key).map(Some) }
    }

    /// The trimmed value of a line that must be there: not empty, at most 200 characters, no control characters.
    pub fn require(&mut self, name: &str, error_key: &str) -> Option<String> {
        let value = self.value(name).trim();
        if value.is_empty() || value.chars().count() > LONGEST_LINE || value.chars().any(char::is_control) {
            self.fail(name, error_key);
            return None;
        }
        Some(value.to_owned())
    }

    /// The trimmed value of a text of several lines: not empty, at most `longest` characters, no control characters beside
    /// line breaks (which become `\n`).
    pub fn require_text(&mut self, name: &str, longest: usize, error_key: &str) -> Option<String> {
        let value = self.value(name).trim().replace("\r\n", "\n");
        let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
        if value.is_empty() || value.chars().count() > longest || value.chars().any(odd) {
            self.fail(name, error_key);
            return None;
        }
        Some(value)
    }

    /// Records an error at the field.
    pub fn fail(&mut self, name: impl Into<String>, error_key: impl Into<String>) {
        self.errors.push((name.into(), ErrorText { key: error_key.into(), args: Vec::new() }));
    }

    /// Records an error whose message has arguments.
    pub fn fail_with<K: Into<String>, V: Display>(
        &mut self,
        name: impl Into<String>,
        error_key: impl Into<String>,
        args: impl IntoIterator<Item = (K, V)>,
    ) {
        let args = args.into_iter().map(|(key, value)| (key.into(), value.to_string())).collect();
        self.errors.push((name.into(), ErrorText { key: error_key.into(), args }));
    }

    /// The first error at the field.
    pub fn error_of(&self, name: impl AsRef<str>) -> Option<&ErrorText> {
        let name = name.as_ref();
        self.errors.iter().find(|(known, _)| known == name).map(|(_, error)| error)
    }

    /// The first error at each field, in the order of recording.
    pub fn errors(&self) -> Vec<(&str, &ErrorText)> {
        let mut first: Vec<(&str, &ErrorText)> = Vec::new();
        for (name, error) in &self.errors {
            if !first.iter().any(|(known, _)| known == name) {
                first.push((name, error));
            }
        }
        first
    }

    /// Whether nothing was wrong so far.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_typed_and_the_first_error_of_each_field() {
        let mut fields = Fields::from_urlencoded("name=+Вера+&age=x&tag=a&tag=b&_csrf=1".as_bytes());
        assert_eq!(fields.require("name", "e"), Some("Вера".to_owned()));
        assert_eq!(fields.parse::<u8>("age", "age-wrong"), None);
        fields.fail("age", "second");
        assert_eq!(fields.value("age"), "x");
        assert_eq!(fields.all("tag"), ["a", "b"]);
        assert!(fields.chose("tag", "b") && !fields.chose("tag", "c"));
        assert_eq!(fields.iter().count(), 4);
        assert_eq!(fields.errors().len(), 1);
        assert_eq!(fields.error_of("age").unwrap().key, "age-wrong");
        assert!(!fields.is_fine());
    }

    #[test]
    fn refuses_control_characters_and_too_long_lines() {
        for value in ["", "  ", "a\u{0}b", &"я".repeat(201)] {
            let mut fields = Fields::new([("name", value)]);
            assert_eq!(fields.require("name", "e"), None);
        }
        let mut fields = Fields::new([("text", "one\r\ntwo")]);
        assert_eq!(fields.require_text("text", 100, "e"), Some("one\ntwo".to_owned()));
        assert_eq!(fields.parse_optional::<u8>("none", "e"), Some(None));
    }
}
