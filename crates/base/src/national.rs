//! The national numbers. A value of these types cannot exist with a wrong check digit.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is not the number it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// Too few or too many digits, or signs that do not belong.
    #[error("wrong form")]
    Form,
    /// The check digits do not fit the rest: a typing error.
    #[error("wrong check digit")]
    CheckDigit,
}

fn digits(text: &str) -> Result<Vec<u32>, BadNumber> {
    text.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '\t' | '–'))
        .map(|c| if c.is_ascii() { c.to_digit(10).ok_or(BadNumber::Form) } else { Err(BadNumber::Form) })
        .collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn joined(digits: &[u32]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is stored: the bare digits, or letters and digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadNumber;
            fn try_from(text: String) -> Result<Self, BadNumber> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }
    };
}

mod cards;
mod household;

pub use cards::{DriverLicence, HealthPolicy, VehicleCertificate};
pub use household::{BirthCertificate, Plate, Vin};

number!(
    /// СНИЛС, the insurance number of a person: nine digits and two check digits (Pension Fund board resolution 192p).
    Snils
);
number!(
    /// ИНН, the taxpayer number: 10 digits of an organisation, 12 of a person (Tax Service order ММВ-7-6/435@).
    Inn
);
number!(
    /// ОГРН of an organisation (13 digits) or ОГРНИП of a sole proprietor (15 digits).
    Ogrn
);
number!(
    /// Код подразделения, the code of the office that issued a passport: six digits.
    SubdivisionCode
);

impl FromStr for Snils {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(text)?;
        let [number @ .., tens, units] = digits.as_slice() else { return Err(BadNumber::Form) };
        if number.len() != 9 {
            return Err(BadNumber::Form);
        }
        let sum = weighted(number, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
        let expected = if sum == 100 { 0 } else { sum };
        if number.iter().all(|digit| *digit == 0) || tens * 10 + units != expected {
            return Err(BadNumber::CheckDigit);
        }
        Ok(Self(joined(&digits)))
    }
}

impl fmt::Display for Snils {
    /// As printed on the card: «123-456-789 64».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.get(..3), self.0.get(3..6), self.0.get(6..9), self.0.get(9..)) {
            (Some(first), Some(second), Some(third), Some(check)) => write!(f, "{first}-{second}-{third} {check}"),
            _ => f.write_str(&self.0),
        }
    }
}

impl FromStr for Inn {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        const LAST: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
        let digits = digits(text)?;
        // The weights of each check digit are the tail of one row: each shorter sum begins further on.
        let fits = |known: usize| {
            let weights = LAST.get(LAST.len() - known..).unwrap_or_default();
            digits.get(known) == Some(&(weighted(&digits, weights) % 11 % 10))
        };
        let right = match digits.len() {
            10 => fits(9),
            12 => fits(10) && fits(11),
            _ => return Err(BadNumber::Form),
        };
        if !right || digits.iter().all(|digit| *digit == 0) {
            return Err(BadNumber::CheckDigit);
        }
        Ok(Self(joined(&digits)))
    }
}

impl fmt::Display for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Ogrn {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(text)?;
        let modulus = match digits.len() {
            13 => 11,
            15 => 13,
            _ => return Err(BadNumber::Form),
        };
        let [number @ .., check] = digits.as_slice() else { return Err(BadNumber::Form) };
        let rest = number.iter().fold(0, |rest, digit| (rest * 10 + digit) % modulus);
        if rest % 10 != *check || number.iter().all(|digit| *digit == 0) {
            return Err(BadNumber::CheckDigit);
        }
        Ok(Self(joined(&digits)))
    }
}

impl fmt::Display for Ogrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SubdivisionCode {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(text)?;
        if digits.len() == 6 { Ok(Self(joined(&digits))) } else { Err(BadNumber::Form) }
    }
}

impl fmt::Display for SubdivisionCode {
    /// As printed in the passport: «770-001».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.get(..3), self.0.get(3..)) {
            (Some(a), Some(b)) => write!(f, "{a}-{b}"),
            _ => f.write_str(&self.0),
        }
    }
}

/// Series and number of an internal passport: four and six digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Passport(String);

impl Passport {
    /// The series: four digits.
    pub fn series(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }

    /// The number: six digits.
    pub fn number(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }

    /// With the number hidden: «45 00 •••123».
    pub fn masked(&self) -> String {
        let (a, b) = (self.0.get(..2).unwrap_or_default(), self.0.get(2..4).unwrap_or_default());
        format!("{a} {b} •••{}", self.0.get(7..).unwrap_or_default())
    }
}

impl FromStr for Passport {
    type Err = BadNumber;

    /// Reads `45 00 123456`, `4500 123456`, `4500123456`, `45 00 № 123456`.
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(&text.replace('№', ""))?;
        if digits.len() != 10 || digits.iter().all(|digit| *digit == 0) {
            return Err(BadNumber::Form);
        }
        Ok(Self(joined(&digits)))
    }
}

impl fmt::Display for Passport {
    /// As printed: «45 00 123456».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = (self.0.get(..2).unwrap_or_default(), self.0.get(2..4).unwrap_or_default());
        write!(f, "{a} {b} {}", self.number())
    }
}

impl TryFrom<String> for Passport {
    type Error = BadNumber;
    fn try_from(text: String) -> Result<Self, BadNumber> {
        text.parse()
    }
}

impl From<Passport> for String {
    fn from(passport: Passport) -> Self {
        passport.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
