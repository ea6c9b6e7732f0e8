//! What a person typed, and what was wrong with it: the two things that a form shown again must keep.

use std::{fmt::Display, str::FromStr};

use base::text;

/// The longest text of an ordinary one-line field, in characters.
const LONGEST_LINE: usize = 200;

/// A message for the person: a translation key with its arguments (or a text that is ready to be shown).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// The translation key.
    pub key: String,
    /// Arguments of the message.
    pub args: Vec<(String, String)>,
    /// What the field is called, for the list of errors; "" where the message says it itself.
    pub field: String,
}

/// Values of a form by name, in the order in which they came, with the errors found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    values: Vec<(String, String)>,
    errors: Vec<(String, ErrorText)>,
}

impl Fields {
    /// Fields with these values and no errors. Whatever a stranger types comes through here: signs that nobody sees go
    /// ([`text::clean`]).
    pub fn new<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), cleaned(&value.into()))).collect();
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
        self.values.push((name.into(), cleaned(&value.into())));
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

    /// The value of a line that must be there, with single spaces: not empty, readable, at most 200 characters.
    pub fn require(&mut self, name: &str, error_key: &str) -> Option<String> {
        let value = text::line(self.value(name));
        if value.is_empty() || value.chars().count() > LONGEST_LINE {
            self.fail(name, error_key);
            return None;
        }
        self.readable(name, value)
    }

    /// The trimmed value of a text of several lines: not empty, readable, at most `longest` characters.
    pub fn require_text(&mut self, name: &str, longest: usize, error_key: &str) -> Option<String> {
        let value = self.value(name).trim().to_owned();
        if value.is_empty() || value.chars().count() > longest {
            self.fail(name, error_key);
            return None;
        }
        self.readable(name, value)
    }

    /// The value, unless it holds signs that nobody can read.
    fn readable(&mut self, name: &str, value: String) -> Option<String> {
        if text::is_readable(&value) {
            return Some(value);
        }
        self.fail(name, "field-unreadable");
        None
    }

    /// Records an error at the field.
    pub fn fail(&mut self, name: impl Into<String>, error_key: impl Into<String>) {
        self.fail_with::<String, String>(name, error_key, []);
    }

    /// Records an error whose message has arguments.
    pub fn fail_with<K: Into<String>, V: Display>(
        &mut self,
        name: impl Into<String>,
        error_key: impl Into<String>,
        args: impl IntoIterator<Item = (K, V)>,
    ) {
        let args = args.into_iter().map(|(key, value)| (key.into(), value.to_string())).collect();
        self.errors.push((name.into(), ErrorText { key: error_key.into(), args, field: String::new() }));
    }

    /// Says what the fields with errors are called, where several of a form may have the same message.
    pub fn name_errors(&mut self, called: impl Fn(&str) -> Option<String>) {
        for (name, error) in &mut self.errors {
            error.field = called(name).unwrap_or_default();
        }
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

fn cleaned(value: &str) -> String {
    text::clean(value).into_owned()
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
    fn refuses_what_is_empty_or_too_long() {
        for value in ["", "  ", "\u{0}\u{202e}", &"я".repeat(201), &"я".repeat(1024 * 1024)] {
            let mut fields = Fields::new([("name", value)]);
            assert_eq!(fields.require("name", "e"), None);
        }
        let mut fields = Fields::new([("text", "one\r\ntwo")]);
        assert_eq!(fields.require_text("text", 100, "e"), Some("one\ntwo".to_owned()));
        assert_eq!(fields.parse_optional::<u8>("none", "e"), Some(None));
    }

    #[test]
    fn what_came_broken_is_said_at_its_field_and_the_rest_stays() {
        // Overlong forms of «/», half a surrogate pair, a byte that no UTF-8 has, a sign cut off.
        for broken in ["%C0%AF", "%E0%80%AF", "%ED%A0%80", "%FF", "%D0", "%F4%90%80%80", "%EE%80%80"] {
            let mut fields = Fields::from_urlencoded(format!("name=a{broken}&other=%D0%AF").as_bytes());
            assert_eq!(fields.require("name", "e"), None, "{broken}");
            assert_eq!(fields.error_of("name").unwrap().key, "field-unreadable", "{broken}");
            assert_eq!(fields.require("other", "e").as_deref(), Some("Я"));
            let mut text = Fields::from_urlencoded(format!("name=a{broken}").as_bytes());
            assert_eq!(text.require_text("name", 10, "e"), None, "{broken}");
        }
        let mut fields = Fields::from_urlencoded(b"name=+%E2%80%AEa%00%0D%0A++%CC%88b%E2%80%8B");
        assert_eq!(fields.require("name", "e").as_deref(), Some("a \u{308}b"));
    }
}
