//! Example applications with the outcome expected: tests of a service, and previews.

mod walk;

use std::collections::{BTreeMap, BTreeSet};

use base::{Date, parse_day};
use serde::{Deserialize, Serialize};

pub use walk::{Step, Walk, walk};

use crate::{
    Answers, Child, Definition, Facts, FeeDue, FileRef, Input, Kind, Prefill, Problem, Text, Value, Vehicle, Wrong,
    applicable_pages, deadlines, eligibility, faults, fee, missing, parse::from_yaml,
};

/// An application as a citizen would type it, page after page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub title: Text,
    /// The day on which it happens.
    pub today: String,
    /// What the profile knows: `born_on: 27.03.1990`.
    #[serde(default)]
    pub profile: BTreeMap<String, String>,
    /// What the household has.
    #[serde(default)]
    pub household: Household,
    /// What is typed, by field name; several choices, and the names of files, as a list.
    pub input: BTreeMap<String, Typed>,
    /// The outcome.
    pub expect: Expected,
}

/// The children and vehicles that the profile of an example knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Household {
    /// The children.
    pub children: Vec<Child>,
    /// The vehicles.
    pub vehicles: Vec<Vehicle>,
}

/// One text, or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Typed {
    /// A text.
    One(String),
    /// Several texts of one field.
    Several(Vec<String>),
}

/// What an example must come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// The pages that apply in the end, in order.
    pub pages: Vec<String>,
    /// The fields that are refused, each with the key of its message; empty: the application can be sent.
    pub errors: BTreeMap<String, String>,
    /// The rules that are not met.
    pub unmet: Vec<String>,
    /// The duty in roubles and kopecks, `3500,00`; none: free of charge.
    pub fee: Option<String>,
    /// Working days for the review.
    pub review: Option<u32>,
}

/// Reads an example.
///
/// # Errors
/// The problem with its line.
pub fn parse_example(yaml: &str) -> Result<Example, Problem> {
    from_yaml(yaml)
}

/// What an example comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The outcome, in the words in which one is expected.
    pub came: Expected,
    /// The answers that were taken.
    pub answers: Answers,
    /// What was known beside them.
    pub facts: Facts,
    /// What is refused, with its words.
    pub wrong: Vec<Wrong>,
}

/// Runs an example through every page that applies and says where the outcome differs from what is expected.
pub fn run_example(definition: &Definition, example: &Example) -> Vec<Problem> {
    let Outcome { came, .. } = match outcome(definition, example) {
        Ok(outcome) => outcome,
        Err(problems) => return problems,
    };
    let expect = &example.expect;
    let refused = |errors: &BTreeMap<String, String>| {
        errors.iter().map(|(field, key)| format!("{field}: {key}")).collect::<Vec<_>>()
    };
    let days = |days: Option<u32>| days.map(|days| days.to_string());
    let told = [
        ("expect.pages", listed(&expect.pages), listed(&came.pages)),
        ("expect.errors", listed(&refused(&expect.errors)), listed(&refused(&came.errors))),
        ("expect.unmet", listed(&expect.unmet), listed(&came.unmet)),
        ("expect.fee", expect.fee.clone(), came.fee),
        ("expect.review", days(expect.review), days(came.review.filter(|_| expect.review.is_some()))),
    ];
    let nothing = || "–".to_owned();
    let differ = told.into_iter().filter(|(_, expected, found)| expected != found);
    differ
        .map(|(path, expected, found)| {
            let (expected, found) = (expected.unwrap_or_else(nothing), found.unwrap_or_else(nothing));
            Problem::at(path, faults::example_differs(expected, found))
        })
        .collect()
}

/// Several words in a row; none when there are none.
fn listed(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Runs an example through every page that applies.
///
/// # Errors
/// What of the example cannot be read: its day, its profile, questions that are not there.
pub fn outcome(definition: &Definition, example: &Example) -> Result<Outcome, Vec<Problem>> {
    let Walk { steps, facts, answers, .. } = walk(definition, example)?;
    let refused: BTreeSet<&str> =
        steps.iter().filter(|step| !step.wrong.is_empty()).map(|step| step.page.id.as_str()).collect();
    let unanswered = missing(definition, &answers, &facts).into_iter();
    let unanswered = unanswered.filter(|(page, _)| !refused.contains(page.id.as_str())).flat_map(|(_, wrong)| wrong);
    let wrong: Vec<Wrong> = steps.into_iter().flat_map(|step| step.wrong).chain(unanswered).collect();
    let errors = wrong.iter().map(|wrong| (wrong.path.clone(), wrong.key().to_owned())).collect();
    let pages = applicable_pages(definition, &answers, &facts).iter().map(|page| page.id.clone()).collect();
    let unmet = eligibility(definition, &answers, &facts).iter().map(|unmet| unmet.rule.id.clone()).collect();
    let fee = match fee(definition, &answers, &facts) {
        FeeDue::Nothing => None,
        FeeDue::Due(sum) => Some(format!("{},{:02}", sum.in_kopecks() / 100, sum.in_kopecks() % 100)),
        FeeDue::Unknown => Some("unknown".to_owned()),
    };
    let review = Some(deadlines(definition, &answers, &facts).review);
    Ok(Outcome { came: Expected { pages, errors, unmet, fee, review }, answers, facts, wrong })
}

/// The answers that an example comes to, with what is known beside them; none unless they could be sent.
pub fn answered(definition: &Definition, example: &Example) -> Option<(Answers, Facts)> {
    let mut problems = Vec::new();
    let facts = Facts { today: parse_day(&example.today).ok()?, profile: profile(example, &mut problems) };
    let (steps, answers) = walk::through(definition, &typed(definition, example), &facts);
    let answers = crate::prune(definition, &answers, &facts);
    let whole = problems.is_empty()
        && steps.iter().all(|step| step.wrong.is_empty())
        && missing(definition, &answers, &facts).is_empty()
        && eligibility(definition, &answers, &facts).is_empty();
    whole.then_some((answers, facts))
}

fn profile(example: &Example, problems: &mut Vec<Problem>) -> Prefill {
    let mut profile = Prefill::new();
    for (field, text) in &example.profile {
        let path = format!("profile.{field}");
        let day: Option<Date> = parse_day(text).ok();
        let value = match Prefill::kind(&path) {
            Some(Kind::Date) => day.map(Value::Day),
            Some(_) => Some(Value::Text(text.clone())),
            None => None,
        };
        match value {
            Some(value) => profile = profile.with(&path, value),
            None => problems.push(Problem::at(path, faults::example_profile())),
        }
    }
    let Household { children, vehicles } = example.household.clone();
    profile
        .with_list("profile.children", children.into_iter().map(Value::Child).collect())
        .with_list("profile.vehicles", vehicles.into_iter().map(Value::Vehicle).collect())
}

fn typed(definition: &Definition, example: &Example) -> Input {
    let mut input = Input::new();
    for (path, typed) in &example.input {
        let texts: Vec<&String> = match typed {
            Typed::One(text) => vec![text],
            Typed::Several(texts) => texts.iter().collect(),
        };
        if is_file(definition, path) {
            let file = |name: &&String| FileRef { id: format!("example-{name}"), name: (*name).clone() };
            input.set_files(path, texts.iter().map(file).collect());
        } else {
            for text in texts {
                input.add(path, text);
            }
        }
    }
    input
}

fn is_file(definition: &Definition, path: &str) -> bool {
    let mut parts = path.split('.');
    let (first, last) = (parts.next().unwrap_or_default(), parts.nth(1));
    let questions = definition.pages.iter().flat_map(|page| &page.questions);
    questions.filter(|question| question.id == first).any(|question| match last {
        None => question.kind == Kind::File,
        Some(last) => question.questions.iter().any(|inner| inner.id == last && inner.kind == Kind::File),
    })
}
