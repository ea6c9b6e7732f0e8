//! Two editions side by side: an edition, the draft, or one of its saves.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::{Change, Edition, ServiceFiles};
use db::Tx;
use identity::Administrator;
use web::{Failure, Page, Query};

use super::{
    preview::Choice,
    shared::{path, title},
};
use crate::{
    State,
    compare::{self, Fate, Line},
    store, work,
};

/// The draft among what can be compared.
const DRAFT: &str = "draft";

#[derive(Template)]
#[template(path = "editor/compare.html")]
struct ComparePage {
    page: Page,
    path: String,
    title: String,
    from: Vec<Choice>,
    to: Vec<Choice>,
    /// Translation key and tone of what became of the question, its id and title.
    questions: Vec<(&'static str, &'static str, String, String)>,
    files: Vec<(String, Vec<Line>)>,
}

/// `/administration/services/{code}/compare?from=&to=`: by default the draft with what is offered.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(fields): Query,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let known = known(&mut tx, &state, &page, &code).await?;
    let first = |skipped: usize| known.get(skipped).or(known.first()).map(|(value, _)| value.clone());
    let chosen = |name: &str, skipped: usize| match fields.value(name) {
        "" => first(skipped).ok_or(Failure::NotFound),
        value => Ok(value.to_owned()),
    };
    let (from, to) = (chosen("from", 1)?, chosen("to", 0)?);
    let (former, later) = (read(&mut tx, &state, &code, &from).await?, read(&mut tx, &state, &code, &to).await?);
    let definitions = (forms::parse(former.definition()), forms::parse(later.definition()));
    let questions = match definitions {
        (Ok(before), Ok(after)) => compare::questions(&before, &after, page.lang),
        _ => Vec::new(),
    };
    let choices = |chosen: &str| -> Vec<Choice> {
        known.iter().map(|(value, text)| (value.clone(), text.clone(), value == chosen)).collect()
    };
    Ok(web::html(ComparePage {
        path: path(&code),
        title: title(&state, &code, Some(&later), &page),
        from: choices(&from),
        to: choices(&to),
        questions: questions.into_iter().map(told).collect(),
        files: compare::files(&former, &later),
        page,
    }))
}

fn told((fate, id, title): (Fate, String, String)) -> (&'static str, &'static str, String, String) {
    let (key, tone) = match fate {
        Fate::Added => ("editor-question-added", "good"),
        Fate::Removed => ("editor-question-removed", "bad"),
        Fate::Changed => ("editor-question-changed", "warn"),
    };
    (key, tone, id, title)
}

/// What can be compared, newest first: the draft and its saves, then editions.
async fn known(tx: &mut Tx, state: &State, page: &Page, code: &str) -> web::Result<Vec<(String, String)>> {
    let mut known = Vec::new();
    for (index, save) in store::list_saves(tx, code).await?.into_iter().enumerate() {
        let text = page.tv("editor-compare-save", [("number", save.version.to_string()), ("time", page.time(save.at))]);
        known.push((if index == 0 { DRAFT.to_owned() } else { format!("{DRAFT}:{}", save.version) }, text));
    }
    let mut editions: Vec<Arc<Edition>> = Vec::new();
    for change in catalog::history(tx, code).await? {
        let edition = state.catalog.edition(&change.edition).filter(|_| change.event == Change::Published);
        editions.extend(edition.filter(|edition| !editions.iter().any(|known| known.hash == edition.hash)));
    }
    editions.sort_by_key(|edition| std::cmp::Reverse(edition.number));
    for edition in editions {
        let time = page.time(edition.published_at);
        let text = page.tv("editor-compare-edition", [("number", edition.number.to_string()), ("time", time)]);
        known.push((edition.hash.clone(), text));
    }
    Ok(known)
}

async fn read(tx: &mut Tx, state: &State, code: &str, what: &str) -> web::Result<ServiceFiles> {
    let found = if what == DRAFT {
        work::open(tx, &state.catalog, code).await?.map(|draft| draft.files)
    } else if let Some(version) = what.strip_prefix("draft:") {
        store::find_save(tx, code, version.parse().map_err(|_| Failure::NotFound)?).await?
    } else {
        match state.catalog.edition(what).filter(|edition| edition.definition.code == code) {
            Some(_) => catalog::files_of(tx, what).await?,
            None => None,
        }
    };
    found.ok_or(Failure::NotFound)
}
