//! «История заявлений»: every step of every application, newest first.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State as Given;
use identity::Citizen;
use web::Page;

use super::words::{self, Step};
use crate::{
    State,
    model::{Application, ApplicationId},
    store,
};

/// How many steps the page shows.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "applications/history.html")]
struct HistoryPage {
    page: Page,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    service: String,
    number: String,
    step: Step,
}

/// The page.
pub(super) async fn show(Given(state): Given<State>, citizen: Citizen, page: Page) -> web::Result {
    let mut tx = state.db.read().await?;
    let entries = store::history::list_recent(&mut tx, citizen.account, SHOWN).await?;
    let mut known: BTreeMap<ApplicationId, Application> = BTreeMap::new();
    for entry in &entries {
        if !known.contains_key(&entry.application)
            && let Some(found) = store::applications::find(&mut tx, citizen.account, entry.application).await?
        {
            known.insert(found.id, found);
        }
    }
    let line = |entry: &crate::model::Entry| {
        let of = known.get(&entry.application)?;
        Some(Line {
            href: of.path(),
            service: of.title(page.lang).to_owned(),
            number: of.number_text().to_owned(),
            step: words::step(entry, &page),
        })
    };
    let lines = entries.iter().filter(|entry| !entry.event.is_internal()).filter_map(line).collect();
    Ok(web::html(HistoryPage { page, lines }))
}
