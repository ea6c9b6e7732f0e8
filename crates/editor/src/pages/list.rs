//! «Услуги»: every service with its state.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State as Given;
use catalog::Refusal;
use identity::Administrator;
use web::{Page, Query};

use super::shared::{self, name_of, path};
use crate::{State, store};

#[derive(Template)]
#[template(path = "editor/list.html")]
struct ListPage {
    page: Page,
    query: String,
    lines: Vec<Line>,
    /// What of the folder of the installation was not taken over: file with line, field, and what is wrong.
    refused: Vec<(String, String, String)>,
    /// Since when.
    refused_at: String,
}

/// A service as a line of the list.
struct Line {
    href: String,
    title: String,
    code: String,
    /// Translation key and tone of its state.
    state: (&'static str, &'static str),
    /// The number of the edition that is offered; none: it was never published.
    edition: Option<u32>,
    /// Who saved its draft last, and when.
    draft: Option<String>,
}

/// `/administration/services?q=`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Query(fields): Query,
) -> web::Result {
    let query = fields.value("q").trim().to_owned();
    let mut tx = state.db.read().await?;
    let mut drafts = BTreeMap::new();
    for (service, _, staff, at) in store::list(&mut tx).await? {
        let name = name_of(&mut tx, staff).await?;
        drafts.insert(service, page.tv("editor-saved-by", [("name", name), ("time", page.time(at))]));
    }
    let mut lines = Vec::new();
    for service in state.catalog.services() {
        let state = match service.pause_on(page.counted_day()) {
            Some(_) => ("editor-state-paused", "warn"),
            None => ("editor-state-published", "good"),
        };
        lines.push(Line {
            href: path(&service.code),
            title: service.title().in_lang(page.lang).to_owned(),
            draft: drafts.remove(&service.code),
            edition: Some(service.edition.number),
            code: service.code.clone(),
            state,
        });
    }
    for (code, draft) in drafts {
        let state = ("editor-state-draft", "neutral");
        lines.push(Line { href: path(&code), title: code.clone(), code, state, edition: None, draft: Some(draft) });
    }
    lines.retain(|line| fits(line, &query));
    lines.sort_by(|one, other| one.title.cmp(&other.title));
    let refusals = catalog::refusals(&mut tx).await?;
    let refused = refusals.iter().map(|Refusal { problem, .. }| {
        let place = if problem.line == 0 { problem.file.clone() } else { format!("{}:{}", problem.file, problem.line) };
        (place, problem.path.clone(), shared::said(problem, &page))
    });
    let refused_at = refusals.first().map(|refusal| page.time(refusal.at)).unwrap_or_default();
    Ok(web::html(ListPage { refused: refused.collect(), refused_at, page, query, lines }))
}

fn fits(line: &Line, query: &str) -> bool {
    let wanted = query.to_lowercase();
    wanted.split_whitespace().all(|word| line.title.to_lowercase().contains(word) || line.code.contains(word))
}
