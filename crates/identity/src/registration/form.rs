//! Reads the first page of registration.

use base::{Email, Lang, Phone};
use web::Fields;

use super::Applicant;
use crate::{
    accounts::{Names, read_name},
    events::Contact,
    next,
};

/// Which contact a person registers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// «Мобильный телефон».
    Phone,
    /// «Электронная почта», for those who have no mobile phone.
    Email,
}

impl By {
    /// As the address and the hidden field say it.
    pub(super) fn of(fields: &Fields) -> Self {
        if fields.value("by") == "email" { Self::Email } else { Self::Phone }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// What was typed, if nothing is wrong with it; errors are recorded at the fields.
pub(super) fn read(fields: &mut Fields, lang: Lang) -> Option<Applicant> {
    let family = name(fields, "family_name", "register-family-name-error");
    let given = name(fields, "given_name", "register-given-name-error");
    let patronymic = match fields.value("patronymic").trim() {
        "" => Some(None),
        _ => name(fields, "patronymic", "register-patronymic-error").map(Some),
    };
    let (contact, email) = match By::of(fields) {
        By::Phone => {
            let phone = fields.parse::<Phone>("phone", "register-phone-error");
            let email = fields.parse_optional::<Email>("email", "register-email-error");
            (phone.map(Contact::Sms), email)
        }
        By::Email => (fields.parse::<Email>("email", "register-email-error").map(Contact::Mail), Some(None)),
    };
    for (consent, error) in [("terms", "register-terms-error"), ("privacy", "register-privacy-error")] {
        if !fields.chose(consent, "yes") {
            fields.fail(consent, error);
        }
    }
    if !fields.is_fine() {
        return None;
    }
    let names = Names { family: family?, given: given?, patronymic: patronymic? };
    Some(Applicant { names, contact: contact?, email: email?, lang, next: next::safe(fields.value("next")) })
}

fn name(fields: &mut Fields, field: &str, error_key: &str) -> Option<String> {
    let read = read_name(fields.value(field)).ok();
    if base::text::mixes_scripts(fields.value(field)) {
        fields.fail(field, "register-name-mixed");
        return None;
    }
    if read.is_none() {
        fields.fail(field, error_key);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 5] = [
        ("family_name", "Ветрова"),
        ("given_name", "Вера"),
        ("phone", "8 900 123-45-67"),
        ("terms", "yes"),
        ("privacy", "yes"),
    ];

    fn with(changes: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::new(GOOD);
        for (name, value) in changes {
            fields.set(*name, *value);
        }
        fields
    }

    fn wrong(changes: &[(&str, &str)]) -> Vec<String> {
        let mut fields = with(changes);
        assert_eq!(read(&mut fields, Lang::Ru), None);
        fields.errors().into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn three_fields_and_two_consents_are_enough() {
        let applicant = read(&mut with(&[]), Lang::Ru).unwrap();
        assert_eq!(applicant.names.full(), "Ветрова Вера");
        assert_eq!(applicant.contact, Contact::Sms("+79001234567".parse().unwrap()));
        assert_eq!((applicant.email, applicant.next), (None, None));
    }

    #[test]
    fn patronymic_email_and_next_may_be_added() {
        let more = [("patronymic", "Павловна"), ("email", "vera@example.org"), ("next", "/services/x/apply")];
        let applicant = read(&mut with(&more), Lang::Ru).unwrap();
        assert_eq!(applicant.names.patronymic.as_deref(), Some("Павловна"));
        assert_eq!(applicant.email.unwrap().as_str(), "vera@example.org");
        assert_eq!(applicant.next.as_deref(), Some("/services/x/apply"));
    }

    #[test]
    fn without_a_phone_the_email_is_what_the_code_goes_to() {
        let applicant =
            read(&mut with(&[("by", "email"), ("email", "vera@example.org"), ("phone", "")]), Lang::Ru).unwrap();
        assert_eq!(applicant.contact, Contact::Mail("vera@example.org".parse().unwrap()));
        assert_eq!(wrong(&[("by", "email"), ("email", "")]), ["email"]);
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert_eq!(wrong(&[("family_name", "")]), ["family_name"]);
        assert_eq!(wrong(&[("given_name", "Вера1")]), ["given_name"]);
        assert_eq!(wrong(&[("patronymic", "<b>")]), ["patronymic"]);
        assert_eq!(wrong(&[("phone", "123")]), ["phone"]);
        assert_eq!(wrong(&[("email", "vera@")]), ["email"]);
        assert_eq!(wrong(&[("terms", "no"), ("privacy", "")]), ["terms", "privacy"]);
        assert_eq!(wrong(&[("family_name", ""), ("phone", "")]), ["family_name", "phone"]);
    }

    #[test]
    fn a_foreign_address_to_go_to_is_dropped() {
        let applicant = read(&mut with(&[("next", "//evil.example")]), Lang::Ru).unwrap();
        assert_eq!(applicant.next, None);
    }
}
