use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::personal::typed::{BESIDE, REQUIRED};

const TODAY: Date = date(2026, 11, 21);

fn good() -> Typed {
    let mut typed = Typed::default();
    for (field, text) in [
        ("family_name", "Ветрова"),
        ("given_name", "Анна"),
        ("patronymic", "Сергеевна"),
        ("sex", "female"),
        ("born_on", "12.04.1990"),
        ("birth_place", "г. Москва"),
        ("citizenship", "Российская Федерация"),
        ("passport", "4510 218734"),
        ("passport_issued_on", "06.05.2010"),
        ("passport_issued_by", "Отделением по району Тверской ОУФМС России по гор. Москве в ЦАО"),
        ("subdivision_code", "770002"),
        ("snils", "14672839194"),
        ("address", "125009, г. Москва, ул. Тверская, д. 14, кв. 27"),
        ("inn", "771045821355"),
        ("email", "anna.vetrova@example.org"),
    ] {
        typed.set(field, text);
    }
    typed
}

/// The keys of the errors when `field` says `text` and all the rest is right.
fn wrong(field: &str, text: &str) -> Vec<&'static str> {
    let mut typed = good();
    typed.set(field, text);
    let wrong = read(&typed, TODAY).err().unwrap_or_default();
    assert!(wrong.iter().all(|wrong| wrong.field == field), "{field}={text}: {wrong:?}");
    wrong.into_iter().map(|wrong| wrong.key).collect()
}

#[test]
fn a_right_form_is_read() {
    let data = read(&good(), TODAY).unwrap();
    assert_eq!(data.snils.to_string(), "146-728-391 94");
    assert_eq!(data.born_on, date(1990, 4, 12));
    assert_eq!(data.full_name(), "Ветрова Анна Сергеевна");
    assert_eq!(read(&Typed::from(&data), TODAY).unwrap(), data);
}

#[test]
fn an_empty_form_names_every_required_field_once() {
    let fields: Vec<&str> = read(&Typed::default(), TODAY).unwrap_err().iter().map(|wrong| wrong.field).collect();
    let expected: Vec<&str> = REQUIRED.into_iter().filter(|field| *field != "patronymic").collect();
    assert_eq!(fields, expected);
}

#[test]
fn what_may_be_empty() {
    for field in ["patronymic", "address", "inn", "email"] {
        assert!(wrong(field, "").is_empty(), "{field}");
    }
}

#[test]
fn names_are_in_russian_letters() {
    for text in ["Римский-Корсаков", "Д'Артаньян", "Салтыков (Щедрин)", "ибн Сина", "Ёлкин"]
    {
        assert!(wrong("family_name", text).is_empty(), "{text}");
    }
    for text in ["Vetrova", "Bетрова", "Ветрова1", "-", "—", "Вет@рова", "😀"] {
        assert_eq!(wrong("family_name", text), ["personal-error-family-name-letters"], "{text}");
    }
    assert_eq!(wrong("given_name", &"а".repeat(101)), ["personal-error-given-name-long"]);
    assert_eq!(wrong("patronymic", "S."), ["personal-error-patronymic-letters"]);
}

#[test]
fn days_agree() {
    assert_eq!(wrong("born_on", "31.02.1990"), ["personal-error-born-on-format"]);
    assert_eq!(wrong("born_on", "22.11.2026"), ["personal-error-born-on-future"]);
    assert_eq!(wrong("born_on", "01.01.1899"), ["personal-error-born-on-past"]);
    assert_eq!(wrong("born_on", "22.11.2012"), ["personal-error-born-on-young"]);
    assert_eq!(wrong("passport_issued_on", "22.11.2026"), ["personal-error-issued-on-future"]);
    assert_eq!(wrong("passport_issued_on", "11.04.2004"), ["personal-error-issued-on-early"]);
    assert_eq!(wrong("passport_issued_on", "06.05.2005"), ["personal-error-issued-on-run-out"]);
    assert_eq!(wrong("passport_issued_on", "вчера"), ["personal-error-issued-on-format"]);
}

#[test]
fn a_wrong_birth_date_alone_is_not_blamed_on_the_passport() {
    let mut typed = good();
    typed.set("born_on", "когда-то");
    typed.set("passport_issued_on", "01.01.2030");
    let keys: Vec<&str> = read(&typed, TODAY).unwrap_err().iter().map(|wrong| wrong.key).collect();
    assert_eq!(keys, ["personal-error-born-on-format", "personal-error-issued-on-future"]);
}

#[test]
fn numbers_have_their_form_and_check_digits() {
    assert_eq!(wrong("snils", "146-728-391 95"), ["personal-error-snils-digits"]);
    assert_eq!(wrong("snils", "146-728-391"), ["personal-error-snils-format"]);
    assert_eq!(wrong("inn", "771045821356"), ["personal-error-inn-digits"]);
    assert_eq!(wrong("inn", "7707083893"), ["personal-error-inn-format"]);
    assert_eq!(wrong("passport", "4510 21873"), ["personal-error-passport-format"]);
    assert_eq!(wrong("subdivision_code", "77000"), ["personal-error-subdivision-code-format"]);
    assert_eq!(wrong("email", "anna@"), ["personal-error-email-format"]);
    assert_eq!(wrong("sex", "other"), ["personal-error-sex-missing"]);
    for text in ["45 10 218734", "45 10 № 218734", "4510218734"] {
        assert!(wrong("passport", text).is_empty(), "{text}");
    }
}

#[test]
fn nothing_typed_shows_in_logs() {
    let data = read(&good(), TODAY).unwrap();
    let shown = format!("{data:?} {:?}", good());
    for text in ["Ветрова", "218734", "14672839194", "Тверская"] {
        assert!(!shown.contains(text), "{shown}");
    }
}

proptest! {
    /// Whatever is typed into whichever field, the form is read or says what is wrong about a field it has.
    #[test]
    fn any_text_is_answered(place in 0_usize..15, text in "\\PC{0,60}") {
        let field = REQUIRED.into_iter().chain(BESIDE).nth(place).unwrap();
        let mut typed = good();
        typed.set(field, &text);
        match read(&typed, TODAY) {
            Ok(data) => prop_assert_eq!(read(&Typed::from(&data), TODAY).unwrap(), data),
            Err(wrong) => {
                prop_assert!(!wrong.is_empty());
                prop_assert!(wrong.iter().all(|one| REQUIRED.contains(&one.field) || BESIDE.contains(&one.field)));
            }
        }
    }

    /// Any day of birth and of issue either passes or is refused; what passes has a passport of its age.
    #[test]
    fn days_of_all_kinds(born in 0_i64..50_000, issued in 0_i64..60_000) {
        let day = |days: i64| date(1890, 1, 1).saturating_add(Span::new().days(days));
        let mut typed = good();
        typed.set("born_on", &base::short_date(day(born)));
        typed.set("passport_issued_on", &base::short_date(day(issued)));
        if let Ok(data) = read(&typed, TODAY) {
            prop_assert!(passport::birthday(data.born_on, 14) <= data.passport_issued_on);
            prop_assert!(data.passport_issued_on <= TODAY);
        }
    }
}
