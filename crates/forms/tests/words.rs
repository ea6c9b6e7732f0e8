//! Whatever can be wrong with a service has words in both languages, with the same things in them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::collections::{BTreeMap, BTreeSet};

use forms::{Problem, WORDS_EN, WORDS_RU, faults, parse};

/// The messages of problems in a source: key → the arguments that stand in it.
fn messages(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found = BTreeMap::new();
    for (key, text) in source.lines().filter_map(|line| line.split_once(" = ")) {
        if key.starts_with("forms-problem-") {
            let args = text.split("{ $").skip(1).filter_map(|rest| rest.split(" }").next());
            assert!(found.insert(key, args.collect()).is_none(), "{key} stands twice");
        }
    }
    found
}

#[test]
fn every_problem_has_words_in_both_languages() {
    let known: BTreeMap<&str, BTreeSet<&str>> =
        faults::ALL.iter().map(|(key, args)| (*key, args.iter().copied().collect())).collect();
    assert_eq!(known.len(), faults::ALL.len(), "a key stands twice");
    for (lang, source) in [("ru", WORDS_RU), ("en", WORDS_EN)] {
        assert_eq!(messages(source), known, "{lang}");
    }
}

#[test]
fn a_problem_is_said_in_the_words_that_one_brings() {
    let text = include_str!("everything.yaml").replacen("purpose == \"other\"", "purpose == 3", 1);
    let problems = parse(&text).unwrap_err();
    let keys = problems.iter().map(|problem| problem.fault.in_words(&|key, args| format!("{key}{args:?}")));
    let said = keys.collect::<Vec<String>>().join("\n");
    // What stands within is said in the same words.
    assert!(said.contains("forms-problem-in-expression") && said.contains("forms-problem-does-not-go"), "{said}");
    assert!(said.contains("forms-problem-type-number") && said.contains("forms-problem-and"), "{said}");
    let english = problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    assert!(english.contains("`==` does not go with one of ") && english.contains(" and a whole number"), "{english}");
}

#[test]
fn a_problem_is_kept_and_read_again() {
    let problems = parse("code: [").unwrap_err();
    let kept = serde_json::to_string(&problems).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Problem>>(&kept).unwrap(), problems);
}
