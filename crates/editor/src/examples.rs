//! The examples of a draft: run against it, compared with what is expected of them, and written anew.

mod differ;
mod typed;
mod write;

use catalog::ServiceFiles;
use forms::{Definition, Example, Expected, Outcome, Problem};

pub(crate) use differ::{came, differences, sums};
pub(crate) use typed::{add_item, is_of_page, is_typed, put_page, remove_item};
pub(crate) use write::{put, written};

use crate::patch::Unpatched;

/// An example that was run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) example: Example,
    /// What of it has no place any more: its paths.
    pub(crate) lost: Vec<String>,
    pub(crate) outcome: Outcome,
}

impl Ran {
    /// Reads an example and runs what of it still has a place.
    ///
    /// # Errors
    /// What cannot be read at all.
    pub(crate) fn of(definition: &Definition, text: &str) -> Result<Self, Vec<Problem>> {
        let example = forms::parse_example(text).map_err(|problem| vec![problem])?;
        let (fitting, lost) = fitting(definition, example.clone());
        let outcome = forms::outcome(definition, &fitting).map_err(|problems| forms::located(text, problems))?;
        Ok(Self { example, lost, outcome })
    }

    /// Whether it comes to what is expected.
    pub(crate) fn holds(&self) -> bool {
        let (expected, came) = (&self.example.expect, &self.outcome.came);
        let same_review = expected.review.is_none() || expected.review == came.review;
        let rest = Expected { review: came.review, ..expected.clone() };
        self.lost.is_empty() && same_review && rest == *came
    }
}

/// An example without what has no place any more, and the paths of that.
pub(crate) fn fitting(definition: &Definition, mut example: Example) -> (Example, Vec<String>) {
    let is_asked = |path: &str| {
        let id = path.split('.').next().unwrap_or_default();
        definition.pages.iter().any(|page| page.questions.iter().any(|question| question.id == id))
    };
    let mut lost = Vec::new();
    example.input.retain(|path, _| {
        let stays = is_asked(path);
        if !stays {
            lost.push(path.clone());
        }
        stays
    });
    (example, lost)
}

/// The text of an example that expects what it comes to; none when it cannot be read or changed in place. An example
/// that expects no time for the review goes on expecting none.
pub(crate) fn accepted(definition: &Definition, text: &str) -> Option<String> {
    let ran = Ran::of(definition, text).ok()?;
    let (fitting, _) = fitting(definition, ran.example.clone());
    let review = ran.example.expect.review.and(ran.outcome.came.review);
    let wished = Example { expect: Expected { review, ..ran.outcome.came }, ..fitting };
    put(text, &ran.example, &wished).ok()
}

/// The path of a new example with this title.
pub(crate) fn path_of(title: &str, files: &ServiceFiles) -> String {
    let path = |name: &str| format!("examples/{name}.yaml");
    path(&crate::named::named(title, '-', &|name| files.get(&path(name)).is_some()))
}

/// Gives an example another title.
///
/// # Errors
/// When the text cannot be changed in place.
pub(crate) fn renamed(text: &str, ru: &str, en: &str) -> Result<String, Unpatched> {
    let known = forms::parse_example(text).map_err(|_| Unpatched::Unreadable)?;
    let title = forms::Text { ru: ru.to_owned(), en: en.to_owned() };
    put(text, &known, &Example { title, ..known.clone() })
}

#[cfg(test)]
mod tests;
