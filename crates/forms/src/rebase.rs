//! Answers of one edition carried over to another.

use serde::{Deserialize, Serialize};

use crate::{
    Answers, Definition, Facts, Page, Question, Text, Value, Wrong,
    accept::missing,
    logic::scope::{Scope, by_name},
    prune::{applicable_pages, applies, prune},
};

/// What became of answers on another edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebased {
    /// The answers that still apply and fit.
    pub answers: Answers,
    /// What has to be answered anew, in the order of the form.
    pub anew: Vec<Anew>,
    /// The questions that were answered and are no longer asked.
    pub dropped: Vec<Text>,
}

/// A question that has to be answered anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anew {
    /// The id of its page.
    pub page: String,
    /// The id of the question.
    pub question: String,
    /// Its title.
    pub title: Text,
}

/// Carries answers over from the edition `old` to the edition `new`. Ids are compared, never texts; an answer stays when
/// its question is still there, is of the same type and applies.
///
/// Asked anew is what was answered and is not any more, and what is new on a page that had been gone through.
pub fn rebase(old: &Definition, new: &Definition, answers: &Answers, facts: &Facts) -> Rebased {
    let before = prune(old, answers, facts);
    let kept = prune(new, &same_types(&questions(old), &questions(new), &before), facts);
    let unanswered = missing(old, &before, facts);
    let passed = passed_pages(old, &before, facts, &unanswered);
    let complete = unanswered.is_empty() && !before.is_empty();
    let lacking = missing(new, &kept, facts);
    let computed = by_name(&new.computed);
    let scope = Scope::new(facts, &kept, &computed);
    let mut anew = Vec::new();
    for page in applicable_pages(new, &kept, facts) {
        let wrong = lacking.iter().find(|(of, _)| of.id == page.id).map_or(&[][..], |(_, wrong)| wrong);
        let gone_through = complete || passed.contains(&page.id.as_str());
        for question in page.questions.iter().filter(|question| applies(question.when.as_ref(), &scope)) {
            let was = before.get(&question.id);
            let changed = was.is_some() && was != kept.get(&question.id);
            let lacks = wrong.iter().any(|wrong| of_question(wrong) == question.id);
            if changed || (lacks && (was.is_some() || gone_through)) {
                anew.push(Anew { page: page.id.clone(), question: question.id.clone(), title: question.title.clone() });
            }
        }
    }
    let gone = |question: &&Question| {
        before.get(&question.id).is_some()
            && kept.get(&question.id).is_none()
            && !anew.iter().any(|anew| anew.question == question.id)
    };
    let dropped = questions(old).into_iter().filter(gone).map(|question| question.title.clone()).collect();
    Rebased { answers: kept, anew, dropped }
}

fn of_question(wrong: &Wrong) -> &str {
    wrong.path.split('.').next().unwrap_or_default()
}

fn questions(definition: &Definition) -> Vec<&Question> {
    definition.pages.iter().flat_map(|page| &page.questions).collect()
}

/// The pages on which something was answered and nothing was missing.
fn passed_pages<'d>(
    old: &'d Definition,
    before: &Answers,
    facts: &Facts,
    unanswered: &[(&Page, Vec<Wrong>)],
) -> Vec<&'d str> {
    let passed = |page: &&&Page| {
        page.questions.iter().any(|question| before.get(&question.id).is_some())
            && !unanswered.iter().any(|(lacking, _)| lacking.id == page.id)
    };
    applicable_pages(old, before, facts).iter().filter(passed).map(|page| page.id.as_str()).collect()
}

/// The answers whose question has the same id and type in both editions; those inside groups likewise.
fn same_types(old: &[&Question], new: &[&Question], answers: &Answers) -> Answers {
    let mut kept = Answers::new();
    for (id, value) in answers.iter() {
        let of = |questions: &[&'_ Question]| questions.iter().find(|question| question.id == id).map(|q| q.kind);
        let (Some(was), Some(is)) = (of(old), of(new)) else { continue };
        if was != is {
            continue;
        }
        let value = match value {
            Value::Group(items) => {
                let inner = |questions: &[&'_ Question]| -> Vec<Question> {
                    let group = questions.iter().find(|question| question.id == id);
                    group.map(|group| group.questions.clone()).unwrap_or_default()
                };
                let (was, is) = (inner(old), inner(new));
                let (was, is): (Vec<&Question>, Vec<&Question>) = (was.iter().collect(), is.iter().collect());
                Value::Group(items.iter().map(|item| same_types(&was, &is, item)).collect())
            }
            value => value.clone(),
        };
        kept.set(id, value);
    }
    kept
}

#[cfg(test)]
mod tests;
