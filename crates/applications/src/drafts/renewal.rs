//! The service has a newer edition than the draft: the answers are carried over, and the citizen is told what is asked
//! anew and what is no longer needed.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Given};
use base::Cx;
use catalog::{Catalog, Edition};
use db::Tx;
use forms::{Anew, Text};
use identity::Citizen;
use serde::{Deserialize, Serialize};
use web::{Failure, Page};

use super::{
    notes::Notes,
    save::{hold_files, progress},
    way::{page_path, resume_path},
};
use crate::{
    State, life_cycle,
    model::{Application, ApplicationId},
    opened::{self, Opened},
    store,
};

/// What a newer edition changed in a draft. Kept sealed with it until the citizen has gone on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// What has to be answered anew.
    pub anew: Vec<Anew>,
    /// The questions that were answered and are no longer asked.
    pub dropped: Vec<Text>,
}

/// What came of looking for a newer edition.
#[derive(Debug)]
pub enum Renewed {
    /// The draft is on the edition that is offered now.
    Not,
    /// The answers were carried over, and nothing got lost by it.
    Silently,
    /// The answers were carried over, and the citizen has to know what changed: the address of the page that tells.
    Told(String),
    /// The draft was changed in another window at this very moment.
    Changed,
}

/// The edition that the draft should be on, when it is on another.
fn newer(catalog: &Catalog, draft: &Opened) -> Option<Arc<Edition>> {
    let is_draft = draft.application.state() == life_cycle::State::Draft;
    let service = catalog.service(&draft.application.service).filter(|_| is_draft)?;
    let other = service.edition.hash != draft.application.edition && !service.definition().pages.is_empty();
    other.then(|| service.edition.clone())
}

/// Whether the service has a newer edition than the draft.
pub fn is_due(catalog: &Catalog, draft: &Opened) -> bool {
    newer(catalog, draft).is_some()
}

/// Carries the draft over to the edition that is offered now. What lies in it counts as touched by nobody: the day on which
/// it is deleted stays.
pub async fn renew(tx: &mut Tx, cx: &Cx, catalog: &Catalog, draft: &Opened) -> db::Result<Renewed> {
    let Some(edition) = newer(catalog, draft) else { return Ok(Renewed::Not) };
    let definition = &edition.definition;
    let rebased = forms::rebase(draft.definition(), definition, &draft.answers, draft.facts());
    let before = &draft.application;
    let mut after = before.changed(before.changed_at);
    after.edition.clone_from(&edition.hash);
    after.agency.clone_from(&definition.agency);
    after.title_ru.clone_from(&definition.title.ru);
    after.title_en.clone_from(&definition.title.en);
    if !store::applications::update_edition(tx, cx, before, &after, &rebased.answers).await? {
        return Ok(Renewed::Changed);
    }
    hold_files(tx, cx, draft, &rebased.answers).await?;
    let told = !(rebased.anew.is_empty() && rebased.dropped.is_empty());
    let renewed = told.then_some(Renewal { anew: rebased.anew, dropped: rebased.dropped });
    // An earlier piece of news that was not read yet still holds.
    let renewed = together(draft.notes.renewed.clone(), renewed);
    let notes = Notes { renewed, writers: draft.notes.writers.clone() };
    let far = progress(definition, &rebased.answers, draft.facts());
    store::drafts::keep(tx, cx, &after, &notes, far).await?;
    Ok(if told { Renewed::Told(address(&after)) } else { Renewed::Silently })
}

fn together(earlier: Option<Renewal>, later: Option<Renewal>) -> Option<Renewal> {
    let (Some(mut all), Some(later)) = (earlier.clone(), later.clone()) else { return later.or(earlier) };
    all.anew.retain(|anew| !later.anew.iter().any(|other| other.question == anew.question));
    all.anew.extend(later.anew);
    all.dropped.extend(later.dropped);
    Some(all)
}

/// The page that tells what changed.
pub fn address(draft: &Application) -> String {
    format!("{}/renewed", draft.path())
}

/// Puts the draft on the edition that is offered now and leads to what changed, or to `here` when nothing got lost.
pub async fn first(state: &State, citizen: &Citizen, id: ApplicationId, here: &str) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    let told = match renew(&mut tx, &state.cx, &state.catalog, &draft).await? {
        Renewed::Told(address) => Some(address),
        Renewed::Silently | Renewed::Not => None,
        Renewed::Changed => return Err(Failure::Conflict),
    };
    tx.commit().await?;
    Ok(web::see(told.unwrap_or_else(|| here.to_owned())))
}

#[derive(Template)]
#[template(path = "applications/renewed.html")]
struct RenewedPage {
    page: Page,
    service: String,
    /// Questions to answer anew: the address of the page, and the title.
    anew: Vec<(String, String)>,
    dropped: Vec<String>,
    back: String,
    next: String,
}

/// «Услуга обновилась».
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    let draft = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    let told = draft.notes.renewed.clone().filter(|_| draft.application.state() == life_cycle::State::Draft);
    let Some(Renewal { anew, dropped }) = told else {
        return Ok(web::see(draft.application.path()));
    };
    let pages = forms::applicable_pages(draft.definition(), &draft.answers, draft.facts());
    // A page that does not apply yet is come to in its turn.
    let href = |anew: &Anew| {
        let there = pages.iter().any(|page| page.id == anew.page);
        if there { page_path(&draft, &anew.page, "") } else { String::new() }
    };
    Ok(web::html(RenewedPage {
        service: draft.definition().title.in_lang(page.lang).to_owned(),
        anew: anew.iter().map(|anew| (href(anew), anew.title.in_lang(page.lang).to_owned())).collect(),
        dropped: dropped.iter().map(|title| title.in_lang(page.lang).to_owned()).collect(),
        back: draft.application.path(),
        next: resume_path(&draft, draft.typed.as_ref()),
        page,
    }))
}
