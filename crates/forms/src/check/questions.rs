//! What each type of question needs, and what it may not have.

use std::collections::BTreeSet;

use crate::{Definition, Kind, Prefill, Problem, Question, Saying, faults};

/// The most items of a group, and files of a question.
const MOST_ITEMS: usize = 50;

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    for (page_index, page) in definition.pages.iter().enumerate() {
        for (index, question) in page.questions.iter().enumerate() {
            of(question, &format!("pages[{page_index}].questions[{index}]"), problems);
        }
    }
    for (index, question) in definition.decision.iter().enumerate() {
        of(question, &format!("decision[{index}]"), problems);
    }
}

fn of(question: &Question, path: &str, problems: &mut Vec<Problem>) {
    let mut say = |field: &str, fault: Saying| problems.push(Problem::at(format!("{path}.{field}"), fault));
    for (field, stands, kinds) in fields(question) {
        if stands && !kinds.contains(&question.kind) {
            say(field, faults::not_of_type(kind_names(kinds)));
        }
    }
    let mut seen = BTreeSet::new();
    for (index, option) in question.options.iter().enumerate() {
        if option.id.is_empty() || !seen.insert(&option.id) {
            say(&format!("options[{index}].id"), faults::option_id(&option.id));
        }
    }
    if matches!(question.kind, Kind::Choice | Kind::Choices) && question.options.len() < 2 {
        say("options", faults::few_options());
    }
    if let (Some(least), Some(most)) = (question.min_length, question.max_length)
        && least > most
    {
        say("min_length", faults::more_than("max_length"));
    }
    if question.fewest() > question.most() {
        say("min_items", faults::more_than("max_items"));
    }
    if question.most() > MOST_ITEMS {
        say("max_items", faults::too_many_items(MOST_ITEMS));
    }
    if let Some(prefill) = &question.prefill
        && let Some(fault) = prefill_fault(question, prefill)
    {
        say("prefill", fault);
    }
    if question.kind == Kind::Group {
        group(question, path, problems);
    }
}

/// The fields that only some types have: name, whether it stands, for which types it is.
fn fields(question: &Question) -> [(&'static str, bool, &'static [Kind]); 13] {
    const TEXT: &[Kind] = &[Kind::Text];
    const BOUNDED: &[Kind] = &[Kind::Number, Kind::Money, Kind::Date];
    const SEVERAL: &[Kind] = &[Kind::Group, Kind::File];
    [
        ("options", !question.options.is_empty(), &[Kind::Choice, Kind::Choices]),
        ("multiline", question.multiline, TEXT),
        ("letters", question.letters.is_some(), TEXT),
        ("min_length", question.min_length.is_some(), TEXT),
        ("max_length", question.max_length.is_some(), TEXT),
        ("min", question.min.is_some(), BOUNDED),
        ("max", question.max.is_some(), BOUNDED),
        ("born", question.born, &[Kind::Person]),
        ("certificate", question.certificate, &[Kind::Child]),
        ("picture", question.picture, &[Kind::File]),
        ("min_items", question.min_items.is_some(), SEVERAL),
        ("max_items", question.max_items.is_some(), SEVERAL),
        ("questions", !question.questions.is_empty(), &[Kind::Group]),
    ]
}

fn kind_names(kinds: &[Kind]) -> String {
    let name = |kind: &Kind| serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned));
    kinds.iter().filter_map(name).collect::<Vec<String>>().join(", ")
}

fn group(group: &Question, path: &str, problems: &mut Vec<Problem>) {
    if group.questions.is_empty() {
        problems.push(Problem::at(format!("{path}.questions"), faults::empty_group()));
    }
    if group.item.is_none() {
        problems.push(Problem::at(format!("{path}.item"), faults::group_item()));
    }
    for (index, inner) in group.questions.iter().enumerate() {
        let path = format!("{path}.questions[{index}]");
        if inner.kind == Kind::Group {
            problems.push(Problem::at(format!("{path}.type"), faults::group_within()));
        } else {
            of(inner, &path, problems);
        }
    }
}

fn prefill_fault(question: &Question, path: &str) -> Option<Saying> {
    if let Some(kind) = Prefill::list_kind(path) {
        let asks = |inner: &Question| inner.kind == kind;
        let fits = asks(question) || (question.kind == Kind::Group && question.questions.iter().any(asks));
        return (!fits).then(|| faults::prefill_household(path, kind_names(&[kind])));
    }
    let Some(kind) = Prefill::kind(path) else {
        let known: Vec<&str> = Prefill::PATHS.iter().chain(&Prefill::LISTS).map(|(path, _)| *path).collect();
        return Some(faults::prefill_unknown(path, known.join(", ")));
    };
    let as_text = question.kind == Kind::Text && !matches!(kind, Kind::Date | Kind::Address);
    let as_choice = question.kind == Kind::Choice && kind == Kind::Text;
    let fits = question.kind == kind || as_text || as_choice;
    (!fits).then(|| faults::prefill_type(path))
}
