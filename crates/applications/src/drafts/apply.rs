//! «Получить услугу»: from the service's page to the first question.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use catalog::Edition;
use identity::{AssuranceLevel, Citizen, MaybeCitizen};
use std::sync::Arc;
use web::{Failure, Form, Page};

use super::{
    begin::{self, Begin},
    renewal, way,
};
use crate::{State, model::Application, opened, store};

#[derive(Template)]
#[template(path = "applications/unfinished.html")]
struct UnfinishedPage {
    page: Page,
    service: String,
    back: String,
    here: String,
    begun: String,
    resume: String,
}

/// Leads a guest to registration and back, a citizen of too low a level to the missing step and back, everybody else to
/// the form: to the first question, or to the choice between going on with an unfinished one and beginning anew.
pub(super) async fn show(
    Given(state): Given<State>,
    MaybeCitizen(citizen): MaybeCitizen,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let edition = current(&state, &code)?;
    let here = format!("/services/{code}/apply");
    if is_elsewhere(&state, &code, &page) {
        return Ok(web::see(format!("/services/{code}")));
    }
    let Some(citizen) = citizen else { return Ok(web::see(web::with_query("/register", "", "next", &here))) };
    if is_paused(&state, &code, &page) {
        return Ok(web::see(format!("/services/{code}")));
    }
    if let Some(step) = missing_step(&citizen, &edition, &here) {
        return Ok(web::see(step));
    }
    let mut tx = state.db.begin().await?;
    if is_out_of_season(&state, &code, &page) {
        // Who has begun in the season goes on and finds everything kept; only sending waits.
        let unfinished = store::applications::find_draft(&mut tx, citizen.account, &code).await?;
        let elsewhere = unfinished.map_or_else(|| format!("/services/{code}"), |draft| draft.path());
        return Ok(web::see(elsewhere));
    }
    let draft = match begin::begin(&mut tx, &state.cx, citizen.account, &edition).await? {
        Begin::New(draft) => draft,
        // Nothing was saved in it yet: no need to ask.
        Begin::Unfinished(draft) if draft.version == 1 && draft.corrects.is_none() => draft,
        Begin::Unfinished(draft) => {
            let begun = page.day_of(draft.created_at);
            let service = draft.title(page.lang).to_owned();
            return Ok(web::html(UnfinishedPage {
                page,
                service,
                back: format!("/services/{code}"),
                here,
                begun,
                resume: draft.path() + "/continue",
            }));
        }
    };
    let first = first_page(&mut tx, &state, draft).await?;
    tx.commit().await?;
    Ok(web::see(first))
}

/// «Начать заново»: the unfinished form is withdrawn.
pub(super) async fn begin_anew(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(code): Path<String>,
    Form(_): Form,
) -> web::Result {
    let edition = current(&state, &code)?;
    if let Some(step) = missing_step(&citizen, &edition, &format!("/services/{code}/apply")) {
        return Ok(web::see(step));
    }
    if is_closed(&state, &code, &page) {
        return Ok(web::see(format!("/services/{code}")));
    }
    let mut tx = state.db.begin().await?;
    let (Begin::New(draft) | Begin::Unfinished(draft)) =
        begin::begin_anew(&mut tx, &state.cx, citizen.account, &edition).await?;
    let first = first_page(&mut tx, &state, draft).await?;
    tx.commit().await?;
    Ok(web::see(first))
}

/// The page where an unfinished form goes on.
pub(super) async fn resume(Given(state): Given<State>, citizen: Citizen, Path(id): Path<String>) -> web::Result {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    let draft = opened::open_draft(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if draft.application.state() != crate::life_cycle::State::Draft {
        return Ok(web::see(draft.application.path()));
    }
    if renewal::is_due(&state.catalog, &draft) {
        drop(tx);
        return renewal::first(&state, &citizen, id, &format!("{}/continue", draft.application.path())).await;
    }
    if draft.notes.renewed.is_some() {
        return Ok(web::see(renewal::address(&draft.application)));
    }
    Ok(web::see(way::resume_path(&draft, draft.typed.as_ref())))
}

async fn first_page(tx: &mut db::Tx, state: &State, draft: Application) -> web::Result<String> {
    let draft = opened::complete(tx, &state.cx, &state.catalog, draft).await?;
    Ok(way::resume_path(&draft, None))
}

fn current(state: &State, code: &str) -> web::Result<Arc<Edition>> {
    let service = state.catalog.service(code).ok_or(Failure::NotFound)?;
    // A service without questions (a look-up, a list of charges) has nothing to apply for.
    if service.edition.definition.pages.is_empty() { Err(Failure::NotFound) } else { Ok(service.edition.clone()) }
}

/// Whether no applications are taken today: the page of the service says when they are.
pub(crate) fn is_out_of_season(state: &State, code: &str, page: &Page) -> bool {
    let service = state.catalog.service(code);
    service.is_some_and(|service| {
        service.definition().season.as_ref().is_some_and(|season| !season.is_open(page.counted_day()))
    })
}

/// Whether the service takes no applications from this visitor now: its page says why, and when or where it does. Unfinished
/// forms stay as they are.
pub(crate) fn is_closed(state: &State, code: &str, page: &Page) -> bool {
    is_paused(state, code, page) || is_elsewhere(state, code, page) || is_out_of_season(state, code, page)
}

/// To the page of the service, which says why it takes no application now and when it will; the form is kept.
pub(crate) fn wait(code: &str) -> Response {
    web::see_with(format!("/services/{code}"), "drafts-not-sent-but-kept")
}

/// Until when the service takes no applications; none when it does, or when that is not a matter of time.
pub(crate) fn closed_in_words(state: &State, code: &str, page: &Page) -> Option<String> {
    let service = state.catalog.service(code)?;
    if let Some(pause) = service.pause_on(page.counted_day()) {
        return Some(match pause.resumes_on {
            Some(day) => page.tv("catalog-paused-until", [("day", page.counted(day))]),
            None => page.t("catalog-paused").into_owned(),
        });
    }
    let opens = service.definition().season.as_ref()?.opens(page.counted_day())?;
    Some(page.tv("catalog-season-opens", [("day", page.counted(opens))]))
}

/// Whether the region that the visitor chose does not have the service.
fn is_elsewhere(state: &State, code: &str, page: &Page) -> bool {
    let service = state.catalog.service(code);
    service.zip(page.chosen_region()).is_some_and(|(service, region)| !service.is_offered_in(&region.code))
}

/// Whether the service is paused today.
fn is_paused(state: &State, code: &str, page: &Page) -> bool {
    state.catalog.service(code).is_some_and(|service| service.pause_on(page.counted_day()).is_some())
}

/// The level of the account that an edition needs.
pub(crate) fn level_of(edition: &Edition) -> AssuranceLevel {
    match edition.definition.level {
        forms::Level::Simplified => AssuranceLevel::Simplified,
        forms::Level::Standard => AssuranceLevel::Standard,
        forms::Level::Verified => AssuranceLevel::Verified,
    }
}

fn missing_step(citizen: &Citizen, edition: &Edition, here: &str) -> Option<String> {
    let wanted = level_of(edition);
    (citizen.level < wanted).then(|| identity::missing_step(citizen.level, wanted, here))
}
