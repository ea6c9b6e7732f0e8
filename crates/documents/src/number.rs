//! The number of an issued document, as printed, typed and scanned.

use std::{fmt, str::FromStr};

use base::{Cx, Timestamp};
use jiff::tz::TimeZone;

/// The text is no number of a document: too short or long, or a digit is mistyped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a document number")]
pub struct BadDocumentNumber;

/// Sixteen digits: two of the year, thirteen random ones that cannot be guessed or counted, and a check digit (Luhn,
/// ISO/IEC 7812-1) that catches every single mistyped digit. Shown as «2641 7730 9156 0022».
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber(String);

impl DocumentNumber {
    /// A new number.
    pub fn draw(cx: &Cx, at: Timestamp) -> Self {
        let year = at.to_zoned(TimeZone::UTC).year().rem_euclid(100);
        let body = format!("{year:02}{}", cx.digits(13));
        // The digit that makes the sum whole: exactly one of ten does.
        let digit = (0..10).find(|digit| sum(&format!("{body}{digit}")).is_multiple_of(10)).unwrap_or(0);
        Self(format!("{body}{digit}"))
    }

    /// A number as it was stored: it was checked when it was drawn.
    pub(crate) fn stored(digits: String) -> Self {
        Self(digits)
    }

    /// The bare digits, as in the address of the check.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Every second digit from the right is doubled, the digits of the products added up.
fn sum(digits: &str) -> u32 {
    let values = digits.chars().rev().filter_map(|digit| digit.to_digit(10));
    values.enumerate().map(|(place, value)| if place % 2 == 1 { value * 2 / 10 + value * 2 % 10 } else { value }).sum()
}

impl FromStr for DocumentNumber {
    type Err = BadDocumentNumber;

    /// Reads what people type or copy: with spaces, dashes, a leading «№».
    fn from_str(text: &str) -> Result<Self, BadDocumentNumber> {
        let text = text.trim().trim_start_matches('№');
        let digits: String =
            text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '—')).collect();
        let well_formed = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed && sum(&digits).is_multiple_of(10) { Ok(Self(digits)) } else { Err(BadDocumentNumber) }
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("\u{a0}")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_can_be_read_however_it_is_typed() {
        let at = "2026-11-21T09:30:00Z".parse().unwrap();
        let (cx, _) = Cx::test(at);
        let number = DocumentNumber::draw(&cx, at);
        assert!(number.as_str().starts_with("26"));
        for text in [
            number.to_string(),
            number.as_str().to_owned(),
            format!(" № {number} "),
            number.to_string().replace('\u{a0}', "-"),
        ] {
            assert_eq!(text.parse(), Ok(number.clone()), "{text}");
        }
        assert_ne!(DocumentNumber::draw(&cx, at), number);
    }

    #[test]
    fn every_mistyped_digit_is_noticed() {
        let at = "2026-11-21T09:30:00Z".parse().unwrap();
        let number = DocumentNumber::draw(&Cx::test(at).0, at).0;
        for place in 0..16 {
            let digit = number[place..=place].parse::<u32>().unwrap();
            let wrong = format!("{}{}{}", &number[..place], (digit + 1) % 10, &number[place + 1..]);
            assert_eq!(wrong.parse::<DocumentNumber>(), Err(BadDocumentNumber), "{wrong}");
        }
        for text in ["", "2641", "номер", "２６４１７７３０９１５６００２８"] {
            assert_eq!(text.parse::<DocumentNumber>(), Err(BadDocumentNumber), "{text}");
        }
    }
}
