//! Reads field after field and gathers what is wrong. A read field is `None` when it is wrong.

use std::str::FromStr;

use base::{Date, national::BadNumber, parse_day, text};
use web::Fields;

use crate::personal::form::Wrong;

/// How a field of words is read, with its messages.
pub(super) struct Words {
    pub(super) field: &'static str,
    pub(super) missing: &'static str,
    pub(super) letters: &'static str,
    pub(super) longest: usize,
}

pub(super) struct Reader<'a> {
    pub(super) fields: &'a Fields,
    pub(super) wrong: Vec<Wrong>,
}

impl Reader<'_> {
    pub(super) fn fail<T>(&mut self, field: &'static str, key: &'static str) -> Option<T> {
        self.wrong.push(Wrong { field, key, args: Vec::new() });
        None
    }

    fn typed(&self, field: &str) -> String {
        text::line(self.fields.value(field))
    }

    /// `Some(None)` when the field is empty.
    #[expect(clippy::option_option, reason = "a field is wrong, empty or read: the outer says whether it is wrong")]
    pub(super) fn optional<T>(&mut self, field: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.typed(field).is_empty() { Some(None) } else { read(self).map(Some) }
    }

    fn words(&mut self, rule: &Words, fits: impl Fn(&str) -> bool) -> Option<String> {
        let typed = self.typed(rule.field);
        if typed.is_empty() {
            return self.fail(rule.field, rule.missing);
        }
        if typed.chars().count() > rule.longest {
            let args = vec![("max", rule.longest.to_string())];
            self.wrong.push(Wrong { field: rule.field, key: "household-error-long", args });
            return None;
        }
        if fits(&typed) && text::is_readable(&typed) { Some(typed) } else { self.fail(rule.field, rule.letters) }
    }

    /// In the letters that forms take: birth certificates of Russia are written in Russian.
    pub(super) fn name(&mut self, rule: &Words) -> Option<String> {
        let russian = |sign: char| matches!(sign, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
        self.words(rule, |text| text.starts_with(russian) && text.chars().all(|c| russian(c) || " -'’().".contains(c)))
    }

    /// Any text with at least two letters or digits in it.
    pub(super) fn text(&mut self, rule: &Words) -> Option<String> {
        self.words(rule, |text| text.chars().filter(|c| c.is_alphanumeric()).count() > 1)
    }

    /// A number whose only fault is its form.
    pub(super) fn number<T: FromStr>(&mut self, field: &'static str, key: &'static str) -> Option<T> {
        match self.typed(field).parse() {
            Ok(number) => Some(number),
            Err(_) => self.fail(field, key),
        }
    }

    /// A number with a check digit.
    pub(super) fn checked<T: FromStr<Err = BadNumber>>(
        &mut self,
        field: &'static str,
        form: &'static str,
        digits: &'static str,
    ) -> Option<T> {
        match self.typed(field).parse() {
            Ok(number) => Some(number),
            Err(BadNumber::Form) => self.fail(field, form),
            Err(BadNumber::CheckDigit) => self.fail(field, digits),
        }
    }

    /// One of several codes.
    pub(super) fn code<T: FromStr>(&mut self, field: &'static str, key: &'static str) -> Option<T> {
        self.number(field, key)
    }

    pub(super) fn day(&mut self, field: &'static str, key: &'static str) -> Option<Date> {
        match parse_day(&self.typed(field)) {
            Ok(day) => Some(day),
            Err(_) => self.fail(field, key),
        }
    }

    /// The first car is of 1886; next year's models are sold this year.
    pub(super) fn year(&mut self, field: &'static str, key: &'static str, today: Date) -> Option<i16> {
        let typed = self.typed(field);
        let year = typed.parse::<i16>().ok().filter(|_| typed.len() == 4);
        match year.filter(|year| (1886..=today.year().saturating_add(1)).contains(year)) {
            Some(year) => Some(year),
            None => self.fail(field, key),
        }
    }
}
