//! Editions drawn at random: what is kept applies and is of its question's type, and nothing falls over.

#![expect(clippy::format_push_string, reason = "a text put together for a test")]

use base::{Date, Money};
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::{FileRef, Kind, Person, parse, prune::of_kind};

const HEAD: &str = "code: drawn\ntitle: {ru: а, en: a}\nshort: {ru: а, en: a}\nabout: {ru: а, en: a}\nwho: {ru: а, en: a}\n\
     kind: document\nagency: a\ncategories: [a]\nprice: {ru: а, en: a}\ntime: {ru: а, en: a}\n\
     result: {title: {ru: а, en: a}, about: {ru: а, en: a}}\npages:\n";

const KINDS: [&str; 9] = ["yes_no", "number", "choice", "date", "text", "snils", "choices", "file", "group"];

/// A question of an edition: its place is its id, so that two editions share ids and differ in everything else.
#[derive(Debug, Clone)]
struct Drawn {
    kind: &'static str,
    begins_page: bool,
    there: bool,
    when: bool,
    options: &'static [&'static str],
    inner: &'static str,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let options = select(vec![&["a", "b"][..], &["a", "c"][..], &["b", "c"][..]]);
    let of =
        (select(KINDS.to_vec()), any::<bool>(), any::<bool>(), any::<bool>(), options, select(vec!["text", "date"]));
    of.prop_map(|(kind, begins_page, there, when, options, inner)| Drawn {
        kind,
        begins_page,
        there,
        when,
        options,
        inner,
    })
}

fn edition(drawn: &[Drawn]) -> Definition {
    let mut text = String::from(HEAD);
    let mut flag = None;
    let mut first = true;
    for (index, question) in drawn.iter().enumerate().filter(|(_, question)| question.there) {
        if first || question.begins_page {
            text += &format!("  - id: p{index}\n    title: {{ru: а, en: a}}\n    questions:\n");
            first = false;
        }
        text += &format!("      - {{id: q{index}, type: {}, title: {{ru: а, en: a}}", question.kind);
        if let Some(flag) = flag.filter(|_| question.when) {
            text += &format!(", when: q{flag}");
        }
        match question.kind {
            "choice" | "choices" => {
                let options: Vec<String> =
                    question.options.iter().map(|id| format!("{{id: {id}, title: {{ru: а, en: a}}}}")).collect();
                text += &format!(", options: [{}]", options.join(", "));
            }
            "group" => {
                text += &format!(
                    ", item: {{ru: а, en: a}}, questions: [{{id: q{index}_in, type: {}, title: {{ru: а, en: a}}}}]",
                    question.inner
                );
            }
            "yes_no" => flag = Some(index),
            _ => {}
        }
        text += "}\n";
    }
    if first {
        text += "  - {id: p, title: {ru: а, en: a}, questions: [{id: only, type: text, title: {ru: а, en: a}}]}\n";
    }
    parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn value() -> impl Strategy<Value = Value> {
    let text = select(vec!["a", "b", "c", "слово", "11223344595"]).prop_map(|text| Value::Text(text.to_owned()));
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        (0_i64..6).prop_map(Value::Number),
        text,
        vec(select(vec!["a", "b", "c"]), 0..3)
            .prop_map(|ids| Value::Choices(ids.into_iter().map(str::to_owned).collect())),
        Just(Value::Day(Date::constant(2020, 2, 29))),
        Just(Value::Money(Money::roubles(5))),
        Just(Value::Person(Person::default())),
        Just(Value::Files(vec![FileRef { id: "1".to_owned(), name: "1.pdf".to_owned() }])),
        Just(Value::Files(Vec::new())),
    ]
}

fn answers() -> impl Strategy<Value = Answers> {
    let item = vec(("q[0-7]_in", value()), 0..2).prop_map(|answers| answers.into_iter().collect::<Answers>());
    let any = prop_oneof![4 => value().boxed(), 1 => vec(item, 0..3).prop_map(Value::Group).boxed()];
    vec(("q[0-7]", any), 0..14).prop_map(|answers| answers.into_iter().collect())
}

/// Whether a value is one that the question takes.
fn fits(question: &Question, value: &Value) -> bool {
    of_kind(question.kind, value)
        && match (question.kind, value) {
            (Kind::Choice, Value::Text(id)) => question.option(id).is_some(),
            (Kind::Choices, Value::Choices(ids)) => ids.iter().all(|id| question.option(id).is_some()),
            (Kind::Group, Value::Group(items)) => items.iter().all(|item| {
                item.iter().all(|(id, value)| {
                    question.questions.iter().any(|inner| inner.id == id && of_kind(inner.kind, value))
                })
            }),
            _ => true,
        }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_kept_applies_and_fits(old in vec(drawn(), 1..8), new in vec(drawn(), 1..8), answers in answers()) {
        let (old, new) = (edition(&old), edition(&new));
        let facts = Facts::on(Date::constant(2026, 12, 1));
        let before = prune(&old, &answers, &facts);
        let rebased = rebase(&old, &new, &answers, &facts);
        prop_assert_eq!(&prune(&new, &rebased.answers, &facts), &rebased.answers, "everything kept applies");
        for (id, value) in rebased.answers.iter() {
            let of = |definition: &Definition| questions(definition).into_iter().find(|known| known.id == id).cloned();
            let (was, is) = (of(&old), of(&new));
            prop_assert!(before.get(id).is_some(), "{} was never answered", id);
            let is = is.unwrap();
            prop_assert_eq!(was.unwrap().kind, is.kind);
            prop_assert!(fits(&is, value), "{} does not take {:?}", id, value);
        }
        // Whatever got lost is told of, in one place or the other.
        for (id, value) in before.iter() {
            let told = rebased.anew.iter().any(|anew| anew.question == id) || rebased.answers.get(id) == Some(value);
            let old_title = questions(&old).into_iter().any(|known| known.id == id) && !rebased.dropped.is_empty();
            prop_assert!(told || old_title, "{} got lost without a word", id);
        }
        let again = rebase(&new, &new, &rebased.answers, &facts);
        prop_assert_eq!(&again.answers, &rebased.answers);
        prop_assert!(again.dropped.is_empty());
    }
}

#[test]
fn answers_that_still_fit_stay_and_the_others_are_asked_anew() {
    let with = |questions: &str| {
        parse(&format!("{HEAD}  - id: one\n    title: {{ru: а, en: a}}\n    questions:\n{questions}")).unwrap()
    };
    let old = with(
        "      - {id: name, type: text, title: {ru: Имя, en: Name}}\n      - {id: snils, type: text, title: {ru: СНИЛС, en: SNILS}}\n      - {id: gone, type: text, title: {ru: Лишнее, en: Spare}}\n",
    );
    let new = with(
        "      - {id: name, type: text, title: {ru: Как вас зовут, en: Your name}}\n      - {id: snils, type: snils, title: {ru: СНИЛС, en: SNILS}}\n      - {id: fresh, type: text, title: {ru: Новое, en: New}}\n",
    );
    let text = |text: &str| Value::Text(text.to_owned());
    let answers: Answers = [("name", "Вера"), ("snils", "какой-то"), ("gone", "x")]
        .map(|(id, v)| (id.to_owned(), text(v)))
        .into_iter()
        .collect();
    let rebased = rebase(&old, &new, &answers, &Facts::on(Date::constant(2026, 12, 1)));
    assert_eq!(rebased.answers.iter().collect::<Vec<_>>(), [("name", &text("Вера"))]);
    let anew: Vec<&str> = rebased.anew.iter().map(|anew| anew.question.as_str()).collect();
    assert_eq!(anew, ["snils", "fresh"]);
    assert_eq!(rebased.dropped, [Text { ru: "Лишнее".to_owned(), en: "Spare".to_owned() }]);
}
