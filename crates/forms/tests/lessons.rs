//! What the field learned the hard way, as far as it is the language's. `services/README.md` names the test of each lesson.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use forms::*;

/// A service with these lines after its description.
fn service(rest: &str) -> String {
    format!(
        "code: trial
title: {{ru: Проба, en: Trial}}
short: {{ru: Проба, en: Trial}}
about: {{ru: Проба, en: Trial}}
who: {{ru: Все, en: Everybody}}
kind: statement
level: simplified
agency: office
categories: [documents]
price: {{ru: Бесплатно, en: Free}}
time: {{ru: 5 дней, en: 5 days}}
result: {{title: {{ru: Запись, en: Entry}}, about: {{ru: Запись, en: Entry}}}}
deadlines: {{review: 5, answer: 5}}
{rest}"
    )
}

fn parsed(rest: &str) -> Definition {
    parse(&service(rest)).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn facts() -> Facts {
    Facts::on("2026-11-21".parse().unwrap())
}

#[test]
fn repeated_groups_are_asked_any_all_count_and_sum() {
    let definition = parsed(
        "computed:
  - {id: any_small, value: 'children.exists(c, c.years < 7)'}
  - {id: all_small, value: 'children.all(c, c.years < 7)'}
  - {id: small, value: 'children.count(c, c.years < 7)'}
  - {id: years_together, value: 'children.sum(c, c.years)'}
pages:
  - id: family
    title: {ru: Дети, en: Children}
    questions:
      - id: children
        type: group
        max_items: 5
        title: {ru: Дети, en: Children}
        item: {ru: Ребёнок, en: Child}
        questions: [{id: years, type: number, title: {ru: Сколько лет, en: How old}}]
  - id: small
    title: {ru: Малыши, en: Little ones}
    when: any_small
    questions: [{id: nursery, type: yes_no, title: {ru: Нужны ясли, en: A nursery is needed}}]
",
    );
    let taken = |ages: &[&str]| {
        let input: Input =
            ages.iter().enumerate().map(|(place, age)| (format!("children.{place}.years"), *age)).collect();
        accept(&definition, "family", &input, &Answers::new(), &facts()).unwrap()
    };
    let worked_out = |ages: &[&str]| {
        let values = forms::worked_out(&definition, &taken(ages), &facts());
        ["any_small", "all_small", "small", "years_together"].map(|id| values.get(id).cloned())
    };
    let flag = |flag| Some(Value::Flag(flag));
    let number = |number| Some(Value::Number(number));
    // Not the first item decides, but those that are asked about.
    assert_eq!(worked_out(&["15", "3", "6"]), [flag(true), flag(false), number(2), number(24)]);
    assert_eq!(worked_out(&["3"]), [flag(true), flag(true), number(1), number(3)]);
    assert_eq!(worked_out(&["15"]), [flag(false), flag(false), number(0), number(15)]);
    let pages = |ages: &[&str]| applicable_pages(&definition, &taken(ages), &facts()).len();
    assert_eq!((pages(&["15", "3"]), pages(&["15"])), (2, 1));
}

const CHOICE: &str = "pages:
  - id: purpose
    title: {ru: Зачем, en: Why}
    questions:
      - id: purpose
        type: choice
        title: {ru: Куда понесёте, en: Where to}
        options: [{id: work, title: {ru: На работу, en: To work}}, {id: other, title: {ru: Ещё куда-то, en: Elsewhere}}]
  - id: employer
    title: {ru: Работодатель, en: Employer}
    when: purpose == \"work\"
    questions: [{id: employer, type: text, title: {ru: Кто, en: Who}}]
";

#[test]
fn choices_are_compared_by_id_and_never_by_text() {
    let input: Input = [("purpose", "work")].into_iter().collect();
    let answers = accept(&parsed(CHOICE), "purpose", &input, &Answers::new(), &facts()).unwrap();
    // Other words in any language change nothing of what was answered or what it leads to.
    let renamed = parsed(&CHOICE.replace("На работу", "Работодателю").replace("To work", "To the employer"));
    assert_eq!(prune(&renamed, &answers, &facts()), answers);
    assert_eq!(applicable_pages(&renamed, &answers, &facts()).len(), 2);
    // Who compares with the words is told so before publishing.
    let by_text = service(&CHOICE.replace("== \"work\"", "== \"На работу\""));
    assert!(parse(&by_text).is_err());
    let sent: Input = [("purpose", "На работу")].into_iter().collect();
    assert!(accept(&renamed, "purpose", &sent, &Answers::new(), &facts()).is_err());
}
