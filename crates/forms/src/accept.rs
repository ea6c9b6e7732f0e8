//! Taking the input of one page: every answer is read, then everything that must hold is verified.

mod verify;
mod wrong;

use std::collections::{BTreeMap, BTreeSet};

pub use wrong::{Wrong, WrongCode};

use crate::{
    Answers, Computed, Definition, Facts, Input, Kind, Page, Question, Value,
    logic::scope::{Scope, by_name},
    prune::{applies, page_applies, prune},
    read,
};

/// Takes the input of one page and answers with all answers, pruned, ready to be stored.
///
/// Questions of the page that are not in the input lose their answers, files excepted: those stay until
/// [`Input::set_files`] says otherwise. Input for questions that do not apply is ignored.
///
/// # Errors
/// What is wrong with the input, by field name (`children.0.name`), in the order of the page. An unknown page, or one
/// that does not apply, is [`WrongCode::NoSuchPage`].
pub fn accept(
    definition: &Definition,
    page: &str,
    input: &Input,
    answers: &Answers,
    facts: &Facts,
) -> Result<Answers, Vec<Wrong>> {
    let computed = by_name(&definition.computed);
    let no_such_page = || vec![Wrong::new("", WrongCode::NoSuchPage)];
    let page = definition.pages.iter().find(|known| known.id == page).ok_or_else(no_such_page)?;
    let before = prune(definition, answers, facts);
    if !page_applies(definition, page, &before, facts) {
        return Err(no_such_page());
    }
    let taken = Taken::read(&page.questions, input, before, facts, &computed);
    let mut wrong = taken.wrong;
    let scope = Scope::new(facts, &taken.answers, &computed);
    verify::page(page, &taken.answers, &scope, &mut wrong);
    in_order(page, &mut wrong);
    if wrong.is_empty() {
        return Ok(prune(definition, &taken.answers, facts));
    }
    for wrong in &mut wrong {
        wrong.back_to_input(&taken.positions);
    }
    Err(wrong)
}

/// Takes the input for single questions of what was sent; no other answer changes, unless one does not apply any more.
///
/// # Errors
/// As [`accept`]; what is wrong may also be another question that the new answers make apply.
pub fn correct(
    definition: &Definition,
    ids: &[String],
    input: &Input,
    answers: &Answers,
    facts: &Facts,
) -> Result<Answers, Vec<Wrong>> {
    let computed = by_name(&definition.computed);
    let questions = named(definition, ids);
    let taken = Taken::read(&questions, input, prune(definition, answers, facts), facts, &computed);
    let mut wrong = taken.wrong;
    let corrected = prune(definition, &taken.answers, facts);
    let unread: BTreeSet<String> = wrong.iter().map(|wrong| wrong.path.clone()).collect();
    let found = missing(definition, &corrected, facts).into_iter().flat_map(|(_, wrong)| wrong);
    wrong.extend(found.filter(|wrong| !unread.contains(&wrong.path)));
    if wrong.is_empty() {
        return Ok(corrected);
    }
    for wrong in &mut wrong {
        wrong.back_to_input(&taken.positions);
    }
    Err(wrong)
}

/// The questions of the pages that have these ids.
pub(crate) fn named(definition: &Definition, ids: &[String]) -> Vec<Question> {
    let all = definition.pages.iter().flat_map(|page| &page.questions);
    all.filter(|question| ids.contains(&question.id)).cloned().collect()
}

/// Takes the officer's input for the questions of `decision`.
///
/// # Errors
/// As [`accept`].
pub fn decide(definition: &Definition, input: &Input, facts: &Facts) -> Result<Answers, Vec<Wrong>> {
    let computed = BTreeMap::new();
    let taken = Taken::read(&definition.decision, input, Answers::new(), facts, &computed);
    let mut wrong = taken.wrong;
    let scope = Scope::new(facts, &taken.answers, &computed);
    verify::questions(&definition.decision, "", &taken.answers, &scope, &mut wrong);
    for wrong in &mut wrong {
        wrong.back_to_input(&taken.positions);
    }
    if wrong.is_empty() { Ok(taken.answers) } else { Err(wrong) }
}

/// What keeps an application from being sent: for each page that applies, what is not answered or no longer holds.
pub fn missing<'d>(definition: &'d Definition, answers: &Answers, facts: &Facts) -> Vec<(&'d Page, Vec<Wrong>)> {
    let computed = by_name(&definition.computed);
    let answers = prune(definition, answers, facts);
    let scope = Scope::new(facts, &answers, &computed);
    let mut found = Vec::new();
    for page in &definition.pages {
        if applies(page.when.as_ref(), &scope) {
            let mut wrong = Vec::new();
            verify::page(page, &answers, &scope, &mut wrong);
            if !wrong.is_empty() {
                in_order(page, &mut wrong);
                found.push((page, wrong));
            }
        }
    }
    found
}

/// Errors in the order of the page's questions.
fn in_order(page: &Page, wrong: &mut [Wrong]) {
    let place = |path: &str| {
        let id = path.split('.').next().unwrap_or_default();
        page.questions.iter().position(|question| question.id == id)
    };
    wrong.sort_by_key(|wrong| place(&wrong.path));
}

/// What was read from the input: answers so far as they could be read.
pub(crate) struct Taken {
    pub(crate) answers: Answers,
    wrong: Vec<Wrong>,
    /// Which item of the input each item of a group was, when blank ones between were left out.
    pub(crate) positions: BTreeMap<String, Vec<usize>>,
}

impl Taken {
    /// Reads the fields of questions into `before`, whose answers to these questions are replaced.
    pub(crate) fn read<'a>(
        questions: &'a [Question],
        input: &Input,
        before: Answers,
        facts: &'a Facts,
        computed: &'a BTreeMap<&'a str, &'a Computed>,
    ) -> Self {
        let mut taken = Self { answers: before, wrong: Vec::new(), positions: BTreeMap::new() };
        let mut old = Answers::new();
        for question in questions {
            if let Some(value) = taken.answers.remove(&question.id) {
                old.set(&question.id, value);
            }
        }
        for question in questions {
            let scope = Scope::new(facts, &taken.answers, computed);
            if !applies(question.when.as_ref(), &scope) {
                continue;
            }
            let mut wrong = Vec::new();
            let value = if question.kind == Kind::Group {
                let (value, positions) = items(question, input, old.get(&question.id), &scope, &mut wrong);
                taken.positions.insert(question.id.clone(), positions);
                value
            } else {
                one(question, &question.id, input, old.get(&question.id), facts, &mut wrong)
            };
            if let Some(value) = value {
                taken.answers.set(&question.id, value);
            }
            taken.wrong.append(&mut wrong);
        }
        taken
    }
}

/// Reads one question; what cannot be read goes to `wrong`.
fn one(
    question: &Question,
    path: &str,
    input: &Input,
    old: Option<&Value>,
    facts: &Facts,
    wrong: &mut Vec<Wrong>,
) -> Option<Value> {
    if question.kind == Kind::File && input.files(path).is_none() {
        return old.cloned();
    }
    read::read(question, path, input, facts).unwrap_or_else(|faults| {
        for (part, code) in faults {
            let path = if part.is_empty() { path.to_owned() } else { format!("{path}.{part}") };
            wrong.push(Wrong::of(question, path, code));
        }
        None
    })
}

/// Reads the items of a group. Items without anything typed are left out as long as enough others remain.
fn items(
    group: &Question,
    input: &Input,
    old: Option<&Value>,
    scope: &Scope<'_>,
    wrong: &mut Vec<Wrong>,
) -> (Option<Value>, Vec<usize>) {
    let old_item = |index: usize| match old {
        Some(Value::Group(items)) => items.get(index),
        _ => None,
    };
    let indexes = input.indexes(&group.id);
    let blank: BTreeSet<usize> = indexes.iter().copied().filter(|index| is_blank(group, *index, input)).collect();
    let mut spare = indexes.len().saturating_sub(group.fewest().max(indexes.len() - blank.len()));
    let (mut items, mut positions) = (Vec::new(), Vec::new());
    for index in indexes.into_iter().rev() {
        if blank.contains(&index) && spare > 0 {
            spare -= 1;
        } else {
            positions.push(index);
        }
    }
    positions.reverse();
    for (position, index) in positions.iter().enumerate() {
        let mut item = Answers::new();
        for question in &group.questions {
            if !applies(question.when.as_ref(), &scope.inside(&item)) {
                continue;
            }
            let path = format!("{}.{index}.{}", group.id, question.id);
            let mut faults = Vec::new();
            let kept = old_item(*index).and_then(|item| item.get(&question.id));
            if let Some(value) = one(question, &path, input, kept, scope.facts, &mut faults) {
                item.set(&question.id, value);
            }
            for mut fault in faults {
                fault.path = fault.path.replacen(&format!(".{index}."), &format!(".{position}."), 1);
                wrong.push(fault);
            }
        }
        items.push(item);
    }
    ((!items.is_empty()).then_some(Value::Group(items)), positions)
}

fn is_blank(group: &Question, index: usize, input: &Input) -> bool {
    let prefix = format!("{}.{index}.", group.id);
    input.is_blank(&prefix)
}
