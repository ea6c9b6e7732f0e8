use std::collections::BTreeMap;

use base::{Date, Money};
use proptest::prelude::*;

use crate::{Answers, Expression, Facts, Prefill, Value, logic::scope::Scope};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn facts() -> Facts {
    let profile = Prefill::new().with("profile.born_on", Value::Day(day("2010-11-22")));
    Facts { today: day("2026-11-21"), profile }
}

fn child(name: Option<&str>, age: i64) -> Answers {
    let mut child = Answers::new();
    if let Some(name) = name {
        child.set("name", Value::Text(name.to_owned()));
    }
    child.set("years", Value::Number(age));
    child
}

fn answers() -> Answers {
    let mut answers = Answers::new();
    answers.set("yes", Value::Flag(true));
    answers.set("no", Value::Flag(false));
    answers.set("purpose", Value::Text("visa".to_owned()));
    answers.set("copies", Value::Number(3));
    answers.set("income", Value::Money(Money::roubles(100)));
    answers.set("changed_on", Value::Day(day("2015-03-27")));
    answers.set("ways", Value::Choices(vec!["mail".to_owned(), "visit".to_owned()]));
    answers.set("children", Value::Group(vec![child(Some("Ира"), 3), child(None, 15)]));
    answers
}

fn holds(source: &str) -> Option<bool> {
    let expression = Expression::new(source);
    assert_eq!(expression.fault(), None, "{source}");
    let (facts, answers, computed) = (facts(), answers(), BTreeMap::new());
    expression.holds(&Scope::new(&facts, &answers, &computed))
}

#[test]
fn known_answers_decide() {
    for source in [
        "yes",
        "!no",
        "purpose == \"visa\"",
        "purpose in [\"work\", \"visa\"]",
        "\"mail\" in ways",
        "copies * 2 - 1 == 5",
        "copies > 2 ? yes : no",
        "income + roubles(50) == roubles(150)",
        "changed_on < today",
        "changed_on >= date(\"2015-03-27\")",
        "years_after(changed_on, 14) == date(\"2029-03-27\")",
        "days_between(changed_on, days_after(changed_on, 40)) == 40",
        "age(profile.born_on) == 15",
        "age(profile.born_on, date(\"2026-11-22\")) == 16",
        "size(children) == 2 && size(purpose) == 4",
        "children.exists(c, c.years < 14)",
        "children.count(c, c.years < 14) == 1",
        "children.sum(c, c.years) == 18",
        "children.all(c, c.years > 2)",
    ] {
        assert_eq!(holds(source), Some(true), "{source}");
        assert_eq!(holds(&format!("!({source})")), Some(false), "{source}");
    }
}

#[test]
fn what_is_not_answered_is_neither_true_nor_false() {
    for source in [
        "other",
        "!other",
        "other == other",
        "other && yes",
        "other || no",
        "other > 3",
        "other ? yes : no",
        "children.exists(c, c.name == \"Оля\")",
        "children.all(c, c.name == \"Ира\")",
        "children.count(c, c.name == \"Ира\") > 0",
        "other in [1, 2]",
        "profile.inn == \"1\"",
    ] {
        assert_eq!(holds(source), None, "{source}");
    }
}

#[test]
fn a_deciding_side_makes_the_unknown_one_irrelevant() {
    for (source, expected) in [
        ("other && no", false),
        ("no && other", false),
        ("other || yes", true),
        ("yes || other", true),
        ("children.exists(c, c.name == \"Ира\")", true),
        ("children.all(c, c.name == \"Оля\")", false),
        ("answered(other)", false),
        ("answered(purpose)", true),
        ("copies in [3, other]", true),
    ] {
        assert_eq!(holds(source), Some(expected), "{source}");
    }
}

#[test]
fn what_cannot_be_computed_is_unknown() {
    for source in [
        "copies / 0 == 1",
        "copies % 0 == 1",
        "9223372036854775807 + copies > 0",
        "9223372036854775807 * copies > 0",
        "years_after(today, 9000) > today",
        "days_after(today, 9223372036854775807) > today",
        "roubles(9223372036854775807) > income",
        "date(\"31.12.2026\") > today",
    ] {
        assert_eq!(holds(source), None, "{source}");
    }
}

#[test]
fn what_is_not_of_the_language_is_refused_in_words() {
    for (source, words) in [
        ("", "empty"),
        ("copies >", "cannot be read"),
        ("1.5 > 1.0", "whole"),
        ("null == copies", "answered"),
        ("{'a': 1}.a", "not part"),
        ("children.map(c, c.years)", ".map"),
        ("children.exists(1, true)", "write"),
        ("matches(purpose, 'a')", "no function `matches`"),
        ("age()", "takes"),
        (&"(".repeat(60), "nested"),
        (&format!("{}1{} == 1", "(".repeat(50), ")".repeat(50)), "nested"),
        (&format!("copies > {}1", "1+".repeat(900)), "nested"),
        (&"-".repeat(900), "cannot be read"),
        (&format!("{}yes", "!".repeat(900)), "nested"),
        (&format!("copies{} > 1", ".a".repeat(900)), "nested"),
        (&format!("copies > {}", "1 + ".repeat(600)), "longer"),
    ] {
        let expression = Expression::new(source);
        let fault = expression.fault().map(crate::Saying::in_english).unwrap_or_default();
        assert!(fault.contains(words), "{source}: {fault}");
    }
}

#[test]
fn deep_brackets_do_not_end_the_program() {
    let source = format!("{}yes{}", "(".repeat(39), ")".repeat(39));
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let read =
        small.spawn(move || Expression::new(&source).fault().map(crate::Saying::in_english)).unwrap().join().unwrap();
    assert_eq!(read, None);
}

#[test]
fn endless_work_ends_as_unknown() {
    let mut answers = Answers::new();
    let items: Vec<Answers> = (0..50).map(|number| child(None, number)).collect();
    answers.set("children", Value::Group(items));
    let source = "children.all(a, children.all(b, children.all(c, children.all(d, a.years + b.years + c.years + d.years >= 0))))";
    let expression = Expression::new(source);
    let (facts, computed) = (facts(), BTreeMap::new());
    assert_eq!(expression.holds(&Scope::new(&facts, &answers, &computed)), None);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(source in "\\PC{0,80}") {
        let expression = Expression::new(&source);
        let (facts, answers, computed) = (facts(), answers(), BTreeMap::new());
        let _ = expression.holds(&Scope::new(&facts, &answers, &computed));
    }

    #[test]
    fn no_expression_makes_it_panic(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "yes", "no", "other", "copies", "income", "changed_on", "today", "ways", "children", "\"visa\"", "7", "-",
            "!", "(", ")", "[", "]", " in ", " && ", " || ", " == ", " < ", " + ", " * ", " / ", " % ", "?", ":", ",",
            ".exists(c, ", ".sum(c, ", "c.years", "age(", "size(", "answered(", "roubles(", "date(", "years_after(",
        ]), 1..24)
    ) {
        let expression = Expression::new(&parts.concat());
        let (facts, answers, computed) = (facts(), answers(), BTreeMap::new());
        let scope = Scope::new(&facts, &answers, &computed);
        if expression.fault().is_none() {
            let _ = (expression.holds(&scope), expression.number(&scope), expression.money(&scope));
        }
    }

    #[test]
    fn and_or_not_follow_kleene(left in 0_usize..3, right in 0_usize..3) {
        let names = ["yes", "no", "other"];
        let known = [Some(true), Some(false), None];
        let and = match (known[left], known[right]) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
        let (left, right) = (names[left], names[right]);
        prop_assert_eq!(holds(&format!("{left} && {right}")), and);
        prop_assert_eq!(holds(&format!("!(!{left} || !{right})")), and);
    }
}
