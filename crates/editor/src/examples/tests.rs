use std::collections::BTreeMap;

use base::Lang;
use forms::{Definition, Example, Expected, Household, Text, Typed};
use proptest::prelude::*;

use super::{typed::tidy, *};

/// Services that are there, with their examples.
fn service(code: &str) -> (Definition, Vec<(String, String)>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services").join(code);
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    let mut examples: Vec<(String, String)> = std::fs::read_dir(folder.join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), read(&path)))
        .collect();
    examples.sort();
    (forms::parse(&read(&folder.join("service.yaml"))).unwrap(), examples)
}

#[test]
fn what_holds_is_not_touched_and_what_is_written_says_the_same() {
    for code in ["hunting-ticket", "foreign-passport", "child-benefit", "vehicle-sale", "name-change"] {
        let (definition, examples) = service(code);
        assert!(!examples.is_empty());
        for (file, text) in examples {
            let ran = Ran::of(&definition, &text).unwrap();
            assert!(ran.holds() && differences(&definition, &ran, Lang::Ru).is_empty(), "{code}/{file}");
            assert_eq!(accepted(&definition, &text).as_ref(), Some(&text), "{code}/{file}");
            let anew = written(&ran.example);
            assert_eq!(forms::parse_example(&anew).unwrap(), ran.example, "{code}/{file}: {anew}");
        }
    }
}

#[test]
fn a_changed_service_changes_the_expectation_alone() {
    let (mut definition, examples) = service("foreign-passport");
    let text = &examples.iter().find(|(file, _)| file == "secrets.yaml").unwrap().1;
    let text = format!("# Что показывает этот пример\n{text}");
    definition.eligibility.retain(|rule| rule.id != "no_secrets");
    definition.fee = None;
    definition.pages.retain(|page| page.id != "work");
    let ran = Ran::of(&definition, &text).unwrap();
    let keys: Vec<&str> = differences(&definition, &ran, Lang::Ru).iter().map(|said| said.key).collect();
    assert_eq!(
        keys,
        [
            "examples-answer-lost",
            "examples-answer-lost",
            "examples-page-gone",
            "examples-unmet-lost",
            "examples-fee-differs"
        ]
    );
    let now = accepted(&definition, &text).unwrap();
    let expected = text
        .replace("  occupation: retired\n", "")
        .replace("  state_secrets: \"yes\"\n", "")
        .replace("latin-name, work, address", "latin-name, address")
        .replace("  fee: 3500,00\n", "")
        .replace("[own_age, no_secrets]", "[own_age]");
    assert_eq!(now, expected);
    assert!(Ran::of(&definition, &now).unwrap().holds());
}

#[test]
fn expectations_come_to_where_none_stood() {
    let (definition, examples) = service("hunting-ticket");
    let text = &examples.iter().find(|(file, _)| file == "first.yaml").unwrap().1;
    for expect in ["{}", "{review: 7} # как обычно", "{pages: [rules], fee: \"1,00\", unmet: [adult]}"] {
        let stale = format!("{}expect: {expect}\n", text.split("expect:").next().unwrap());
        let now = accepted(&definition, &stale).unwrap_or_else(|| panic!("{stale}"));
        assert!(Ran::of(&definition, &now).unwrap().holds(), "{now}");
        assert!(now.starts_with(text.split("expect:").next().unwrap()), "{now}");
        assert_eq!(now.contains("# как обычно"), expect.contains('#'), "{now}");
        assert_eq!(now.contains("review: 5"), expect.contains("review"), "{now}");
    }
    assert_eq!(accepted(&definition, "title: ["), None);
    assert_eq!(accepted(&definition, &text.replace("21.11.2026", "31.02.2026")), None);
}

#[test]
fn a_title_changes_alone() {
    let (_, examples) = service("hunting-ticket");
    let text = &examples[0].1;
    let now = renamed(text, "Другой", "Another").unwrap();
    assert_eq!(now, text.replacen(text.lines().next().unwrap(), "title: {ru: \"Другой\", en: \"Another\"}", 1));
    assert!(renamed("nothing", "а", "a").is_err());
}

#[test]
fn items_without_answers_are_kept_and_nothing_else_that_is_empty() {
    let one = |path: &str, text: &str| (path.to_owned(), Typed::One(text.to_owned()));
    let mut example = blank();
    example.input = BTreeMap::from([
        one("jobs.0.organisation", ""),
        one("jobs.0.position", " "),
        one("jobs.1.organisation", "Ромашка"),
        one("jobs.1.position", ""),
        one("name", ""),
        one("person.born_on", ""),
    ]);
    tidy(&mut example);
    let paths: Vec<&str> = example.input.keys().map(String::as_str).collect();
    assert_eq!(paths, ["jobs.0.item", "jobs.1.organisation"]);
    add_item(&mut example, "jobs", 1);
    remove_item(&mut example, "jobs", "0");
    let paths: Vec<&str> = example.input.keys().map(String::as_str).collect();
    assert_eq!(paths, ["jobs.1.organisation", "jobs.2.item"]);
}

fn blank() -> Example {
    Example {
        title: Text { ru: "Пример".into(), en: "An example".into() },
        today: "21.11.2026".into(),
        profile: BTreeMap::new(),
        household: Household::default(),
        input: BTreeMap::new(),
        expect: Expected::default(),
    }
}

fn typed() -> impl Strategy<Value = Typed> {
    prop_oneof![
        "\\PC{0,40}".prop_map(Typed::One),
        proptest::collection::vec("\\PC{1,20}", 1..3).prop_map(Typed::Several)
    ]
}

fn example() -> impl Strategy<Value = Example> {
    let name = "[a-z][a-z0-9_]{0,8}(\\.[0-9]{1,2}\\.[a-z_]{1,6})?";
    let input = proptest::collection::btree_map(name, typed(), 0..6);
    let profile = proptest::collection::btree_map("[a-z_]{1,10}", "\\PC{0,20}", 0..3);
    let errors = proptest::collection::btree_map(name, "forms-error-[a-z]{1,8}", 0..3);
    let words = || proptest::collection::vec("[a-z][a-z0-9_-]{0,10}", 0..4);
    let fee = proptest::option::of((0..1_000_000i64).prop_map(|sum| format!("{},{:02}", sum / 100, sum % 100)));
    let review = proptest::option::of(1..100u32);
    ("\\PC{1,30}", input, profile, (words(), errors, words(), fee, review)).prop_map(|(ru, input, profile, expect)| {
        let (pages, errors, unmet, fee, review) = expect;
        let title = Text { ru, en: "An example".into() };
        Example { title, input, profile, expect: Expected { pages, errors, unmet, fee, review }, ..blank() }
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(example in example()) {
        let text = written(&example);
        prop_assert_eq!(forms::parse_example(&text).map_err(|problem| format!("{problem}: {text}")), Ok(example));
    }

    #[test]
    fn one_example_becomes_another_in_place(one in example(), other in example()) {
        let text = format!("# Сверху\n{}", written(&one));
        let now = put(&text, &one, &other);
        prop_assert!(now.is_ok(), "{:?}: {} to {}", now, text, written(&other));
        let now = now.unwrap();
        prop_assert!(now.starts_with("# Сверху\n"));
        prop_assert_eq!(forms::parse_example(&now).unwrap(), other);
    }
}
