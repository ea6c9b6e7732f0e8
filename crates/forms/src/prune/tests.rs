//! Over definitions drawn at random and answers given in any order: what does not apply has no answer.

#![expect(clippy::format_push_string, reason = "a text put together for a test")]

use base::{Date, Money};
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::{Input, accept, parse};

const KINDS: [&str; 7] = ["yes_no", "number", "choice", "date", "text", "choices", "group"];

/// A question drawn at random: its type, whether it begins a page, and what its condition looks at.
#[derive(Debug, Clone)]
struct Drawn {
    kind: &'static str,
    begins_page: bool,
    depends_on: Option<usize>,
    second: Option<usize>,
    or: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let of = (select(KINDS.to_vec()), any::<bool>(), any::<Option<usize>>(), any::<Option<usize>>(), any::<bool>());
    of.prop_map(|(kind, begins_page, depends_on, second, or)| Drawn { kind, begins_page, depends_on, second, or })
}

/// A condition over one earlier question.
fn condition(kind: &str, name: &str) -> String {
    match kind {
        "yes_no" => name.to_owned(),
        "number" => format!("{name} > 2"),
        "choice" => format!("{name} == \"a\""),
        "date" => format!("{name} < today"),
        "choices" => format!("\"b\" in {name}"),
        "group" => format!("{name}.exists(item, item.{name}_flag)"),
        _ => format!("answered({name})"),
    }
}

fn yaml(drawn: &[Drawn]) -> String {
    let mut text = String::from(
        "code: drawn\ntitle: {ru: а, en: a}\nshort: {ru: а, en: a}\nabout: {ru: а, en: a}\nwho: {ru: а, en: a}\n\
         kind: document\nagency: a\ncategories: [a]\nprice: {ru: а, en: a}\ntime: {ru: а, en: a}\n\
         result: {title: {ru: а, en: a}, about: {ru: а, en: a}}\npages:\n",
    );
    for (index, question) in drawn.iter().enumerate() {
        let earlier = |at: Option<usize>| at.filter(|_| index > 0).map(|at| at % index);
        let when: Vec<String> = [earlier(question.depends_on), earlier(question.second)]
            .into_iter()
            .flatten()
            .map(|at| condition(drawn[at].kind, &format!("q{at}")))
            .collect();
        let when = when.join(if question.or { " || " } else { " && " });
        if index == 0 || question.begins_page {
            text += &format!("  - id: p{index}\n    title: {{ru: а, en: a}}\n");
            if !when.is_empty() {
                text += &format!("    when: '{when}'\n");
            }
            text += "    questions:\n";
        }
        text += &format!("      - {{id: q{index}, type: {}, title: {{ru: а, en: a}}", question.kind);
        if !when.is_empty() {
            text += &format!(", when: '{when}'");
        }
        match question.kind {
            "choice" | "choices" => {
                text += ", options: [{id: a, title: {ru: а, en: a}}, {id: b, title: {ru: б, en: b}}]";
            }
            "group" => {
                text += &format!(
                    ", item: {{ru: а, en: a}}, questions: [{{id: q{index}_flag, type: yes_no, title: {{ru: а, en: a}}}}, \
                     {{id: q{index}_more, type: text, when: q{index}_flag, title: {{ru: а, en: a}}}}]"
                );
            }
            _ => {}
        }
        text += "}\n";
    }
    text
}

fn value() -> impl Strategy<Value = Value> {
    let day = (1990_i16..2040, 1_i8..13, 1_i8..28).prop_map(|(y, m, d)| Value::Day(Date::new(y, m, d).unwrap()));
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        (0_i64..6).prop_map(Value::Number),
        select(vec!["a", "b", "gone", "слово"]).prop_map(|text| Value::Text(text.to_owned())),
        vec(select(vec!["a", "b", "gone"]), 0..3)
            .prop_map(|ids| Value::Choices(ids.into_iter().map(str::to_owned).collect())),
        day,
        Just(Value::Money(Money::roubles(5))),
    ]
}

/// Any answers: fitting or not, of questions that apply or not, of questions that do not exist.
fn answers() -> impl Strategy<Value = Answers> {
    let item = vec(("q[0-9]_(flag|more)", value()), 0..3).prop_map(|answers| answers.into_iter().collect::<Answers>());
    let any = prop_oneof![3 => value().boxed(), 1 => vec(item, 0..3).prop_map(Value::Group).boxed()];
    vec(("q[0-9]", any), 0..14).prop_map(|answers| answers.into_iter().collect())
}

/// What people type: some of it right, some of it not.
fn typed() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = select(vec!["yes", "no", "3", "1", "a", "b", "27.03.2015", "27.03.2035", "", "слово"]);
    let name = prop_oneof!["q[0-9]", "q[0-9]\\.[0-2]\\.q[0-9]_(flag|more)"];
    vec((name, text.prop_map(str::to_owned)), 0..12)
}

/// Every question kept applies, by what is kept and nothing else.
fn holds(definition: &Definition, kept: &Answers, facts: &Facts) -> Result<(), TestCaseError> {
    let computed = by_name(&definition.computed);
    let scope = Scope::new(facts, kept, &computed);
    let mut known = Vec::new();
    for page in &definition.pages {
        for question in &page.questions {
            known.push(question.id.as_str());
            let applying = applies(page.when.as_ref(), &scope) && applies(question.when.as_ref(), &scope);
            prop_assert!(applying || kept.get(&question.id).is_none(), "{} does not apply", question.id);
            let Some(Value::Group(items)) = kept.get(&question.id) else { continue };
            for item in items {
                for inner in &question.questions {
                    let applying = applies(inner.when.as_ref(), &scope.inside(item));
                    prop_assert!(applying || item.get(&inner.id).is_none(), "{} does not apply", inner.id);
                }
            }
        }
    }
    for (name, _) in kept.iter() {
        prop_assert!(known.contains(&name), "{name} is no question");
    }
    Ok(())
}

fn facts() -> Facts {
    Facts::on("2026-11-21".parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_does_not_apply_has_no_answer(drawn in vec(drawn(), 1..10), answers in answers()) {
        let definition = parse(&yaml(&drawn)).unwrap();
        let kept = prune(&definition, &answers, &facts());
        holds(&definition, &kept, &facts())?;
        prop_assert_eq!(&prune(&definition, &kept, &facts()), &kept, "once is enough");
    }

    #[test]
    fn pages_taken_in_any_order_leave_no_stray_answer(
        drawn in vec(drawn(), 1..10),
        saves in vec((any::<prop::sample::Index>(), typed()), 1..8),
    ) {
        let definition = parse(&yaml(&drawn)).unwrap();
        let mut answers = Answers::new();
        for (page, typed) in saves {
            let page = &definition.pages[page.index(definition.pages.len())];
            let input: Input = typed.into_iter().collect();
            if let Ok(taken) = accept(&definition, &page.id, &input, &answers, &facts()) {
                answers = taken;
            }
            holds(&definition, &answers, &facts())?;
        }
    }
}

#[test]
fn taking_back_an_answer_takes_back_what_hung_on_it() {
    let drawn = [
        Drawn { kind: "yes_no", begins_page: true, depends_on: None, second: None, or: false },
        Drawn { kind: "choice", begins_page: true, depends_on: Some(0), second: None, or: false },
        Drawn { kind: "number", begins_page: true, depends_on: Some(1), second: None, or: false },
    ];
    let definition = parse(&yaml(&drawn)).unwrap();
    let mut answers: Answers = [
        ("q0".to_owned(), Value::Flag(true)),
        ("q1".to_owned(), Value::Text("a".to_owned())),
        ("q2".to_owned(), Value::Number(7)),
    ]
    .into_iter()
    .collect();
    assert_eq!(prune(&definition, &answers, &facts()), answers);
    answers.set("q0", Value::Flag(false));
    let kept = prune(&definition, &answers, &facts());
    assert_eq!(kept.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["q0"]);
    assert_eq!(applicable_pages(&definition, &kept, &facts()).len(), 1);
}
