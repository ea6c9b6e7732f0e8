//! What must be true of a definition before anyone may use it.

mod circles;
mod expressions;
mod names;
mod questions;
mod reach;
mod service;
mod texts;

use crate::{Definition, Problem};

/// Everything wrong with a definition; empty when it can be published.
///
/// Looked at: texts in both languages, names and codes, what each type of question needs and may not have, expressions
/// (syntax, names, types, whether what they read is asked before), circles, whether answers lead to every page and
/// question, bank details, deadlines.
pub fn check(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    texts::check(definition, &mut problems);
    names::check(definition, &mut problems);
    service::check(definition, &mut problems);
    questions::check(definition, &mut problems);
    // Types mean little while names are double or go in a circle.
    if problems.is_empty() {
        circles::check(definition, &mut problems);
    }
    if problems.is_empty() {
        expressions::check(definition, &mut problems);
    }
    if problems.is_empty() {
        reach::check(definition, &mut problems);
    }
    problems
}

/// What is wrong with the expressions alone, also while something else is wrong; nothing while names are double or go in
/// a circle, for types mean little then.
pub fn check_expressions(definition: &Definition) -> Vec<Problem> {
    let mut problems = Vec::new();
    names::check(definition, &mut problems);
    if problems.is_empty() {
        circles::check(definition, &mut problems);
    }
    if !problems.is_empty() {
        return Vec::new();
    }
    expressions::check(definition, &mut problems);
    problems
}
