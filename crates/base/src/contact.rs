//! Contacts of a person: mobile phone and e-mail, kept in one canonical form.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The text is not a contact that a message can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadContact {
    /// Not a mobile number of ten digits after the country code.
    #[error("not a mobile phone number")]
    Phone,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    Email,
}

/// A Russian mobile number, canonical as `+79000000000` (E.164).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// The number as E.164: `+79000000000`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: «+7 900 000-00-00».
    pub fn show(&self) -> String {
        let digits = self.0.get(2..).unwrap_or_default();
        match (digits.get(..3), digits.get(3..6), digits.get(6..8), digits.get(8..)) {
            (Some(a), Some(b), Some(c), Some(d)) => format!("+7 {a} {b}-{c}-{d}"),
            _ => self.0.clone(),
        }
    }

    /// With the middle hidden, for pages that a stranger may see: «+7 900 •••-••-00».
    pub fn masked(&self) -> String {
        let code = self.0.get(2..5).unwrap_or_default();
        let end = self.0.get(10..).unwrap_or_default();
        format!("+7 {code} •••-••-{end}")
    }
}

impl FromStr for Phone {
    type Err = BadContact;

    /// Reads what people type: `+7 900 000-00-00`, `8 (900) 000 00 00`, `9000000000`.
    fn from_str(text: &str) -> Result<Self, BadContact> {
        if text.chars().any(|c| !c.is_ascii_digit() && !" +-()\u{a0}.\t".contains(c)) {
            return Err(BadContact::Phone);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let local = match digits.len() {
            11 if digits.starts_with(['7', '8']) => digits.get(1..).unwrap_or_default(),
            10 => digits.as_str(),
            _ => return Err(BadContact::Phone),
        };
        if !local.starts_with('9') {
            return Err(BadContact::Phone);
        }
        Ok(Self(format!("+7{local}")))
    }
}

impl TryFrom<String> for Phone {
    type Error = BadContact;
    fn try_from(text: String) -> Result<Self, BadContact> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An e-mail address, its domain in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With most of the name hidden: `v•••@example.org`.
    pub fn masked(&self) -> String {
        let (name, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let first: String = name.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }

    /// The form in which two spellings of one address are equal: all in lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for Email {
    type Err = BadContact;

    /// Takes addresses of the common form; the proof is the code that is sent there.
    fn from_str(text: &str) -> Result<Self, BadContact> {
        let text = text.trim();
        let (name, domain) = text.rsplit_once('@').ok_or(BadContact::Email)?;
        let name_fits = !name.is_empty()
            && name.len() <= 64
            && !name.starts_with('.')
            && !name.ends_with('.')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let label_fits = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if !name_fits || domain.len() > 253 || !domain.contains('.') || !domain.split('.').all(label_fits) {
            return Err(BadContact::Email);
        }
        Ok(Self(format!("{name}@{}", domain.to_lowercase())))
    }
}

impl TryFrom<String> for Email {
    type Error = BadContact;
    fn try_from(text: String) -> Result<Self, BadContact> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn phones_in_every_spelling_are_one() {
        for text in ["+7 900 123-45-67", "8(900)1234567", "9001234567", "7 900 123 45 67"] {
            assert_eq!(text.parse::<Phone>().unwrap().as_str(), "+79001234567", "{text}");
        }
        assert_eq!("9001234567".parse::<Phone>().unwrap().show(), "+7 900 123-45-67");
        assert_eq!("9001234567".parse::<Phone>().unwrap().masked(), "+7 900 •••-••-67");
        for text in ["", "900123456", "+1 900 123 45 67", "84951234567", "девять", "9001234567 доб. 1"] {
            assert!(text.parse::<Phone>().is_err(), "{text}");
        }
    }

    #[test]
    fn emails_are_checked_and_masked() {
        assert_eq!(" Vera@Example.ORG ".parse::<Email>().unwrap().as_str(), "Vera@example.org");
        assert_eq!("vera@example.org".parse::<Email>().unwrap().masked(), "v•••@example.org");
        for text in ["", "vera", "@example.org", "vera@", "ve ra@example.org", "vera@example", "vera@-a.org", "a@b..c"]
        {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
    }
}
