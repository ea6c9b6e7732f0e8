//! «Решение»: what the officer fills in when approving, and the grounds on which the agency may refuse.

use askama::Template;
use axum::extract::{Path, State as Given};
use identity::Administrator;
use web::Page;

use super::{
    lines::{Line, lines},
    preview::Pane,
    shared::{self, Shown, path},
};
use crate::{
    State,
    model::Draft,
    part::kinds_in,
    patch::{self, Tree},
};

#[derive(Template)]
#[template(path = "editor/decision.html")]
pub(super) struct DecisionPage {
    page: Page,
    path: String,
    title: String,
    version: i64,
    problems: Vec<Shown>,
    /// The file cannot be read as a tree: the text has to be mended first.
    is_broken: bool,
    /// What the officer is asked, each with the checks of its answer.
    questions: Vec<(Line, Vec<Line>)>,
    refusals: Vec<Line>,
    preview: Option<Pane>,
    pub(super) told: Option<&'static str>,
}

impl DecisionPage {
    pub(super) fn new(state: &State, page: Page, draft: &Draft) -> web::Result<Self> {
        let root = patch::read(draft.files.definition());
        Ok(Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            problems: shared::problems(state, draft, &page),
            is_broken: root.is_none(),
            questions: root.as_ref().map(|root| questions(root, &page)).unwrap_or_default(),
            refusals: root.as_ref().map(|root| lines(root, "refusals", &page)).unwrap_or_default(),
            preview: Pane::of_decision(&draft.files, &page)?,
            told: None,
            page,
        })
    }

    fn kinds() -> Vec<(&'static str, &'static str)> {
        kinds_in("decision")
    }
}

fn questions(root: &Tree, page: &Page) -> Vec<(Line, Vec<Line>)> {
    let checked = |line: Line| {
        let checks = lines(root, &format!("{}.checks", line.at), page);
        (line, checks)
    };
    lines(root, "decision", page).into_iter().map(checked).collect()
}

/// `/administration/services/{code}/decision`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    Ok(web::html(DecisionPage::new(&state, page, &draft)?))
}
