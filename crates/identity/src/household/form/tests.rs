use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::household::fields::typed;

const CHILD: [(&str, &str); 7] = [
    ("family_name", "Ветров"),
    ("given_name", "Лев"),
    ("patronymic", "Павлович"),
    ("born_on", "12.03.2024"),
    ("sex", "male"),
    ("certificate", "iv мю 123456"),
    ("snils", "112-233-445 95"),
];
const VEHICLE: [(&str, &str); 5] = [
    ("model", "Лада  Веста"),
    ("plate", "a123bc77"),
    ("vin", "xta210990y2766389"),
    ("year", "2021"),
    ("certificate", "99 37 123456"),
];
const LICENCE: [(&str, &str); 4] =
    [("number", "99 01 123456"), ("issued_on", "02.03.2020"), ("valid_until", "02.03.2030"), ("categories", "B")];
const ORGANISATION: [(&str, &str); 3] = [("name", "ООО «Ветер»"), ("inn", "7707083893"), ("ogrn", "1027700132195")];

fn with(fields: &[(&'static str, &str)], changes: &[(&'static str, &str)]) -> Fields {
    let mut fields = Fields::new(fields.iter().copied());
    for (name, value) in changes {
        fields.set(*name, *value);
    }
    fields
}

/// The field and the message of every mistake.
fn wrong(kind: Kind, fields: &Fields) -> Vec<(&'static str, &'static str)> {
    match read(kind, fields, date(2026, 3, 2)) {
        Ok(_) => Vec::new(),
        Err(wrong) => wrong.into_iter().map(|wrong| (wrong.field, wrong.key)).collect(),
    }
}

#[test]
fn a_child_as_on_its_certificate() {
    let fields = with(&CHILD, &[]);
    let Ok(Record::Child(child)) = read(Kind::Child, &fields, date(2026, 3, 2)) else { panic!() };
    assert_eq!(child.certificate.unwrap().to_string(), "IV-МЮ 123456");
    let bare = [("patronymic", ""), ("certificate", ""), ("snils", "")];
    assert_eq!(wrong(Kind::Child, &with(&CHILD, &bare)), []);
    let bad = [("family_name", "Vetrov"), ("given_name", " "), ("born_on", "03.03.2026"), ("sex", "")];
    let numbers = [("certificate", "12"), ("snils", "112-233-445 96")];
    assert_eq!(
        wrong(Kind::Child, &with(&CHILD, &[&bad[..], &numbers[..]].concat())),
        [
            ("family_name", "household-error-family-name-letters"),
            ("given_name", "household-error-given-name"),
            ("born_on", "personal-error-born-on-future"),
            ("sex", "household-error-sex"),
            ("certificate", "household-error-birth-certificate"),
            ("snils", "personal-error-snils-digits"),
        ]
    );
    let long = "я".repeat(101);
    assert_eq!(wrong(Kind::Child, &with(&CHILD, &[("given_name", &long)])), [("given_name", "household-error-long")]);
    let old = with(&CHILD, &[("born_on", "01.01.1900")]);
    assert_eq!(wrong(Kind::Child, &old), [("born_on", "personal-error-born-on-past")]);
}

#[test]
fn a_vehicle_as_on_its_card() {
    let Ok(Record::Vehicle(car)) = read(Kind::Vehicle, &with(&VEHICLE, &[]), date(2026, 3, 2)) else { panic!() };
    assert_eq!((car.model.as_str(), car.vin.as_str()), ("Лада Веста", "XTA210990Y2766389"));
    assert_eq!(wrong(Kind::Vehicle, &with(&VEHICLE, &[("plate", ""), ("certificate", ""), ("year", "2027")])), []);
    let bad = [("model", "?"), ("plate", "А1"), ("vin", "123"), ("year", "2028"), ("certificate", "1")];
    assert_eq!(
        wrong(Kind::Vehicle, &with(&VEHICLE, &bad)),
        [
            ("model", "household-error-model"),
            ("plate", "household-error-plate"),
            ("vin", "household-error-vin"),
            ("year", "household-error-year"),
            ("certificate", "household-error-vehicle-certificate"),
        ]
    );
}

#[test]
fn a_licence_with_its_days() {
    assert_eq!(wrong(Kind::Licence, &with(&LICENCE, &[])), []);
    let over = with(&LICENCE, &[("valid_until", "01.01.2025")]);
    assert_eq!(wrong(Kind::Licence, &over), [], "an old licence is what a new one is asked for with");
    let cases = [
        (("number", "99"), "household-error-licence"),
        (("issued_on", "03.03.2026"), "household-error-issued-on-future"),
        (("issued_on", "вчера"), "household-error-issued-on"),
        (("valid_until", "02.03.2020"), "household-error-valid-until-early"),
        (("valid_until", "03.03.2033"), "household-error-valid-until-late"),
        (("categories", "Z"), "household-error-categories"),
    ];
    for (change, key) in cases {
        assert_eq!(wrong(Kind::Licence, &with(&LICENCE, &[change])), [(change.0, key)]);
    }
}

#[test]
fn policies_and_organisations_have_check_digits() {
    let policy = |number: &str| wrong(Kind::Policy, &Fields::new([("number", number)]));
    assert_eq!(policy("1234 5678 9012 3452"), []);
    assert_eq!(policy("1234 5678 9012 3453"), [("number", "household-error-policy-digits")]);
    assert_eq!(policy("1"), [("number", "household-error-policy")]);
    let organisation = |changes: &[(&'static str, &str)]| wrong(Kind::Organisation, &with(&ORGANISATION, changes));
    assert_eq!(organisation(&[]), []);
    assert_eq!(organisation(&[("inn", "500100732259"), ("ogrn", "304500116000157")]), []);
    assert_eq!(organisation(&[("inn", "500100732259")]), [("ogrn", "household-error-ogrn-other")]);
    assert_eq!(organisation(&[("inn", "7707083894")]), [("inn", "household-error-inn-digits")]);
    assert_eq!(
        organisation(&[("name", ""), ("ogrn", "1")]),
        [("name", "household-error-name"), ("ogrn", "household-error-ogrn")]
    );
}

proptest! {
    #[test]
    fn what_was_read_is_typed_and_read_again(
        names in proptest::collection::vec("[А-ЯЁ][а-яё]{0,20}(-[А-ЯЁ][а-яё]{1,9})?", 3),
        days in 0_i32..40_000,
    ) {
        let today = date(2026, 3, 2);
        let born = base::short_date(today.saturating_sub(Span::new().days(days)));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let changes =
            [("family_name", names[0]), ("given_name", names[1]), ("patronymic", names[2]), ("born_on", &born)];
        let record = read(Kind::Child, &with(&CHILD, &changes), today).unwrap();
        prop_assert_eq!(read(Kind::Child, &typed(&record), today).unwrap(), record);
    }

    #[test]
    fn nothing_typed_breaks_the_form(texts in proptest::collection::vec(any::<String>(), 5), at in 0_usize..5) {
        let kind = Kind::ALL[at];
        let names = ["family_name", "plate", "vin", "number", "valid_until", "name", "inn", "year", "born_on"];
        let fields = Fields::new(names.iter().zip(texts.iter().cycle()).map(|(name, text)| (*name, text.clone())));
        let _ = read(kind, &fields, date(2026, 3, 2));
    }
}
