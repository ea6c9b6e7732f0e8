//! What is wrong with an input, as a code with its arguments: the words are Fluent messages of this crate.

use std::collections::BTreeMap;

use base::{Date, Lang, Money, long_date};

use crate::{Question, Text};

/// Something wrong at a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the field: `purpose`, `address.postal_code`, `children.0.name`.
    pub path: String,
    /// What is wrong.
    pub code: WrongCode,
    /// The title of the question.
    pub title: Text,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrongCode {
    /// There is no such page, or it does not apply.
    NoSuchPage,
    /// Nothing typed.
    Required,
    /// Nothing chosen.
    ChooseOne,
    /// No file added.
    Attach,
    /// No photograph, but another kind of file.
    Picture,
    /// No family name.
    FamilyName,
    /// No given name.
    GivenName,
    /// No birth date.
    BirthDate,
    /// No birth certificate, or not a number of one.
    BirthCertificate,
    /// No make and model.
    Model,
    /// Not a plate.
    Plate,
    /// No VIN, or not 17 signs.
    Vin,
    /// No year, or not one of a vehicle.
    Year,
    /// Not one of the options.
    NotOption,
    /// Not a whole number.
    NotNumber,
    /// Not a sum of money.
    NotMoney,
    /// Not a day of the calendar.
    NotDay,
    /// Not a mobile phone.
    NotPhone,
    /// Not an e-mail address.
    NotEmail,
    /// СНИЛС has 11 digits.
    SnilsForm,
    /// СНИЛС does not agree with its check digits.
    SnilsCheckDigit,
    /// ИНН has 10 or 12 digits.
    InnForm,
    /// ИНН does not agree with its check digits.
    InnCheckDigit,
    /// A passport has 4 + 6 digits.
    NotPassport,
    /// No address line.
    AddressLine,
    /// A line that may mean several addresses.
    AddressUnclear,
    /// A postal code has 6 digits.
    PostalCode,
    /// Fewer characters than this.
    TooShort(u32),
    /// More characters than this.
    TooLong(u32),
    /// Signs that nobody can read.
    Unreadable,
    /// Letters that are not Cyrillic.
    NotCyrillic,
    /// Letters that are not Latin.
    NotLatin,
    /// Something else than digits.
    NotDigits,
    /// Less than this.
    LessThan(i64),
    /// More than this.
    MoreThan(i64),
    /// Less money than this.
    SumBelow(Money),
    /// More money than this.
    SumAbove(Money),
    /// Earlier than this day.
    Before(Date),
    /// Later than this day.
    After(Date),
    /// Fewer items than this.
    TooFew(usize),
    /// More items than this.
    TooMany(usize),
    /// Fewer files than this.
    TooFewFiles(usize),
    /// More files than this.
    TooManyFiles(usize),
    /// A check of the definition does not hold.
    Own(Text),
}

impl Wrong {
    pub(crate) fn new(path: impl Into<String>, code: WrongCode) -> Self {
        Self { path: path.into(), code, title: Text::default() }
    }

    pub(crate) fn of(question: &Question, path: impl Into<String>, code: WrongCode) -> Self {
        Self { path: path.into(), code, title: question.title.clone() }
    }

    /// Puts the number of a group's item back to what it was in the input.
    pub(super) fn back_to_input(&mut self, positions: &BTreeMap<String, Vec<usize>>) {
        let mut parts = self.path.splitn(3, '.');
        let (Some(group), Some(position), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return };
        let at = position.parse::<usize>().ok().and_then(|position| positions.get(group)?.get(position));
        if let Some(index) = at {
            self.path = format!("{group}.{index}.{rest}");
        }
    }

    /// The key of its Fluent message (in [`crate::WORDS_RU`], [`crate::WORDS_EN`]).
    pub fn key(&self) -> &'static str {
        match self.code {
            WrongCode::NoSuchPage => "forms-error-no-such-page",
            WrongCode::Required => "forms-error-required",
            WrongCode::ChooseOne => "forms-error-choose",
            WrongCode::Attach => "forms-error-attach",
            WrongCode::Picture => "forms-error-picture",
            WrongCode::FamilyName => "forms-error-family-name",
            WrongCode::GivenName => "forms-error-given-name",
            WrongCode::BirthDate => "forms-error-birth-date",
            WrongCode::BirthCertificate => "forms-error-birth-certificate",
            WrongCode::Model => "forms-error-model",
            WrongCode::Plate => "forms-error-plate",
            WrongCode::Vin => "forms-error-vin",
            WrongCode::Year => "forms-error-year",
            WrongCode::NotOption => "forms-error-not-option",
            WrongCode::NotNumber => "forms-error-not-number",
            WrongCode::NotMoney => "forms-error-not-money",
            WrongCode::NotDay => "forms-error-not-day",
            WrongCode::NotPhone => "forms-error-not-phone",
            WrongCode::NotEmail => "forms-error-not-email",
            WrongCode::SnilsForm => "forms-error-snils-form",
            WrongCode::SnilsCheckDigit => "forms-error-snils-check-digit",
            WrongCode::InnForm => "forms-error-inn-form",
            WrongCode::InnCheckDigit => "forms-error-inn-check-digit",
            WrongCode::NotPassport => "forms-error-not-passport",
            WrongCode::AddressLine => "forms-error-address-line",
            WrongCode::AddressUnclear => "forms-error-address-unclear",
            WrongCode::PostalCode => "forms-error-postal-code",
            WrongCode::TooShort(_) => "forms-error-too-short",
            WrongCode::TooLong(_) => "forms-error-too-long",
            WrongCode::Unreadable => "forms-error-unreadable",
            WrongCode::NotCyrillic => "forms-error-not-cyrillic",
            WrongCode::NotLatin => "forms-error-not-latin",
            WrongCode::NotDigits => "forms-error-not-digits",
            WrongCode::LessThan(_) | WrongCode::SumBelow(_) => "forms-error-less-than",
            WrongCode::MoreThan(_) | WrongCode::SumAbove(_) => "forms-error-more-than",
            WrongCode::Before(_) => "forms-error-before",
            WrongCode::After(_) => "forms-error-after",
            WrongCode::TooFew(_) => "forms-error-too-few",
            WrongCode::TooMany(_) => "forms-error-too-many",
            WrongCode::TooFewFiles(_) => "forms-error-too-few-files",
            WrongCode::TooManyFiles(_) => "forms-error-too-many-files",
            WrongCode::Own(_) => "forms-error-own",
        }
    }

    /// The arguments of the message: always `title`, and `limit` or `text` where the message has it.
    pub fn args(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let mut args = vec![("title", self.title.in_lang(lang).to_owned())];
        let limit = match &self.code {
            WrongCode::TooShort(count) | WrongCode::TooLong(count) => count.to_string(),
            WrongCode::LessThan(number) | WrongCode::MoreThan(number) => number.to_string(),
            WrongCode::SumBelow(sum) | WrongCode::SumAbove(sum) => sum.show(lang),
            WrongCode::Before(day) | WrongCode::After(day) => long_date(*day, lang),
            WrongCode::TooFew(count)
            | WrongCode::TooMany(count)
            | WrongCode::TooFewFiles(count)
            | WrongCode::TooManyFiles(count) => count.to_string(),
            WrongCode::Own(text) => {
                args.push(("text", text.in_lang(lang).to_owned()));
                return args;
            }
            _ => return args,
        };
        args.push(("limit", limit));
        args
    }
}
