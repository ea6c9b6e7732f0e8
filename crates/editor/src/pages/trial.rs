//! The examples of a draft, run: what is expected of each, and what came.

use askama::Template;
use axum::extract::{Path, State as Given};
use forms::Expected;
use identity::Administrator;
use web::Page;

use super::shared::{self, path};
use crate::State;

#[derive(Template)]
#[template(path = "editor/trial.html")]
struct TrialPage {
    page: Page,
    path: String,
    title: String,
    /// The description itself has problems: nothing can be run.
    is_broken: bool,
    trials: Vec<Trial>,
    /// What is wrong with the document; none: the service gives none, or nothing can be tried.
    document: Option<Vec<shared::Shown>>,
}

impl TrialPage {
    fn has_problems(&self) -> bool {
        self.document.as_ref().is_some_and(|problems| !problems.is_empty())
    }
}

/// An example that was run.
struct Trial {
    file: String,
    title: String,
    is_fine: bool,
    /// What of the example cannot be read.
    problems: Vec<String>,
    /// Key of what is compared, expected, came, and whether they are the same.
    rows: Vec<(&'static str, String, String, bool)>,
}

/// `/administration/services/{code}/trial`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let definition = shared::definition(&draft);
    let trials = definition.as_ref().map(|definition| {
        draft.files.examples().map(|(file, text)| trial(definition, file, text, &page)).collect::<Vec<Trial>>()
    });
    let has_document = definition.as_ref().is_some_and(|definition| definition.result.template.is_some());
    let document =
        if has_document { Some(shared::shown(&draft, shared::proved(&state, &draft).await, &page)) } else { None };
    Ok(web::html(TrialPage {
        document,
        path: path(&code),
        title: shared::title(&state, &code, Some(&draft.files), &page),
        is_broken: trials.is_none(),
        trials: trials.unwrap_or_default(),
        page,
    }))
}

fn trial(definition: &forms::Definition, file: &str, text: &str, page: &Page) -> Trial {
    let file = file.to_owned();
    let broken = |title: String, problems: Vec<forms::Problem>| {
        let problems = forms::located(text, problems);
        let problems =
            problems.iter().map(|problem| format!("{}: {}", problem.path, shared::said(problem, page))).collect();
        Trial { file: file.clone(), title, is_fine: false, problems, rows: Vec::new() }
    };
    let example = match forms::parse_example(text) {
        Ok(example) => example,
        Err(problem) => return broken(file.clone(), vec![problem]),
    };
    let title = example.title.in_lang(page.lang).to_owned();
    match forms::outcome(definition, &example) {
        Ok(outcome) => {
            let rows = rows(&example.expect, &outcome.came);
            Trial {
                is_fine: rows.iter().all(|(.., same)| *same),
                file: file.clone(),
                title,
                problems: Vec::new(),
                rows,
            }
        }
        Err(problems) => broken(title, problems),
    }
}

fn rows(expected: &Expected, came: &Expected) -> Vec<(&'static str, String, String, bool)> {
    let errors = |outcome: &Expected| -> String {
        let lines: Vec<String> = outcome.errors.iter().map(|(field, key)| format!("{field}: {key}")).collect();
        lines.join("; ")
    };
    let days = |outcome: &Expected| outcome.review.map(|days| days.to_string()).unwrap_or_default();
    let fee = |outcome: &Expected| outcome.fee.clone().unwrap_or_default();
    let row = |key, expected: String, came: String, same| (key, expected, came, same);
    vec![
        row("editor-trial-pages", expected.pages.join(", "), came.pages.join(", "), expected.pages == came.pages),
        row("editor-trial-errors", errors(expected), errors(came), expected.errors == came.errors),
        row("editor-trial-unmet", expected.unmet.join(", "), came.unmet.join(", "), expected.unmet == came.unmet),
        row("editor-trial-fee", fee(expected), fee(came), expected.fee == came.fee),
        row(
            "editor-trial-review",
            days(expected),
            days(came),
            expected.review.is_none() || expected.review == came.review,
        ),
    ]
}
