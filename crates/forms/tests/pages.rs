//! Pages of a service that asks every type of question, as people fill them in.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use base::{Lang, Money};
use forms::*;

fn definition() -> Definition {
    match parse(include_str!("everything.yaml")) {
        Ok(definition) => definition,
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
    }
}

fn facts() -> Facts {
    let profile = Prefill::new()
        .with_text("profile.family_name", "Ветрова")
        .with_text("profile.address", "г. Москва, ул. Ленина, д. 1, кв. 5")
        .with("profile.born_on", Value::Day("1990-03-27".parse().unwrap()));
    Facts { today: "2026-11-21".parse().unwrap(), profile }
}

const FIRST: [(&str, &str); 7] = [
    ("family_name", " \u{202e}Ветро\u{200b}ва\u{0}\r\n"),
    ("copies", "2"),
    ("income", "1 500,50 ₽"),
    ("changed_on", "27.03.2015"),
    ("urgent", "no"),
    ("ways", "visit"),
    ("why", "не относится"),
];

const NUMBERS: [(&str, &str); 7] = [
    ("phone", "8 (900) 123-45-67"),
    ("email", "vera@Example.org"),
    ("snils", "123-456-789 64"),
    ("inn", ""),
    ("passport", "45 00 123456"),
    ("purpose", "work"),
    ("purpose_text", "не относится"),
];

fn input(fields: &[(&str, &str)], changes: &[(&str, &str)]) -> Input {
    let kept = fields.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes).map(|(name, text)| (*name, *text)).collect()
}

fn child(index: usize, born: &str, twin: &str) -> Vec<(String, String)> {
    let field = |name: &str, text: &str| (format!("children.{index}.{name}"), text.to_owned());
    vec![
        field("child.family_name", "Ветров"),
        field("child.given_name", "Лев"),
        field("child.patronymic", ""),
        field("child.born_on", born),
        field("twin", twin),
        field("twin_name", ""),
    ]
}

fn file(id: &str) -> FileRef {
    FileRef { id: id.to_owned(), name: format!("{id}.pdf") }
}

fn errors(wrong: &[Wrong]) -> Vec<(String, &'static str)> {
    wrong.iter().map(|wrong| (wrong.path.clone(), wrong.key())).collect()
}

fn filled() -> Answers {
    let definition = definition();
    let mut answers = accept(&definition, "about-you", &input(&FIRST, &[]), &Answers::new(), &facts()).unwrap();
    answers = accept(&definition, "numbers", &input(&NUMBERS, &[]), &answers, &facts()).unwrap();
    let mut children: Input = child(0, "01.02.2020", "no").into_iter().collect();
    children.set_files("children.0.proof", vec![file("birth")]);
    accept(&definition, "children", &children, &answers, &facts()).unwrap()
}

#[test]
fn a_good_page_is_taken_in_its_types() {
    let answers = filled();
    assert_eq!(answers.get("family_name"), Some(&Value::Text("Ветрова".to_owned())));
    assert_eq!(answers.get("copies"), Some(&Value::Number(2)));
    assert_eq!(answers.get("income"), Some(&Value::Money(Money::kopecks(150_050))));
    assert_eq!(answers.get("urgent"), Some(&Value::Flag(false)));
    assert_eq!(answers.get("why"), None, "it does not apply");
    assert_eq!(answers.get("address"), None, "it does not apply");
    assert_eq!(answers.get("phone"), Some(&Value::Text("+79001234567".to_owned())));
    assert_eq!(answers.get("snils"), Some(&Value::Text("12345678964".to_owned())));
    assert!(matches!(answers.at("children.0.child"), Some(Value::Person(person)) if person.patronymic.is_none()));
    assert_eq!(answers.files(), [("children.0.proof".to_owned(), &file("birth"))]);
    assert!(missing(&definition(), &answers, &facts()).is_empty());
}

#[test]
fn every_fault_is_named_at_its_field() {
    let definition = definition();
    for (field, text, key) in [
        ("family_name", "Vetrova", "forms-error-not-cyrillic"),
        ("family_name", "Ветрoва", "forms-error-not-cyrillic"),
        ("family_name", "Вет\u{fffd}рова", "forms-error-unreadable"),
        ("family_name", "Ветрова\u{e000}", "forms-error-unreadable"),
        ("family_name", "Ветрова\u{336}\u{336}\u{336}\u{336}\u{336}", "forms-error-unreadable"),
        ("family_name", "\u{202e}\u{200b}", "forms-error-required"),
        ("family_name", "", "forms-error-required"),
        ("copies", "две", "forms-error-not-number"),
        ("copies", "0", "forms-error-less-than"),
        ("copies", "6", "forms-error-more-than"),
        ("income", "много", "forms-error-not-money"),
        ("income", "1000000,01", "forms-error-more-than"),
        ("changed_on", "31.02.2015", "forms-error-not-day"),
        ("changed_on", "22.11.2026", "forms-error-after"),
        ("changed_on", "01.01.1900", "forms-error-before"),
        ("urgent", "", "forms-error-choose"),
        ("urgent", "maybe", "forms-error-not-option"),
        ("ways", "pigeon", "forms-error-not-option"),
        ("ways", "", "forms-error-choose"),
    ] {
        let wrong = accept(&definition, "about-you", &input(&FIRST, &[(field, text)]), &Answers::new(), &facts());
        assert_eq!(errors(&wrong.unwrap_err()), [(field.to_owned(), key)], "{field}: {text}");
    }
    for (field, text, key) in [
        ("phone", "12", "forms-error-not-phone"),
        ("email", "vera", "forms-error-not-email"),
        ("snils", "123", "forms-error-snils-form"),
        ("snils", "123-456-789 65", "forms-error-snils-check-digit"),
        ("inn", "1", "forms-error-inn-form"),
        ("inn", "7707089102", "forms-error-inn-check-digit"),
        ("passport", "45", "forms-error-not-passport"),
        ("purpose", "", "forms-error-choose"),
    ] {
        let before = filled();
        let wrong = accept(&definition, "numbers", &input(&NUMBERS, &[(field, text)]), &before, &facts());
        assert_eq!(errors(&wrong.unwrap_err()), [(field.to_owned(), key)], "{field}: {text}");
    }
}

#[test]
fn questions_that_begin_to_apply_are_required() {
    let definition = definition();
    let changed = input(&FIRST, &[("urgent", "yes"), ("why", ""), ("ways", "mail"), ("copies", "3")]);
    let wrong = accept(&definition, "about-you", &changed, &Answers::new(), &facts()).unwrap_err();
    assert_eq!(
        errors(&wrong),
        [
            ("copies".to_owned(), "forms-error-own"),
            ("why".to_owned(), "forms-error-required"),
            ("address".to_owned(), "forms-error-address-line"),
        ]
    );
    let changed =
        input(&FIRST, &[("urgent", "yes"), ("why", "так"), ("ways", "mail"), ("address", "Москва, ул. Мира")]);
    let mut changed = changed;
    changed.add("address.postal_code", "1190");
    let wrong = accept(&definition, "about-you", &changed, &Answers::new(), &facts()).unwrap_err();
    let found = errors(&wrong);
    assert_eq!(found[0], ("why".to_owned(), "forms-error-too-short"));
    assert_eq!(found[1], ("address.postal_code".to_owned(), "forms-error-postal-code"));
    assert_eq!(wrong[0].args(Lang::Ru), [("title", "Почему".to_owned()), ("limit", "5".to_owned())]);
}

#[test]
fn items_of_a_group_are_named_by_the_place_they_had() {
    let definition = definition();
    let mut fields = child(0, "01.02.2020", "no");
    fields.extend(child(2, "завтра", "yes"));
    fields.push(("children.1.twin_name".to_owned(), "  ".to_owned()));
    fields.push(("children.5".to_owned(), "1".to_owned()));
    let mut input: Input = fields.into_iter().collect();
    input.set_files("children.0.proof", vec![file("birth")]);
    let wrong = accept(&definition, "children", &input, &filled(), &facts()).unwrap_err();
    let mut found = errors(&wrong);
    found.sort();
    assert_eq!(
        found,
        [
            ("children.2.child.born_on".to_owned(), "forms-error-not-day"),
            ("children.2.proof".to_owned(), "forms-error-attach"),
            ("children.2.twin_name".to_owned(), "forms-error-required"),
        ]
    );
    let mut fields = child(0, "01.02.2020", "yes");
    fields.push(("children.0.twin_name".to_owned(), "Яна".to_owned()));
    let fields: Vec<_> =
        fields.into_iter().filter(|(name, text)| !(name.ends_with("twin_name") && text.is_empty())).collect();
    let mut input: Input = fields.into_iter().collect();
    input.set_files("children.0.proof", vec![file("birth")]);
    let wrong = accept(&definition, "children", &input, &filled(), &facts()).unwrap_err();
    assert_eq!(errors(&wrong), [("children".to_owned(), "forms-error-own")], "the group's own check");
}

#[test]
fn a_photograph_is_no_document() {
    let definition =
        parse(&include_str!("everything.yaml").replace("type: file,", "type: file, picture: true,")).unwrap();
    let come = |name: &str| {
        let mut input: Input = child(0, "01.02.2020", "no").into_iter().collect();
        let [id, name] = ["birth", name].map(str::to_owned);
        input.set_files("children.0.proof", vec![FileRef { id, name }]);
        accept(&definition, "children", &input, &filled(), &facts())
    };
    let wrong = come("face.pdf").unwrap_err();
    assert_eq!(errors(&wrong), [("children.0.proof".to_owned(), "forms-error-picture")]);
    assert!(come("face.jpg").is_ok() && come("face.png").is_ok());
}

#[test]
fn nothing_typed_in_a_group_is_said_at_its_first_item() {
    let definition = definition();
    let wrong = accept(&definition, "children", &Input::new(), &filled(), &facts()).unwrap_err();
    assert_eq!(errors(&wrong), [("children".to_owned(), "forms-error-too-few")]);
    let blank: Input = [("children.0.child.family_name", "")].into_iter().collect();
    let found = errors(&accept(&definition, "children", &blank, &Answers::new(), &facts()).unwrap_err());
    assert_eq!(found, [(String::new(), "forms-error-no-such-page")], "the page does not apply without copies");
    let found = errors(&accept(&definition, "children", &blank, &filled(), &facts()).unwrap_err());
    assert_eq!(found[0], ("children.0.child".to_owned(), "forms-error-required"));
}

#[test]
fn files_stay_until_they_are_set_again() {
    let definition = definition();
    let typed: Input = child(0, "01.02.2021", "no").into_iter().collect();
    let answers = accept(&definition, "children", &typed, &filled(), &facts()).unwrap();
    assert_eq!(answers.files().len(), 1, "not said, not changed");
    let mut typed: Input = child(0, "01.02.2021", "no").into_iter().collect();
    typed.set_files("children.0.proof", vec![file("a"), file("b"), file("c")]);
    let wrong = accept(&definition, "children", &typed, &answers, &facts()).unwrap_err();
    assert_eq!(errors(&wrong), [("children.0.proof".to_owned(), "forms-error-too-many-files")]);
}

#[test]
fn the_summary_says_it_in_words() {
    let sections = summary(&definition(), &filled(), &facts(), Lang::Ru);
    let pages: Vec<&str> = sections.iter().map(|section| section.page.as_str()).collect();
    assert_eq!(pages, ["about-you", "numbers", "children", ""]);
    let lines: Vec<String> = sections
        .iter()
        .flat_map(|section| &section.rows)
        .map(|row| format!("{} | {}", row.label, row.lines.join(" / ").replace('\u{a0}', " ")))
        .collect();
    assert_eq!(
        lines,
        [
            "Фамилия | Ветрова",
            "Сколько копий | 2",
            "Доход | 1 500,50 ₽",
            "Дата | 27 марта 2015",
            "Срочно? | Нет",
            "Как получить | Лично",
            "Телефон | +7 900 123-45-67",
            "Почта | vera@example.org",
            "СНИЛС | 123-456-789 64",
            "Паспорт | 45 00 123456",
            "Для чего | Для работы",
            "Ребёнок 1 | Ребёнок: Ветров Лев, 1 февраля 2020 / Из близнецов?: Нет / Свидетельство: birth.pdf",
            "Детей до 14 лет | 1",
        ]
    );
}

#[test]
fn fee_deadlines_and_rules_follow_the_answers() {
    let definition = definition();
    assert_eq!(fee(&definition, &Answers::new(), &facts()), FeeDue::Unknown);
    assert_eq!(fee(&definition, &filled(), &facts()), FeeDue::Due(Money::roubles(200)));
    assert_eq!(
        deadlines(&definition, &filled(), &facts()),
        DeadlineDays { review: 10, answer: 10, payment: 15, agreement: 5 }
    );
    assert!(eligibility(&definition, &filled(), &facts()).is_empty());
    let open: Vec<&str> =
        open_rules(&definition, &Answers::new(), &facts()).iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(open, ["not_too_many"]);
    let mut young = facts();
    young.profile = young.profile.with("profile.born_on", Value::Day("2010-01-01".parse().unwrap()));
    let unmet = eligibility(&definition, &filled(), &young);
    assert_eq!(unmet.iter().map(|unmet| unmet.rule.id.as_str()).collect::<Vec<_>>(), ["adult"]);
}

#[test]
fn a_page_is_shown_with_what_is_known() {
    let definition = definition();
    let page = definition.pages.iter().find(|page| page.id == "about-you").unwrap();
    let asked = ask(&definition, page, &Answers::new(), &facts(), Lang::En, None);
    let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, ["family_name", "copies", "income", "changed_on", "urgent", "ways"]);
    assert_eq!(asked[0].value, "Ветрова", "from the profile");
    let yes = &asked[4].options[0];
    assert_eq!((yes.value.as_str(), yes.title.as_str()), ("yes", "Yes"));
    assert_eq!(yes.reveals[0].path, "why");
    let typed = input(&FIRST, &[("family_name", "Vetrova"), ("ways", "mail"), ("urgent", "yes"), ("why", "так")]);
    let asked = ask(&definition, page, &Answers::new(), &facts(), Lang::Ru, Some(&typed));
    assert_eq!(asked[0].value, "Vetrova", "what was typed stays");
    assert!(asked[4].options[0].selected);
    assert_eq!(asked[4].options[0].reveals[0].value, "так");
    assert!(asked[5].options[0].selected);
    assert_eq!(asked[6].path, "address");
    assert_eq!(asked[6].parts[0].path, "address.postal_code");
}

#[test]
fn a_group_is_shown_with_an_empty_item_to_begin_with() {
    let definition = definition();
    let page = definition.pages.iter().find(|page| page.id == "children").unwrap();
    let asked = ask(&definition, page, &Answers::new(), &facts(), Lang::Ru, None);
    assert_eq!(asked[0].items[0].title, "Ребёнок 1");
    assert_eq!(asked[0].items[0].asked[0].path, "children.0.child");
    assert_eq!(asked[0].items[0].asked[0].parts.len(), 4);
    assert_eq!(asked[0].items[0].asked[1].options[0].reveals[0].path, "children.0.twin_name");
    let mut two: Input = child(3, "01.02.2020", "yes").into_iter().collect();
    two.add("children.7", "1");
    let asked = ask(&definition, page, &filled(), &facts(), Lang::Ru, Some(&two));
    let items: Vec<(usize, &str)> = asked[0].items.iter().map(|item| (item.index, item.title.as_str())).collect();
    assert_eq!(items, [(3, "Ребёнок 1"), (7, "Ребёнок 2")], "an added item stays though it is empty");
    assert!(asked[0].items[0].asked[1].options[0].selected);
}

#[test]
fn the_result_document_gets_plain_data() {
    let data = result_data(&definition(), &filled(), &facts(), Lang::Ru);
    assert_eq!(data["purpose"]["value"], "work");
    assert_eq!(data["purpose"]["text"], "Для работы");
    assert_eq!(data["children"]["value"][0]["twin"]["value"], false);
    assert!(data.get("why").is_none());
    let input: Input = [("found", "yes"), ("note", "архив")].into_iter().collect();
    let decision = decide(&definition(), &input, &facts()).unwrap();
    assert_eq!(decision_data(&definition(), &decision, Lang::En)["found"]["text"], "Yes");
    assert_eq!(errors(&decide(&definition(), &Input::new(), &facts()).unwrap_err())[0].1, "forms-error-choose");
}

#[test]
fn prefill_fills_what_is_empty_and_applies() {
    let filled = prefill(&definition(), &Answers::new(), &facts());
    assert_eq!(filled.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["family_name"], "no address yet");
}

#[test]
fn answers_survive_storage() {
    let answers = filled();
    let text = serde_json::to_string(&answers).unwrap();
    assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), answers);
}
