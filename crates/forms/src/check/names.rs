//! Codes and names: their form, and that none stands twice.

use std::collections::BTreeMap;

use crate::{Definition, Problem, faults};

/// Names that mean something else in an expression.
const RESERVED: [&str; 23] = [
    "today",
    "profile",
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    if !is_code(&definition.code) {
        problems.push(Problem::at("code", faults::not_code()));
    }
    let mut pages = BTreeMap::new();
    for (index, page) in definition.pages.iter().enumerate() {
        let path = format!("pages[{index}].id");
        if !is_code(&page.id) {
            problems.push(Problem::at(&path, faults::not_page_id()));
        }
        once(&mut pages, &page.id, path, problems);
    }
    let mut names = BTreeMap::new();
    for (path, name) in every_name(definition) {
        check_name(&path, name, problems);
        once(&mut names, name, path, problems);
    }
    // The officer's questions know only one another, so that their names may be those of citizens' questions.
    let mut decision = BTreeMap::new();
    for (index, question) in definition.decision.iter().enumerate() {
        let (path, name) = (format!("decision[{index}].id"), question.id.as_str());
        check_name(&path, name, problems);
        once(&mut decision, name, path, problems);
    }
    let mut rules = BTreeMap::new();
    for (index, rule) in definition.eligibility.iter().enumerate() {
        once(&mut rules, &rule.id, format!("eligibility[{index}].id"), problems);
    }
    let mut refusals = BTreeMap::new();
    for (index, refusal) in definition.refusals.iter().enumerate() {
        once(&mut refusals, &refusal.code, format!("refusals[{index}].code"), problems);
    }
}

fn check_name(path: &str, name: &str, problems: &mut Vec<Problem>) {
    if !is_name(name) {
        problems.push(Problem::at(path, faults::not_name(name)));
    } else if RESERVED.contains(&name) {
        problems.push(Problem::at(path, faults::reserved(name)));
    }
}

/// Every name that expressions may use, with its place: questions, questions of groups, computed values.
fn every_name(definition: &Definition) -> Vec<(String, &str)> {
    let mut names = Vec::new();
    for (page_index, page) in definition.pages.iter().enumerate() {
        for (index, question) in page.questions.iter().enumerate() {
            let path = format!("pages[{page_index}].questions[{index}]");
            for (inner, question) in question.questions.iter().enumerate() {
                names.push((format!("{path}.questions[{inner}].id"), question.id.as_str()));
            }
            names.push((format!("{path}.id"), question.id.as_str()));
        }
    }
    for (index, computed) in definition.computed.iter().enumerate() {
        names.push((format!("computed[{index}].id"), computed.id.as_str()));
    }
    names
}

fn once<'n>(seen: &mut BTreeMap<&'n str, String>, name: &'n str, path: String, problems: &mut Vec<Problem>) {
    if let Some(first) = seen.get(name) {
        problems.push(Problem::at(path, faults::stands_already(name, first)));
    } else {
        seen.insert(name, path);
    }
}

fn is_code(code: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !code.is_empty() && code.len() <= 60 && code.starts_with(|c: char| c.is_ascii_lowercase()) && code.chars().all(fits)
}

fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.len() <= 60 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)
}
