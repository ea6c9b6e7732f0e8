use proptest::prelude::*;

use super::*;

fn parts(line: &str) -> Vec<(&'static str, String)> {
    let address = Address::written(line);
    let field = |name: &'static str| address.field(name).map(|value| (name, value.to_owned()));
    Address::FIELDS.into_iter().filter(|name| *name != "text").filter_map(field).collect()
}

#[track_caller]
fn check(line: &str, expected: &[(&str, &str)]) {
    let found = parts(line);
    let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(found, expected, "{line}");
}

#[test]
fn a_line_names_its_parts() {
    check(
        "125009, г. Москва, ул. Тверская, д. 14, кв. 27",
        &[
            ("postal_code", "125009"),
            ("region_code", "77"),
            ("region", "Москва"),
            ("city", "Москва"),
            ("street", "ул. Тверская"),
            ("house", "14"),
            ("flat", "27"),
        ],
    );
    check(
        "Тверская обл., Торжокский р-н, д.Ивановка, Садовая ул, 5-7",
        &[
            ("region_code", "69"),
            ("region", "Тверская область"),
            ("district", "Торжокский р-н"),
            ("city", "Ивановка"),
            ("street", "Садовая ул"),
            ("house", "5"),
            ("flat", "7"),
        ],
    );
    check(
        "Респ Татарстан, г Казань, ул 8 Марта, дом 12а корпус 2 стр1 офис 301",
        &[
            ("region_code", "16"),
            ("region", "Республика Татарстан"),
            ("city", "Казань"),
            ("street", "ул 8 Марта"),
            ("house", "12а"),
            ("building", "к. 2, стр. 1"),
            ("flat", "301"),
        ],
    );
    check("Санкт-Петербург", &[("region_code", "78"), ("region", "Санкт-Петербург"), ("city", "Санкт-Петербург")]);
    check("просто слова без смысла", &[]);
    check("", &[]);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    use Piece::{Building, Flat, House, Name, Number};
    let n = |text: &str| Number(text.to_owned());
    for (line, expected) in [
        ("12к2с1", vec![n("12"), Building("к2".into()), Building("с1".into())]),
        ("12-А", vec![n("12а")]),
        ("12/2", vec![n("12/2")]),
        ("12-5", vec![n("12"), n("5")]),
        ("1-я", vec![Name("1".into())]),
        ("д12 кв5", vec![House("12".into()), Flat("5".into())]),
        ("д. 12, корп. 3, литера Б", vec![House("12".into()), Building("к3".into()), Building("лб".into())]),
        ("12ак2", vec![n("12а"), Building("к2".into())]),
    ] {
        assert_eq!(read(line), expected, "{line}");
    }
}

#[test]
fn every_region_is_found_by_its_name() {
    for code in 1..=99 {
        let Some(known) = subject(&format!("{code:02}")) else { continue };
        assert_eq!(subject_named(known.name), Some(&known), "{}", known.name);
    }
    assert_eq!(subject_named("Тверская обл").map(|subject| subject.code), Some("69"));
    assert_eq!(subject_named("Якутия").map(|subject| subject.code), Some("14"));
    assert_eq!(subject_named(""), None);
}

#[test]
fn addresses_kept_before_there_were_parts_are_read() {
    let old: Address = serde_json::from_str(r#"{"text":"г. Тверь, ул. Ленина, 1","postal_code":"170000"}"#).unwrap();
    assert_eq!(old.text, "г. Тверь, ул. Ленина, 1");
    assert_eq!(old.parts, AddressParts::default());
    let line: Address = serde_json::from_str(r#""г. Тверь, ул. Садовая, д. 1""#).unwrap();
    assert_eq!(line, Address::written("г. Тверь, ул. Садовая, д. 1"));
    let now = Address::written("г. Тверь, ул. Садовая, д. 1");
    let kept = serde_json::to_string(&now).unwrap();
    assert_eq!(serde_json::from_str::<Address>(&kept).unwrap(), now);
}

proptest! {
    #[test]
    fn rubbish_does_no_harm(line in any::<String>()) {
        let address = Address::written(&line);
        prop_assert_eq!(Address::written(&address.text).parts, address.parts);
    }

    #[test]
    fn what_looks_like_an_address_does_no_harm(line in "[гулдкпрстоб0-9а-яА-ЯёЁ ./,;-]{0,80}") {
        let address = Address::written(&line);
        prop_assert!(address.parts.house.as_deref() != Some(""));
    }
}
