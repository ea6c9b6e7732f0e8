//! A question that does not apply has no answer.
//!
//! The rule is one forward pass: conditions look only at what was asked before them and was itself kept, so the outcome
//! does not depend on the order in which answers were given, and doing it twice changes nothing.

use crate::{
    Answers, Definition, Expression, Facts, Kind, Page, Question, Value,
    logic::scope::{Scope, by_name},
};

/// The answers of the questions that apply, nothing else: what may be stored, checked and sent.
///
/// An answer that no longer fits its question (another edition changed its type or its options) is dropped too.
pub fn prune(definition: &Definition, answers: &Answers, facts: &Facts) -> Answers {
    let computed = by_name(&definition.computed);
    let mut kept = Answers::new();
    for page in &definition.pages {
        if !applies(page.when.as_ref(), &Scope::new(facts, &kept, &computed)) {
            continue;
        }
        for question in &page.questions {
            let Some(value) = answers.get(&question.id) else { continue };
            let scope = Scope::new(facts, &kept, &computed);
            if !applies(question.when.as_ref(), &scope) {
                continue;
            }
            if let Some(value) = fitting(question, value, &scope) {
                kept.set(&question.id, value);
            }
        }
    }
    kept
}

/// The pages that apply after these answers, in order. A page whose condition is not known yet does not.
pub fn applicable_pages<'d>(definition: &'d Definition, answers: &Answers, facts: &Facts) -> Vec<&'d Page> {
    definition.pages.iter().filter(|page| page_applies(definition, page, answers, facts)).collect()
}

/// Whether a page applies after these answers.
pub fn page_applies(definition: &Definition, page: &Page, answers: &Answers, facts: &Facts) -> bool {
    let computed = by_name(&definition.computed);
    applies(page.when.as_ref(), &Scope::new(facts, answers, &computed))
}

/// Whether something under a condition applies: only when the condition certainly holds.
pub(crate) fn applies<'a>(when: Option<&'a Expression>, scope: &Scope<'a>) -> bool {
    when.is_none_or(|when| when.holds(scope) == Some(true))
}

/// The answer as far as it fits the question.
fn fitting(question: &Question, value: &Value, scope: &Scope<'_>) -> Option<Value> {
    match (question.kind, value) {
        (Kind::Choice, Value::Text(id)) => question.option(id).map(|_| value.clone()),
        (Kind::Choices, Value::Choices(ids)) => {
            let kept: Vec<String> = ids.iter().filter(|id| question.option(id).is_some()).cloned().collect();
            (!kept.is_empty()).then_some(Value::Choices(kept))
        }
        (Kind::Group, Value::Group(items)) => {
            let kept: Vec<Answers> = items.iter().map(|item| prune_item(question, item, scope)).collect();
            (!kept.is_empty()).then_some(Value::Group(kept))
        }
        (Kind::File, Value::Files(files)) => (!files.is_empty()).then(|| value.clone()),
        (kind, value) => of_kind(kind, value).then(|| value.clone()),
    }
}

fn prune_item(group: &Question, item: &Answers, scope: &Scope<'_>) -> Answers {
    let mut kept = Answers::new();
    for question in &group.questions {
        let Some(value) = item.get(&question.id) else { continue };
        let inside = scope.inside(&kept);
        if !applies(question.when.as_ref(), &inside) {
            continue;
        }
        if let Some(value) = fitting(question, value, &inside) {
            kept.set(&question.id, value);
        }
    }
    kept
}

/// Whether a value is one that a question of the kind can have.
pub(crate) fn of_kind(kind: Kind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (
            Kind::Text | Kind::Choice | Kind::Phone | Kind::Email | Kind::Snils | Kind::Inn | Kind::Passport,
            Value::Text(_)
        ) | (Kind::Number, Value::Number(_))
            | (Kind::Money, Value::Money(_))
            | (Kind::Date, Value::Day(_))
            | (Kind::Choices, Value::Choices(_))
            | (Kind::YesNo, Value::Flag(_))
            | (Kind::Address, Value::Address(_))
            | (Kind::Person, Value::Person(_))
            | (Kind::Child, Value::Child(_))
            | (Kind::Vehicle, Value::Vehicle(_))
            | (Kind::File, Value::Files(_))
            | (Kind::Group, Value::Group(_))
    )
}

#[cfg(test)]
mod tests;
