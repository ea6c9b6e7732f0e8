//! Children and vehicles of the household, the second party, seasons, and pages that nothing leads to.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use base::Lang;
use forms::*;

const SERVICE: &str = r#"
code: household
title: {ru: Семья, en: Household}
short: {ru: Кратко, en: Short}
about: {ru: О чём, en: About}
who: {ru: Все, en: Everyone}
kind: benefit
agency: social-fund
categories: [family]
price: {ru: Бесплатно, en: Free}
time: {ru: 10 дней, en: 10 days}
result: {title: {ru: Решение, en: Decision}, about: {ru: Бумага, en: Paper}}
season: {from: "08-01", until: "02-28", note: {ru: Пока снег, en: While there is snow}}
confirm: code
deadlines: {agreement: 3}
second_party:
  title: {ru: Второй родитель, en: The other parent}
  agrees: {ru: Согласен с выплатой, en: Agrees to the benefit}
  snils: other_parent
  when: alone == false
eligibility:
  - id: has_children
    require: size(profile.children) > 0 || size(children) > 0
    explain: {ru: Нужен ребёнок, en: A child is needed}
    advice: {ru: Добавьте ребёнка, en: Add a child}
computed:
  - {id: small, value: "children.count(c, age(c.child.born_on) < 3)", title: {ru: До 3 лет, en: Under 3}}
pages:
  - id: children
    title: {ru: Дети, en: Children}
    questions:
      - id: children
        type: group
        prefill: profile.children
        title: {ru: Дети, en: Children}
        item: {ru: Ребёнок, en: Child}
        questions:
          - {id: child, type: child, certificate: true, prefill: profile.children, title: {ru: Ребёнок, en: Child}}
          - {id: studies, type: yes_no, when: age(child.born_on) >= 7, title: {ru: Учится?, en: Studies?}}
  - id: car
    title: {ru: Автомобиль, en: Vehicle}
    questions:
      - {id: has_car, type: yes_no, title: {ru: Есть автомобиль?, en: Is there a vehicle?}}
      - {id: car, type: vehicle, when: has_car, prefill: profile.vehicles, title: {ru: Какой, en: Which}}
  - id: parents
    title: {ru: Родители, en: Parents}
    questions:
      - {id: alone, type: yes_no, title: {ru: Воспитываете один?, en: Alone?}}
      - {id: other_parent, type: snils, when: "!alone", title: {ru: СНИЛС, en: SNILS}}
"#;

fn definition() -> Definition {
    parse(SERVICE).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn child(name: &str, born: &str) -> Child {
    let person = Person {
        family_name: "Ветров".to_owned(),
        given_name: name.to_owned(),
        born_on: Some(born.parse().unwrap()),
        ..Person::default()
    };
    Child { person, certificate: Some("IV-МЮ 123456".to_owned()) }
}

fn facts() -> Facts {
    let children = ["2024-03-12", "2015-09-01"].map(|born| Value::Child(child("Лев", born)));
    let car = Vehicle {
        model: "Лада Веста".to_owned(), plate: None, vin: "XTA210990Y2766389".to_owned(), year: 2021
    };
    let profile = Prefill::new()
        .with_list("profile.children", children.to_vec())
        .with_list("profile.vehicles", vec![Value::Vehicle(car)]);
    Facts { today: "2026-11-21".parse().unwrap(), profile }
}

fn page<'d>(definition: &'d Definition, id: &str) -> &'d Page {
    definition.pages.iter().find(|page| page.id == id).unwrap()
}

#[test]
fn a_group_begins_with_the_household() {
    let definition = definition();
    let asked = ask(&definition, page(&definition, "children"), &Answers::new(), &facts(), Lang::Ru, None);
    assert_eq!(asked[0].items.len(), 2);
    let known: Vec<(&str, bool)> =
        asked[0].items[1].asked[0].known.iter().map(|option| (option.title.as_str(), option.selected)).collect();
    assert_eq!(known, [("Ветров Лев, 12.03.2024", false), ("Ветров Лев, 01.09.2015", true), ("Другой ребёнок", false)]);
    assert_eq!(asked[0].items[1].asked[1].path, "children.1.studies", "the older one is asked more");
    assert_eq!(asked[0].items[0].asked.len(), 1);
}

#[test]
fn the_household_is_chosen_by_name_or_another_is_typed() {
    let definition = definition();
    let input: Input = [
        ("children.0.child.known", "Ветров Лев, 12.03.2024"),
        ("children.1.child.known", "other"),
        ("children.1.child.family_name", "Ветрова"),
        ("children.1.child.given_name", "Анна"),
        ("children.1.child.born_on", "01.06.2025"),
        ("children.1.child.certificate", "iv мю 654321"),
    ]
    .into_iter()
    .collect();
    let answers = accept(&definition, "children", &input, &Answers::new(), &facts()).unwrap();
    assert_eq!(answers.at("children.0.child"), Some(&Value::Child(child("Лев", "2024-03-12"))));
    let Some(Value::Child(typed)) = answers.at("children.1.child") else { panic!("{answers:?}") };
    assert_eq!(typed.certificate.as_deref(), Some("IV-МЮ 654321"));
    assert_eq!(worked_out(&definition, &answers, &facts()).get("small"), Some(&Value::Number(2)));
    // Nobody chooses from another's household by inventing a name.
    let strange: Input = [("children.0.child.known", "Чужой Пётр, 01.01.2020")].into_iter().collect();
    assert!(accept(&definition, "children", &strange, &Answers::new(), &facts()).is_err());
}

#[test]
fn what_is_wrong_with_a_vehicle_is_said_at_its_field() {
    let definition = definition();
    let typed = |fields: &[(&str, &str)]| -> Vec<(String, &'static str)> {
        let input: Input = fields.iter().chain(&[("has_car", "yes")]).map(|(name, text)| (*name, *text)).collect();
        match accept(&definition, "car", &input, &Answers::new(), &facts()) {
            Ok(_) => Vec::new(),
            Err(wrong) => wrong.iter().map(|wrong| (wrong.path.clone(), wrong.key())).collect(),
        }
    };
    let all =
        [("car.model", "Лада"), ("car.plate", "a123bc77"), ("car.vin", "XTA210990Y2766389"), ("car.year", "2021")];
    assert_eq!(typed(&all), []);
    let bad = [("car.model", "Лада"), ("car.plate", "нет"), ("car.vin", "123"), ("car.year", "21")];
    let expected =
        [("car.plate", "forms-error-plate"), ("car.vin", "forms-error-vin"), ("car.year", "forms-error-year")];
    assert_eq!(typed(&bad), expected.map(|(path, key)| (path.to_owned(), key)));
    let old = [("car.model", ""), ("car.plate", ""), ("car.vin", "XTA210990Y2766389"), ("car.year", "1800")];
    let expected = [("car.model", "forms-error-model"), ("car.year", "forms-error-year")];
    assert_eq!(typed(&old), expected.map(|(path, key)| (path.to_owned(), key)));
    assert_eq!(typed(&[("car.known", "Лада Веста, XTA210990Y2766389")]), []);
    assert_eq!(typed(&[("car.known", "other")]), [("car".to_owned(), "forms-error-required")]);
}

#[test]
fn the_second_party_is_asked_only_when_needed() {
    let definition = definition();
    let answered = |fields: &[(&str, &str)]| {
        let input: Input = fields.iter().map(|(name, text)| (*name, *text)).collect();
        accept(&definition, "parents", &input, &Answers::new(), &facts()).unwrap()
    };
    let two = answered(&[("alone", "no"), ("other_parent", "123-456-789 64")]);
    assert_eq!(second_party(&definition, &two, &facts()).unwrap().as_str(), "12345678964");
    let one = answered(&[("alone", "yes"), ("other_parent", "123-456-789 64")]);
    assert_eq!(second_party(&definition, &one, &facts()), None);
    assert_eq!(deadlines(&definition, &two, &facts()).agreement, 3);
}

#[test]
fn a_rule_says_by_what_it_was_decided() {
    let definition = definition();
    let told = reasons(&definition, &Answers::new(), &facts(), Lang::Ru);
    assert_eq!(told.len(), 1, "what is the same for everybody is not told: {told:?}");
    assert_eq!(told[0].rule, ReasonOf::Eligibility("Нужен ребёнок".to_owned(), Some(true)));
    assert_eq!(told[0].because, [Because::Profile("profile.children".to_owned(), "2".to_owned())]);
    let alone = Facts { profile: Prefill::new(), ..facts() };
    let told = reasons(&definition, &Answers::new(), &alone, Lang::En);
    assert_eq!(told[0].rule, ReasonOf::Eligibility("A child is needed".to_owned(), None));
}

#[test]
fn the_review_is_explained_by_the_answers_behind_a_computed_value() {
    let text = SERVICE.replacen("deadlines: {agreement: 3}", "deadlines: {review: \"lone ? 5 : 10\"}", 1).replacen(
        "computed:\n",
        "computed:\n  - {id: lone, value: \"alone\"}\n",
        1,
    );
    let definition = parse(&text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let input: Input = [("alone", "yes")].into_iter().collect();
    let answers = accept(&definition, "parents", &input, &Answers::new(), &facts()).unwrap();
    let told = reasons(&definition, &answers, &facts(), Lang::Ru);
    assert_eq!(told[1].rule, ReasonOf::Review(5));
    assert_eq!(told[1].because, [Because::Answer("Воспитываете один?".to_owned(), "Да".to_owned())]);
}

#[test]
fn what_the_second_party_reads_is_asked_somewhere() {
    let text =
        SERVICE.replacen("  when: alone == false\n", "  when: alone == false\n  shows: [children, nothing]\n", 1);
    let found = parse(&text).unwrap_err();
    assert!(found.iter().any(|problem| problem.path == "second_party.shows[1]"), "{found:?}");
}

#[test]
fn what_no_answers_lead_to_is_found() {
    for (old, new, path) in [
        ("when: has_car,", "when: has_car && !has_car,", "pages[1].questions[1].when"),
        ("id: parents\n", "id: parents\n    when: has_car && has_car == false\n", "pages[2].when"),
        // The computed value stands for its own condition.
        ("when: \"!alone\",", "when: never,", "pages[2].questions[1].when"),
    ] {
        let text = SERVICE.replacen(old, new, 1).replacen(
            "computed:\n",
            "computed:\n  - {id: never, value: \"alone && !alone\"}\n",
            1,
        );
        let found = parse(&text).unwrap_err();
        assert!(
            found.iter().any(|problem| problem.path == path && problem.message().contains("no answers")),
            "{found:?}"
        );
    }
    let asked_elsewhere = SERVICE.replacen("id: parents\n", "id: parents\n    when: answered(car) || !has_car\n", 1);
    assert!(parse(&asked_elsewhere).is_ok(), "what may hold is not refused");
}

#[test]
fn a_child_without_the_certificate_that_is_asked_is_not_offered() {
    let definition = definition();
    let mut bare = child("Лев", "2024-03-12");
    bare.certificate = None;
    let known = vec![Value::Child(bare), Value::Child(child("Анна", "2015-09-01"))];
    let facts = Facts { profile: Prefill::new().with_list("profile.children", known), ..facts() };
    let asked = ask(&definition, page(&definition, "children"), &Answers::new(), &facts, Lang::Ru, None);
    // Its item is there with what is known, and the rest is typed.
    let first = &asked[0].items[0].asked[0];
    let offered: Vec<(&str, bool)> =
        first.known.iter().map(|option| (option.title.as_str(), option.selected)).collect();
    assert_eq!(offered, [("Ветров Анна, 01.09.2015", false), ("Другой ребёнок", true)]);
    let typed: Vec<&str> = first.parts.iter().map(|part| part.value.as_str()).collect();
    assert_eq!(typed, ["Ветров", "Лев", "", "12.03.2024", ""]);
    let chosen: Input = [("children.0.child.known", "Ветров Лев, 12.03.2024")].into_iter().collect();
    assert!(accept(&definition, "children", &chosen, &Answers::new(), &facts).is_err());
}
