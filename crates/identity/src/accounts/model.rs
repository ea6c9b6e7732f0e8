//! The words of an account: number, status, names, and what one signs in with. Pure.

use std::{fmt, str::FromStr};

use base::{Cx, Email, Phone, national::Snils};
use serde::{Deserialize, Serialize};

use crate::events::Contact;

/// What everybody agrees to when they register, with the edition of each text. A new text gets a new edition here.
pub(crate) const CONSENTS: [(&str, &str); 2] = [("terms", "2026-11-01"), ("privacy", "2026-11-01")];

db::codes!(
    /// Whether an account may be used.
    pub enum AccountStatus {
        /// Opened by a centre, never signed in to.
        Pending = "pending",
        /// In use.
        Active = "active",
        /// Locked by an operator.
        Locked = "locked",
        /// Closed by its owner; its data are gone.
        Closed = "closed",
    }
);

db::codes!(
    /// A kind of name that one can sign in with.
    pub(crate) enum ContactKind {
        /// Mobile number.
        Phone = "phone",
        /// E-mail address.
        Email = "email",
        /// Insurance number of a confirmed person.
        Snils = "snils",
    }
);

/// What a person types to say who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SignInName {
    /// The mobile number of the account.
    Phone(Phone),
    /// The e-mail address of the account.
    Email(Email),
    /// The SNILS, once the registries have agreed with it.
    Snils(Snils),
}

impl SignInName {
    /// Its kind, which is also the name of its fingerprints' domain.
    pub(crate) const fn kind(&self) -> ContactKind {
        match self {
            Self::Phone(_) => ContactKind::Phone,
            Self::Email(_) => ContactKind::Email,
            Self::Snils(_) => ContactKind::Snils,
        }
    }

    /// The form in which two spellings are equal; what the fingerprint is made of.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.key(),
            Self::Snils(snils) => snils.as_str().to_owned(),
        }
    }
}

impl From<Contact> for SignInName {
    fn from(contact: Contact) -> Self {
        match contact {
            Contact::Sms(phone) => Self::Phone(phone),
            Contact::Mail(email) => Self::Email(email),
        }
    }
}

/// The text is neither a mobile number nor an e-mail address nor a SNILS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither phone nor e-mail nor SNILS")]
pub(crate) struct BadSignInName;

impl FromStr for SignInName {
    type Err = BadSignInName;

    /// Eleven digits can be a phone or a SNILS: a mobile number begins with 7 9 or 8 9, and of the SNILS numbers that do
    /// so only one in a hundred has right check digits. The way of writing decides then: a SNILS has its hyphens.
    fn from_str(text: &str) -> Result<Self, BadSignInName> {
        let text = text.trim();
        if text.contains('@') {
            return text.parse().map(Self::Email).map_err(|_| BadSignInName);
        }
        let snils = text.parse::<Snils>().ok();
        let phone = text.parse::<Phone>().ok();
        match (snils, phone) {
            (Some(snils), Some(phone)) => {
                Ok(if text == snils.to_string() { Self::Snils(snils) } else { Self::Phone(phone) })
            }
            (Some(snils), None) => Ok(Self::Snils(snils)),
            (None, Some(phone)) => Ok(Self::Phone(phone)),
            (None, None) => Err(BadSignInName),
        }
    }
}

/// The number of an account, as printed on the slip of a centre: nine digits and a check digit (Luhn, ISO/IEC 7812-1).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountNumber(String);

/// The text is not an account number, or has a typing error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an account number")]
pub struct BadAccountNumber;

impl AccountNumber {
    /// Draws a number; whether it is free the table says.
    pub(crate) fn draw(cx: &Cx) -> Self {
        Self::of_place(u32::try_from(cx.below(900_000_000)).unwrap_or(0))
    }

    /// The number at a place in a line, from 0.
    pub(crate) fn of_place(place: u32) -> Self {
        // A leading zero would get lost in spreadsheets and on the telephone.
        let mut digits = format!("{}", 100_000_000 + place % 900_000_000);
        digits.push(check_digit(&digits));
        Self(digits)
    }

    /// The bare ten digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check_digit(digits: &str) -> char {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match digit * 2 {
            _ if place % 2 == 1 => digit,
            twice if twice > 9 => twice - 9,
            twice => twice,
        })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

impl FromStr for AccountNumber {
    type Err = BadAccountNumber;
    fn from_str(text: &str) -> Result<Self, BadAccountNumber> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '№')).collect();
        let known = digits.get(..9).ok_or(BadAccountNumber)?;
        let plain = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain || !digits.ends_with(check_digit(known)) {
            return Err(BadAccountNumber);
        }
        Ok(Self(digits))
    }
}

impl fmt::Display for AccountNumber {
    /// In groups, as printed: «123 456 78 97».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.get(..3), self.0.get(3..6), self.0.get(6..8), self.0.get(8..)) {
            (Some(first), Some(second), Some(third), Some(last)) => write!(f, "{first} {second} {third} {last}"),
            _ => f.write_str(&self.0),
        }
    }
}

/// The names of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// «Фамилия».
    pub family: String,
    /// «Имя».
    pub given: String,
    /// «Отчество», if the person has one.
    pub patronymic: Option<String>,
}

impl Names {
    /// First and family name, as in a greeting: «Вера Ветрова».
    pub fn short(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// As in documents: «Ветрова Вера Павловна».
    pub fn full(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {} {patronymic}", self.family, self.given),
            None => format!("{} {}", self.family, self.given),
        }
    }
}

/// The text is not a part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name")]
pub struct BadName;

/// One part of a name as typed: letters of any script with single spaces, hyphens, apostrophes and dots between, at most
/// 100 characters. Surplus spaces go; the letters' case stays, for names like «оглы» and «de la Cruz».
pub fn read_name(text: &str) -> Result<String, BadName> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['’', '`'], "'").replace(['–', '—'], "-");
    let fits = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.');
    let begins_well = name.chars().next().is_some_and(char::is_alphabetic);
    if !begins_well || name.chars().count() > 100 || !name.chars().all(fits) {
        return Err(BadName);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use base::Timestamp;

    use super::*;

    #[test]
    fn numbers_tell_typing_errors() {
        let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
        for _ in 0..200 {
            let number = AccountNumber::draw(&cx);
            assert_eq!(number.to_string().parse::<AccountNumber>(), Ok(number.clone()));
            for place in 0..10 {
                let mut typed: Vec<u8> = number.as_str().bytes().collect();
                typed[place] = b'0' + (typed[place] - b'0' + 1) % 10;
                let typed = String::from_utf8(typed).unwrap();
                assert_eq!(typed.parse::<AccountNumber>(), Err(BadAccountNumber), "{typed}");
            }
        }
        for text in ["", "1", "12345678901", "123456789ы", "девять цифр"] {
            assert!(text.parse::<AccountNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn sign_in_names_are_told_apart() {
        let kind = |text: &str| text.parse::<SignInName>().map(|name| name.kind());
        assert_eq!(kind(" +7 900 123-45-67 "), Ok(ContactKind::Phone));
        assert_eq!(kind("89001234567"), Ok(ContactKind::Phone));
        assert_eq!(kind("vera@example.org"), Ok(ContactKind::Email));
        assert_eq!(kind("112-233-445 95"), Ok(ContactKind::Snils));
        assert_eq!(kind("11223344595"), Ok(ContactKind::Snils));
        for text in ["", "vera", "112-233-445 96", "vera@", "12345"] {
            assert_eq!(kind(text), Err(BadSignInName), "{text}");
        }
    }

    #[test]
    fn eleven_digits_that_are_both_are_read_as_written() {
        // 890-000-011 49 has right check digits and is a mobile number when read without the hyphens.
        let both = (0..100)
            .map(|check| format!("890000011{check:02}"))
            .find(|digits| digits.parse::<Snils>().is_ok())
            .unwrap();
        let written = both.parse::<Snils>().unwrap().to_string();
        assert_eq!(both.parse::<SignInName>().unwrap().kind(), ContactKind::Phone);
        assert_eq!(written.parse::<SignInName>().unwrap().kind(), ContactKind::Snils);
    }

    #[test]
    fn spellings_of_one_mailbox_have_one_key() {
        let key = |text: &str| text.parse::<SignInName>().unwrap().key();
        assert_eq!(key("Vera@Example.org"), key("vera@example.ORG"));
    }

    #[test]
    fn names_keep_what_people_have() {
        for (typed, read) in [
            ("  Ветрова ", "Ветрова"),
            ("Салтыков–Щедрин", "Салтыков-Щедрин"),
            ("O’Brien", "O'Brien"),
            ("Мамед  оглы", "Мамед оглы"),
            ("Ё", "Ё"),
        ] {
            assert_eq!(read_name(typed).as_deref(), Ok(read));
        }
        for typed in ["", " ", "-", "Вера1", "<b>", "a@b", "'", &"ы".repeat(101)] {
            assert_eq!(read_name(typed), Err(BadName), "{typed}");
        }
    }

    #[test]
    fn names_are_joined() {
        let names = Names {
            family: "Ветрова".into(), given: "Вера".into(), patronymic: Some("Павловна".into())
        };
        assert_eq!(names.short(), "Вера Ветрова");
        assert_eq!(names.full(), "Ветрова Вера Павловна");
    }
}
