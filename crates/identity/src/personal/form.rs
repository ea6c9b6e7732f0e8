//! Reads the form of personal data: every field checked by itself, then the days against one another. Pure; `today` is the
//! day where the person is. Each error names its field and says how to mend it.

use base::{
    Address, Date, Email,
    national::{BadNumber, Inn, Passport, Snils, SubdivisionCode},
    parse_day,
};
use jiff::Span;

use super::{
    data::{PersonalData, Sex},
    passport::{self, BadPassport, FIRST_AGE},
    typed::Typed,
};

/// Nobody alive is older than this, in years.
const OLDEST: i64 = 125;

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field's name in the form.
    pub field: &'static str,
    /// The translation key of the message.
    pub key: &'static str,
    /// The message's arguments.
    pub args: Vec<(&'static str, String)>,
}

/// Reads all fields, or tells everything that is wrong, in the order of the page.
pub fn read(typed: &Typed, today: Date) -> Result<PersonalData, Vec<Wrong>> {
    let mut form = Reader { typed, wrong: Vec::new() };
    let family_name = form.name(&FAMILY_NAME);
    let given_name = form.name(&GIVEN_NAME);
    let patronymic = form.optional("patronymic", |form| form.name(&PATRONYMIC));
    let sex = form.sex();
    let born_on = form.born_on(today);
    let birth_place = form.text(&BIRTH_PLACE);
    let citizenship = form.name(&CITIZENSHIP);
    let passport = form.passport();
    let passport_issued_on = form.issued_on(born_on, today);
    let passport_issued_by = form.text(&ISSUED_BY);
    let subdivision_code = form.subdivision_code();
    let snils = form.snils();
    let address = form.optional("address", |form| form.text(&ADDRESS).map(|line| Address::written(&line)));
    let inn = form.optional("inn", Reader::inn);
    let email = form.optional("email", Reader::email);
    let Reader { wrong, .. } = form;
    let whole = || -> Option<PersonalData> {
        Some(PersonalData {
            family_name: family_name?,
            given_name: given_name?,
            patronymic: patronymic?,
            sex: sex?,
            born_on: born_on?,
            birth_place: birth_place?,
            citizenship: citizenship?,
            passport: passport?,
            passport_issued_on: passport_issued_on?,
            passport_issued_by: passport_issued_by?,
            subdivision_code: subdivision_code?,
            snils: snils?,
            inn: inn?,
            address: address?,
            email: email?,
        })
    };
    match whole() {
        Some(data) if wrong.is_empty() => Ok(data),
        _ => Err(wrong),
    }
}

/// What a field of words must keep to.
struct Words {
    field: &'static str,
    missing: &'static str,
    letters: &'static str,
    long: &'static str,
    /// In characters.
    longest: usize,
}

const FAMILY_NAME: Words = Words {
    field: "family_name",
    missing: "personal-error-family-name-missing",
    letters: "personal-error-family-name-letters",
    long: "personal-error-family-name-long",
    longest: 100,
};
const GIVEN_NAME: Words = Words {
    field: "given_name",
    missing: "personal-error-given-name-missing",
    letters: "personal-error-given-name-letters",
    long: "personal-error-given-name-long",
    longest: 100,
};
const PATRONYMIC: Words = Words {
    field: "patronymic",
    missing: "personal-error-patronymic-letters",
    letters: "personal-error-patronymic-letters",
    long: "personal-error-patronymic-long",
    longest: 100,
};
const BIRTH_PLACE: Words = Words {
    field: "birth_place",
    missing: "personal-error-birth-place-missing",
    letters: "personal-error-birth-place-letters",
    long: "personal-error-birth-place-long",
    longest: 250,
};
const CITIZENSHIP: Words = Words {
    field: "citizenship",
    missing: "personal-error-citizenship-missing",
    letters: "personal-error-citizenship-letters",
    long: "personal-error-citizenship-long",
    longest: 100,
};
const ISSUED_BY: Words = Words {
    field: "passport_issued_by",
    missing: "personal-error-issued-by-missing",
    letters: "personal-error-issued-by-letters",
    long: "personal-error-issued-by-long",
    longest: 250,
};
const ADDRESS: Words = Words {
    field: "address",
    missing: "personal-error-address-letters",
    letters: "personal-error-address-letters",
    long: "personal-error-address-long",
    longest: 300,
};

/// Reads field after field and gathers what is wrong. A read field is `None` when it is wrong.
struct Reader<'a> {
    typed: &'a Typed,
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    fn fail<T>(&mut self, field: &'static str, key: &'static str) -> Option<T> {
        self.fail_with(field, key, Vec::new())
    }

    fn fail_with<T>(&mut self, field: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Option<T> {
        self.wrong.push(Wrong { field, key, args });
        None
    }

    /// `Some(None)` when the field is empty.
    #[expect(clippy::option_option, reason = "a field is wrong, empty or read: the outer says whether it is wrong")]
    fn optional<T>(&mut self, field: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.typed.get(field).is_empty() { Some(None) } else { read(self).map(Some) }
    }

    /// Words with single spaces; `None` and a note when there are none, too many, or too few letters among them.
    fn words(&mut self, rule: &Words, fits: impl Fn(&str) -> bool) -> Option<String> {
        let text = self.typed.get(rule.field).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return self.fail(rule.field, rule.missing);
        }
        if text.chars().count() > rule.longest {
            return self.fail_with(rule.field, rule.long, vec![("max", rule.longest.to_string())]);
        }
        if fits(&text) && base::text::is_readable(&text) { Some(text) } else { self.fail(rule.field, rule.letters) }
    }

    /// A passport of Russia is written in Russian letters. A Latin «c» in a family name looks right and matches nothing.
    fn name(&mut self, rule: &Words) -> Option<String> {
        self.words(rule, |text| {
            let russian = |c: char| ('\u{400}'..='\u{52f}').contains(&c) && c.is_alphabetic();
            text.starts_with(russian) && text.chars().all(|c| russian(c) || " -'’().".contains(c))
        })
    }

    /// Any text with at least two letters or digits in it.
    fn text(&mut self, rule: &Words) -> Option<String> {
        self.words(rule, |text| text.chars().filter(|c| c.is_alphanumeric()).count() > 1)
    }

    fn sex(&mut self) -> Option<Sex> {
        match self.typed.get("sex").parse() {
            Ok(sex) => Some(sex),
            Err(_) => self.fail("sex", "personal-error-sex-missing"),
        }
    }

    fn day(&mut self, field: &'static str, missing: &'static str, format: &'static str) -> Option<Date> {
        match self.typed.get(field) {
            "" => self.fail(field, missing),
            text => match parse_day(text) {
                Ok(day) => Some(day),
                Err(_) => self.fail(field, format),
            },
        }
    }

    fn born_on(&mut self, today: Date) -> Option<Date> {
        let born_on = self.day("born_on", "personal-error-born-on-missing", "personal-error-born-on-format")?;
        if born_on > today {
            return self.fail("born_on", "personal-error-born-on-future");
        }
        if born_on < today.saturating_sub(Span::new().years(OLDEST)) {
            return self.fail("born_on", "personal-error-born-on-past");
        }
        if passport::birthday(born_on, FIRST_AGE) > today {
            return self.fail("born_on", "personal-error-born-on-young");
        }
        Some(born_on)
    }

    fn issued_on(&mut self, born_on: Option<Date>, today: Date) -> Option<Date> {
        let field = "passport_issued_on";
        let issued_on = self.day(field, "personal-error-issued-on-missing", "personal-error-issued-on-format")?;
        // Without a birth date only the future can be told.
        let checked = match born_on {
            Some(born_on) => passport::check(born_on, issued_on, today),
            None if issued_on > today => Err(BadPassport::Future),
            None => Ok(()),
        };
        match checked {
            Ok(()) => Some(issued_on),
            Err(BadPassport::Future) => self.fail(field, "personal-error-issued-on-future"),
            Err(BadPassport::TooEarly) => self.fail(field, "personal-error-issued-on-early"),
            Err(BadPassport::RunOut { age }) => {
                self.fail_with(field, "personal-error-issued-on-run-out", vec![("age", age.to_string())])
            }
        }
    }

    fn passport(&mut self) -> Option<Passport> {
        match self.typed.get("passport") {
            "" => self.fail("passport", "personal-error-passport-missing"),
            text => match text.parse() {
                Ok(passport) => Some(passport),
                Err(_) => self.fail("passport", "personal-error-passport-format"),
            },
        }
    }

    fn subdivision_code(&mut self) -> Option<SubdivisionCode> {
        match self.typed.get("subdivision_code") {
            "" => self.fail("subdivision_code", "personal-error-subdivision-code-missing"),
            text => match text.parse() {
                Ok(code) => Some(code),
                Err(_) => self.fail("subdivision_code", "personal-error-subdivision-code-format"),
            },
        }
    }

    fn snils(&mut self) -> Option<Snils> {
        match self.typed.get("snils") {
            "" => self.fail("snils", "personal-error-snils-missing"),
            text => match text.parse() {
                Ok(snils) => Some(snils),
                Err(BadNumber::Form) => self.fail("snils", "personal-error-snils-format"),
                Err(BadNumber::CheckDigit) => self.fail("snils", "personal-error-snils-digits"),
            },
        }
    }

    fn inn(&mut self) -> Option<Inn> {
        match self.typed.get("inn").parse::<Inn>() {
            Ok(inn) if inn.as_str().len() == 12 => Some(inn),
            Ok(_) | Err(BadNumber::Form) => self.fail("inn", "personal-error-inn-format"),
            Err(BadNumber::CheckDigit) => self.fail("inn", "personal-error-inn-digits"),
        }
    }

    fn email(&mut self) -> Option<Email> {
        match self.typed.get("email").parse() {
            Ok(email) => Some(email),
            Err(_) => self.fail("email", "personal-error-email-format"),
        }
    }
}

#[cfg(test)]
mod tests;
