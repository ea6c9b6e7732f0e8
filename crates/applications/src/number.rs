//! The number of an application, as people read it aloud: `2611-0048-31`.
//!
//! Year and month of sending, the place in that month, two check digits (ISO/IEC 7064, MOD 97-10) that catch every single
//! wrong digit and every swap of two neighbours.

use std::{borrow::Cow, fmt, str::FromStr};

use base::Date;

/// The text is not the number of an application: wrong form or wrong check digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an application")]
pub struct BadApplicationNumber;

/// A number with check digits that fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApplicationNumber(String);

impl ApplicationNumber {
    /// The number of the `place`-th application (from 1) sent in the month of `day`.
    pub fn new(day: Date, place: u32) -> Self {
        Self::in_month(&month_of(day), place)
    }

    /// The number of that place in a month as it stands in the table; none when that is no month.
    pub fn of_month(month: &str, place: u32) -> Option<Self> {
        (month.len() == 4 && month.bytes().all(|sign| sign.is_ascii_digit())).then(|| Self::in_month(month, place))
    }

    fn in_month(month: &str, place: u32) -> Self {
        let bare = format!("{month}{place:04}");
        let check = check_digits(&bare);
        Self(dashed(&format!("{bare}{check:02}")))
    }

    /// As printed, with dashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The month as the number begins: `2611` for November 2026.
pub fn month_of(day: Date) -> String {
    format!("{:02}{:02}", day.year().rem_euclid(100), day.month())
}

fn dashed(digits: &str) -> String {
    let (month, rest) = digits.split_at_checked(4).unwrap_or((digits, ""));
    let (place, check) = rest.split_at_checked(rest.len().saturating_sub(2)).unwrap_or((rest, ""));
    format!("{month}-{place}-{check}")
}

fn check_digits(digits: &str) -> u32 {
    98 - remainder(digits) * 100 % 97
}

fn remainder(digits: &str) -> u32 {
    digits.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97)
}

impl FromStr for ApplicationNumber {
    type Err = BadApplicationNumber;

    /// Reads what people type: with dashes, spaces, «№», or bare digits.
    fn from_str(text: &str) -> Result<Self, BadApplicationNumber> {
        let mut digits = String::new();
        for sign in text.chars() {
            match sign {
                '0'..='9' => digits.push(sign),
                '-' | '–' | '—' | ' ' | '\u{a0}' | '№' | '.' => {}
                _ => return Err(BadApplicationNumber),
            }
        }
        // Two check digits are between 02 and 98, the rest of the whole number by 97 is 1.
        if !(10..=16).contains(&digits.len()) || remainder(&digits) != 1 {
            return Err(BadApplicationNumber);
        }
        Ok(Self(dashed(&digits)))
    }
}

impl db::ToParam for ApplicationNumber {
    fn to_param(&self) -> db::Param<'_> {
        db::Param::Text(Cow::Borrowed(&self.0))
    }
}

impl db::FromValue for ApplicationNumber {
    fn from_value(value: db::Value<'_>) -> Result<Self, db::Mismatch> {
        match value {
            db::Value::Text(text) => {
                text.parse().map_err(|_| db::Mismatch::new("the number of an application", &value))
            }
            other => Err(db::Mismatch::new("the number of an application", &other)),
        }
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use base::Date;

    use super::*;

    fn november() -> Date {
        Date::constant(2026, 11, 21)
    }

    #[test]
    fn reads_back_what_it_wrote_in_every_spelling() {
        for place in [1, 48, 9_999, 10_000, 1_234_567] {
            let number = ApplicationNumber::new(november(), place);
            assert!(number.as_str().starts_with("2611-"), "{number}");
            assert_eq!(number.as_str().parse(), Ok(number.clone()));
            assert_eq!(format!(" № {} ", number.as_str().replace('-', " ")).parse(), Ok(number.clone()));
            assert_eq!(number.as_str().replace('-', "").parse(), Ok(number));
        }
        let parts: Vec<usize> = ApplicationNumber::new(november(), 48).as_str().split('-').map(str::len).collect();
        assert_eq!(parts, [4, 4, 2]);
    }

    #[test]
    fn catches_a_wrong_digit_and_a_swap_of_neighbours() {
        let right: Vec<char> = ApplicationNumber::new(november(), 4_831).as_str().replace('-', "").chars().collect();
        for place in 0..right.len() {
            for digit in '0'..='9' {
                let mut wrong = right.clone();
                wrong[place] = digit;
                let fits = wrong.iter().collect::<String>().parse::<ApplicationNumber>().is_ok();
                assert_eq!(fits, digit == right[place]);
            }
            if place > 0 && right[place] != right[place - 1] {
                let mut wrong = right.clone();
                wrong.swap(place, place - 1);
                assert!(wrong.iter().collect::<String>().parse::<ApplicationNumber>().is_err());
            }
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "2611", "2611-0048-00", "Иванов", "2611-0048-31 or 1=1", "99999999999999999999"] {
            assert!(text.parse::<ApplicationNumber>().is_err(), "{text}");
        }
    }
}
