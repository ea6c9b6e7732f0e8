//! What is wrong with a definition is said with its line, its field and in words.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use forms::{Answers, Facts, Problem, json_schema, parse};
use proptest::prelude::*;

const GOOD: &str = include_str!("everything.yaml");

/// The problems of the good definition with one text replaced.
fn problems(old: &str, new: &str) -> Vec<Problem> {
    assert!(GOOD.contains(old), "{old}");
    parse(&GOOD.replacen(old, new, 1)).err().unwrap_or_default()
}

fn line(of: &str) -> u64 {
    let line = GOOD.lines().position(|line| line.contains(of)).unwrap();
    u64::try_from(line).unwrap() + 1
}

#[test]
fn each_fault_is_found_at_its_place() {
    for (old, new, path, words) in [
        ("code: everything", "code: Every Thing", "code", "small Latin"),
        ("en: Everything}", "en: ''}", "title.en", "empty"),
        ("inn: \"7707089101\"", "inn: \"7707089102\"", "fee.recipient.inn", "check digit"),
        ("bik: \"004525988\"", "bik: \"0045\"", "fee.recipient.bik", "9 digits"),
        ("min: 1, max: 5", "min: today, max: 5", "pages[0].questions[1].min", "a whole number is needed"),
        (
            "when: urgent,",
            "when: urgently,",
            "pages[0].questions[5].when",
            "there is no question or computed value `urgently`",
        ),
        ("when: urgent,", "when: snils == \"1\",", "pages[0].questions[5].when", "asked later"),
        ("when: urgent,", "when: twin,", "pages[0].questions[5].when", "children.exists"),
        ("when: urgent,", "when: copies,", "pages[0].questions[5].when", "yes or no is needed"),
        ("when: urgent,", "when: '1 == 1',", "pages[0].questions[5].when", "always the same"),
        ("when: urgent,", "when: 'urgent &&',", "pages[0].questions[5].when", "cannot be read"),
        ("when: urgent,", "when: small_children > 0,", "pages[0].questions[5].when", "asked later"),
        ("'\"mail\" in ways'", "'\"pigeon\" in ways'", "pages[0].questions[7].when", "none of the options mail, visit"),
        ("purpose == \"other\"", "purpose == \"others\"", "pages[1].questions[6].when", "none of the options"),
        ("purpose == \"other\"", "purpose == 3", "pages[1].questions[6].when", "does not go with"),
        ("when: twin,", "when: why == twin,", "pages[2].questions[0].questions[2].when", "does not go with"),
        ("roubles(100) * copies", "100 * copies", "fee.amount", "does not go with"),
        ("age(profile.born_on)", "age(profile.birthday)", "eligibility[0].require", "no field `birthday`"),
        ("c.twin", "c.twins", "pages[2].questions[0].checks[0].require", "no field `twins`"),
        ("at: copies", "at: copy", "pages[0].checks[0].at", "no question `copy`"),
        ("prefill: profile.phone", "prefill: profile.fax", "pages[1].questions[0].prefill", "nothing at"),
        ("prefill: profile.phone", "prefill: profile.email", "pages[1].questions[0].prefill", "another type"),
        ("letters: cyrillic", "letters: cyrillic, max_items: 3", "pages[0].questions[0].max_items", "does not belong"),
        ("{id: email,", "{id: phone,", "pages[1].questions[1].id", "stands already"),
        ("{id: email,", "{id: today,", "pages[1].questions[1].id", "means something else"),
        ("{id: email,", "{id: E-mail,", "pages[1].questions[1].id", "no name"),
        ("{id: found,", "{id: today,", "decision[0].id", "means something else"),
        ("{id: note, type", "{id: found, type", "decision[1].id", "stands already"),
        ("id: numbers", "id: about-you", "pages[1].id", "stands already"),
        (
            "{id: twin, type: yes_no,",
            "{id: twin, type: group,",
            "pages[2].questions[0].questions[1].type",
            "within a group",
        ),
        ("template: result.typ", "template: ../result.typ", "result.template", "beside"),
    ] {
        let found = problems(old, new);
        let hit = found.iter().find(|problem| problem.path == path && problem.message().contains(words));
        assert!(hit.is_some(), "{new}: {found:#?}");
        assert_eq!(hit.map(|problem| problem.line), Some(line(old)), "{new}: {found:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_spoiled_definition_is_refused_or_taken_but_never_a_panic(
        spoils in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "\\PC{0,6}"), 1..4)
    ) {
        let mut lines: Vec<String> = GOOD.lines().map(str::to_owned).collect();
        for (line, place, text) in spoils {
            let line = line.index(lines.len());
            let places: Vec<usize> = lines[line].char_indices().map(|(place, _)| place).collect();
            if places.is_empty() {
                lines.remove(line);
            } else {
                let place = places[place.index(places.len())];
                lines[line].replace_range(place.., &text);
            }
        }
        if let Ok(definition) = parse(&lines.join("\n")) {
            let _ = forms::missing(&definition, &Answers::new(), &Facts::on("2026-11-21".parse().unwrap()));
        }
    }
}

#[test]
fn circles_are_found() {
    let found = problems("when: urgent,", "when: why_not,");
    assert!(!found.is_empty());
    let circle = GOOD.replacen("when: urgent,", "when: why_not > 1,", 1).replacen(
        "computed:\n",
        "computed:\n  - {id: why_not, value: size(why)}\n",
        1,
    );
    let found = parse(&circle).unwrap_err();
    assert!(found[0].message().contains("circle: why → why_not → why"), "{found:#?}");
    let itself = GOOD.replacen("computed:\n", "computed:\n  - {id: again, value: again + 1}\n", 1);
    assert!(parse(&itself).unwrap_err()[0].message().contains("again → again"));
}

#[test]
fn a_file_of_another_form_is_refused_with_its_line() {
    let found = problems("type: phone", "type: fax");
    assert_eq!(found[0].line, line("type: phone"), "{found:#?}");
    let found = problems("kind: document", "kind: document\ncolour: red");
    assert_eq!(found[0].line, line("kind: document") + 1, "{found:#?}");
    assert!(found[0].message().contains("colour"), "{found:#?}");
    assert!(!parse("").unwrap_err().is_empty());
    assert!(!parse("- a\n- b").unwrap_err().is_empty());
    assert!(!parse("code: [").unwrap_err().is_empty());
}

#[test]
fn the_schema_knows_the_language() {
    let schema: serde_json::Value = serde_json::from_str(&json_schema()).unwrap();
    assert!(schema["properties"]["pages"].is_object());
    assert!(schema["$defs"]["Question"]["properties"]["type"].is_object());
}
