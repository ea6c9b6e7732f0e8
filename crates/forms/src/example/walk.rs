//! An example page after page, as somebody who types it comes to them.

use base::parse_day;

use super::{Example, profile, typed};
use crate::{Answers, Definition, Facts, Input, Page, Problem, Wrong, accept, faults, page_applies};

/// A page that somebody who types the example comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'d> {
    /// The page.
    pub page: &'d Page,
    /// The answers of the pages before it.
    pub before: Answers,
    /// What of it is refused. A page that is refused keeps no answers.
    pub wrong: Vec<Wrong>,
}

/// An example from the first page to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk<'d> {
    /// The pages that apply, each with the answers of the moment.
    pub steps: Vec<Step<'d>>,
    /// Everything that is typed.
    pub input: Input,
    /// What is known beside it.
    pub facts: Facts,
    /// The answers that were taken in the end.
    pub answers: Answers,
}

/// Goes through the pages as a citizen does: page after page, with the conditions of the moment.
///
/// # Errors
/// What of the example cannot be read: its day, its profile, questions that are not there.
pub fn walk<'d>(definition: &'d Definition, example: &Example) -> Result<Walk<'d>, Vec<Problem>> {
    let mut problems = Vec::new();
    let Ok(today) = parse_day(&example.today) else {
        return Err(vec![Problem::at("today", faults::example_day())]);
    };
    let facts = Facts { today, profile: profile(example, &mut problems) };
    for path in example.input.keys() {
        let id = path.split('.').next().unwrap_or_default();
        if !definition.pages.iter().any(|page| page.questions.iter().any(|question| question.id == id)) {
            problems.push(Problem::at(format!("input.{path}"), faults::example_question()));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let input = typed(definition, example);
    let (steps, answers) = through(definition, &input, &facts);
    Ok(Walk { steps, input, facts, answers })
}

pub(super) fn through<'d>(definition: &'d Definition, input: &Input, facts: &Facts) -> (Vec<Step<'d>>, Answers) {
    let (mut steps, mut answers) = (Vec::new(), Answers::new());
    for page in &definition.pages {
        if !page_applies(definition, page, &answers, facts) {
            continue;
        }
        let before = answers.clone();
        let wrong = match accept(definition, &page.id, input, &answers, facts) {
            Ok(accepted) => {
                answers = accepted;
                Vec::new()
            }
            Err(wrong) => wrong,
        };
        steps.push(Step { page, before, wrong });
    }
    (steps, answers)
}
