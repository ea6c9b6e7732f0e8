//! What an example comes to, and where that differs from what is expected of it, in words.

use std::collections::BTreeMap;

use base::{Lang, Money};
use forms::{Definition, Expected, Outcome, Rule, Wrong};

use super::Ran;

/// A sentence: its key with its arguments. An argument that is itself a key is said in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) key: &'static str,
    pub(crate) args: Vec<(&'static str, Arg)>,
}

/// What stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    /// A text as it is.
    Text(String),
    /// Another sentence.
    Said(Said),
    /// What a citizen reads of a field that is refused.
    Wrong(&'static str, Vec<(&'static str, String)>),
}

impl Said {
    fn of(key: &'static str, args: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self { key, args: args.into_iter().map(|(name, text)| (name, Arg::Text(text))).collect() }
    }

    fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// The sentence in the language of the page.
    pub(crate) fn on(&self, page: &web::Page) -> String {
        let say = |arg: &Arg| match arg {
            Arg::Text(text) => text.clone(),
            Arg::Said(said) => said.on(page),
            Arg::Wrong(key, args) => page.tv(key, args),
        };
        page.tv(self.key, self.args.iter().map(|(name, arg)| (*name, say(arg))).collect::<Vec<_>>())
    }
}

/// Where an example differs from what is expected of it.
pub(crate) fn differences(definition: &Definition, ran: &Ran, lang: Lang) -> Vec<Said> {
    let (expected, came) = (&ran.example.expect, &ran.outcome.came);
    let mut found: Vec<Said> =
        ran.lost.iter().map(|path| Said::of("examples-answer-lost", [("name", path.clone())])).collect();
    pages(definition, expected, came, lang, &mut found);
    errors(definition, expected, &ran.outcome, lang, &mut found);
    unmet(definition, expected, came, lang, &mut found);
    let differs = |key, expected: Said, came: Said| Said {
        key,
        args: vec![("expected", Arg::Said(expected)), ("came", Arg::Said(came))],
    };
    if expected.fee != came.fee {
        found.push(differs("examples-fee-differs", fee(expected, lang), fee(came, lang)));
    }
    if let Some(days) = expected.review.filter(|_| expected.review != came.review) {
        found.push(differs("examples-review-differs", review(days), review(came.review.unwrap_or_default())));
    }
    found
}

/// What an example comes to, beside the pages: whether it can be sent, what keeps it back, its duty and its time.
pub(crate) fn came(definition: &Definition, outcome: &Outcome, lang: Lang) -> Vec<Said> {
    let came = &outcome.came;
    let can_be_sent = came.errors.is_empty() && came.unmet.is_empty();
    let mut found = Vec::new();
    if can_be_sent {
        found.push(Said::of("examples-can-be-sent", []));
    }
    found.extend(wrong_of(outcome).into_values().map(|wrong| {
        Said::of("examples-error", [("title", titled(definition, &wrong.path, lang))])
            .with("message", message(wrong, lang))
    }));
    found
        .extend(came.unmet.iter().map(|id| Said::of("examples-unmet", [("explain", explained(definition, id, lang))])));
    found.extend(sums(came, lang));
    found
}

/// The duty and the time of an outcome.
pub(crate) fn sums(came: &Expected, lang: Lang) -> Vec<Said> {
    let time = Arg::Said(review(came.review.unwrap_or_default()));
    vec![
        Said::of("examples-fee", []).with("sum", Arg::Said(fee(came, lang))),
        Said::of("examples-review", []).with("days", time),
    ]
}

fn pages(definition: &Definition, expected: &Expected, came: &Expected, lang: Lang, found: &mut Vec<Said>) {
    let called = |id: &String| {
        let page = definition.pages.iter().find(|page| page.id == *id);
        page.map_or_else(|| id.clone(), |page| page.title.in_lang(lang).to_owned())
    };
    let before = found.len();
    let gone = expected.pages.iter().filter(|id| !came.pages.contains(id));
    found.extend(gone.map(|id| Said::of("examples-page-gone", [("title", called(id))])));
    let new = came.pages.iter().filter(|id| !expected.pages.contains(id));
    found.extend(new.map(|id| Said::of("examples-page-new", [("title", called(id))])));
    if found.len() == before && expected.pages != came.pages {
        let titles: Vec<String> = came.pages.iter().map(called).collect();
        found.push(Said::of("examples-pages-order", [("titles", titles.join(", "))]));
    }
}

fn errors(definition: &Definition, expected: &Expected, outcome: &Outcome, lang: Lang, found: &mut Vec<Said>) {
    let wrong = wrong_of(outcome);
    for path in expected.errors.keys().filter(|path| !wrong.contains_key(path.as_str())) {
        found.push(Said::of("examples-error-gone", [("title", titled(definition, path, lang))]));
    }
    for (path, wrong) in wrong {
        let key = match expected.errors.get(path) {
            None => "examples-error-new",
            Some(expected) if expected != wrong.key() => "examples-error-other",
            Some(_) => continue,
        };
        let said = Said::of(key, [("title", titled(definition, path, lang))]);
        found.push(said.with("message", message(wrong, lang)));
    }
}

fn unmet(definition: &Definition, expected: &Expected, came: &Expected, lang: Lang, found: &mut Vec<Said>) {
    let said = |key, id: &String| Said::of(key, [("explain", explained(definition, id, lang))]);
    let before = found.len();
    for id in expected.unmet.iter().filter(|id| !came.unmet.contains(id)) {
        let is_there = rule(definition, id).is_some();
        found.push(said(if is_there { "examples-unmet-gone" } else { "examples-unmet-lost" }, id));
    }
    found.extend(came.unmet.iter().filter(|id| !expected.unmet.contains(id)).map(|id| said("examples-unmet-new", id)));
    if found.len() == before && expected.unmet != came.unmet {
        found.push(Said::of("examples-unmet-order", []));
    }
}

/// What is refused, by field: as an outcome counts it, the last at each.
fn wrong_of(outcome: &Outcome) -> BTreeMap<&str, &Wrong> {
    outcome.wrong.iter().map(|wrong| (wrong.path.as_str(), wrong)).collect()
}

fn message(wrong: &Wrong, lang: Lang) -> Arg {
    Arg::Wrong(wrong.key(), wrong.args(lang))
}

/// What the question of a field is called: «Дети 2: Имя» inside a group.
fn titled(definition: &Definition, path: &str, lang: Lang) -> String {
    let mut parts = path.split('.');
    let id = parts.next().unwrap_or_default();
    let mut all = definition.pages.iter().flat_map(|page| &page.questions);
    let Some(question) = all.find(|question| question.id == id) else { return path.to_owned() };
    let title = question.title.in_lang(lang).to_owned();
    let item = parts.next().and_then(|index| index.parse::<usize>().ok());
    let inner = parts.next().and_then(|id| question.questions.iter().find(|inner| inner.id == id));
    let inner = inner.map(|inner| inner.title.in_lang(lang));
    match (item, inner) {
        (Some(item), Some(inner)) => format!("{title} {}: {inner}", item + 1),
        (Some(item), None) => format!("{title} {}", item + 1),
        _ => title,
    }
}

fn rule<'d>(definition: &'d Definition, id: &str) -> Option<&'d Rule> {
    definition.eligibility.iter().find(|rule| rule.id == id)
}

fn explained(definition: &Definition, id: &str, lang: Lang) -> String {
    rule(definition, id).map_or_else(|| id.to_owned(), |rule| rule.explain.in_lang(lang).to_owned())
}

fn fee(expected: &Expected, lang: Lang) -> Said {
    let Some(written) = &expected.fee else { return Said::of("examples-fee-none", []) };
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<i64>().ok().filter(|_| written.contains(',')) {
        Some(kopecks) => Said::of("examples-fee-sum", [("sum", Money::kopecks(kopecks).show(lang))]),
        None if written == "unknown" => Said::of("examples-fee-unknown", []),
        None => Said::of("examples-fee-sum", [("sum", written.clone())]),
    }
}

fn review(days: u32) -> Said {
    Said::of("examples-review-days", [("count", days.to_string())])
}
