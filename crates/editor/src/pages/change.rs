//! What changes what is offered: publishing a draft, discarding it, pausing, resuming, going back.

use askama::Template;
use axum::extract::{Path, State as Given};
use base::{Date, parse_day};
use catalog::By;
use forms::Text;
use identity::Administrator;
use web::{Failure, Fields, Form, Page};

use super::{
    edit::{EditPage, Told},
    shared::{self, path, version},
};
use crate::{
    State, store,
    work::{self, Outcome},
};

/// The longest note or reason, in characters.
const LONGEST_NOTE: usize = 1_000;

/// «Опубликовать»: the draft as it was saved, if nobody saved or published meanwhile.
pub(super) async fn publish(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let seen = version(&fields)?;
    let Some(note) = note(&mut fields) else { return Err(Failure::Malformed) };
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let found = if draft.version == seen { shared::proved(&state, &draft).await } else { Vec::new() };
    if !found.is_empty() {
        let told = Told::Broken(shared::shown(&draft, found, &page));
        return Ok(web::unprocessable(EditPage::new(&state, page, &draft, "", told).await?));
    }
    let mut tx = state.db.begin().await?;
    let outcome = if draft.version == seen {
        work::publish(&mut tx, &state.cx, &administrator, &state.catalog, &draft, &note).await?
    } else {
        Outcome::TooLate
    };
    match outcome {
        Outcome::Published(hash) => {
            tracing::info!(service = code, edition = hash, "a service was published in the editor");
            settle(&state, tx, &code, "editor-published").await
        }
        Outcome::Broken(problems) => {
            drop(tx);
            let problems = shared::shown(&draft, problems, &page);
            let page = EditPage::new(&state, page, &draft, "", Told::Broken(problems)).await?;
            Ok(web::unprocessable(page))
        }
        Outcome::TooLate => {
            drop(tx);
            let page = EditPage::new(&state, page, &draft, "", Told::TooLate).await?;
            Ok(shared::conflict(page))
        }
    }
}

/// «Удалить черновик».
pub(super) async fn discard(
    Given(state): Given<State>,
    _: Administrator,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    if !store::remove(&mut tx, &code, version(&fields)?).await? {
        return Err(Failure::Conflict);
    }
    tx.commit().await?;
    let is_offered = state.catalog.service(&code).is_some();
    let to = if is_offered { path(&code) } else { "/administration/services".to_owned() };
    Ok(web::see_with(to, "editor-discarded"))
}

#[derive(Template)]
#[template(path = "editor/pause.html")]
struct PausePage {
    page: Page,
    fields: Fields,
    path: String,
    title: String,
}

/// The form of «Приостановить».
pub(super) async fn pause_form(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let service = state.catalog.service(&code).ok_or(Failure::NotFound)?;
    let mut fields = Fields::default();
    if let Some(pause) = service.pause_on(page.counted_day()) {
        fields.set("reason_ru", pause.reason.ru.clone());
        fields.set("reason_en", pause.reason.en.clone());
        if let Some(day) = pause.resumes_on {
            fields.set("resumes_on", base::short_date(day));
        }
    }
    let title = service.title().in_lang(page.lang).to_owned();
    Ok(web::html(PausePage { page, fields, path: path(&code), title }))
}

/// «Приостановить».
pub(super) async fn pause(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let service = state.catalog.service(&code).ok_or(Failure::NotFound)?;
    let ru = fields.require_text("reason_ru", LONGEST_NOTE, "editor-pause-reason-empty");
    let en = fields.require_text("reason_en", LONGEST_NOTE, "editor-pause-reason-empty");
    let resumes_on = day(&mut fields, page.counted_day());
    let note = note(&mut fields);
    let (Some(ru), Some(en), Some(note), true) = (ru, en, note, fields.is_fine()) else {
        let title = service.title().in_lang(page.lang).to_owned();
        return Ok(web::unprocessable(PausePage { page, fields, path: path(&code), title }));
    };
    let mut tx = state.db.begin().await?;
    let by = By::administrator(administrator.staff, &note);
    if !catalog::pause(&mut tx, &state.cx, &code, (resumes_on, &Text { ru, en }), &by).await? {
        return Err(Failure::NotFound);
    }
    settle(&state, tx, &code, "editor-was-paused").await
}

/// «Возобновить».
pub(super) async fn resume(
    Given(state): Given<State>,
    administrator: Administrator,
    Path(code): Path<String>,
    Form(_): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let by = By::administrator(administrator.staff, "");
    // The second press finds nothing to end, and says the same.
    if !catalog::resume(&mut tx, &state.cx, &code, &by).await? && state.catalog.service(&code).is_none() {
        return Err(Failure::NotFound);
    }
    settle(&state, tx, &code, "editor-was-resumed").await
}

/// «Вернуть эту редакцию».
pub(super) async fn roll_back(
    Given(state): Given<State>,
    administrator: Administrator,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let (current, to) = (fields.value("current"), fields.value("edition"));
    let mut tx = state.db.begin().await?;
    let by = By::administrator(administrator.staff, "");
    if !catalog::roll_back(&mut tx, &state.cx, &code, current, to, &by).await? {
        return Err(Failure::Conflict);
    }
    settle(&state, tx, &code, "editor-was-rolled-back").await
}

/// What was changed is offered here at once; the page of the service says what was done.
pub(super) async fn settle(state: &State, tx: db::Tx, code: &str, said: &'static str) -> web::Result {
    tx.commit().await?;
    work::take_over(state).await?;
    Ok(web::see_with(path(code), said))
}

/// What is said to colleagues; it may be empty.
fn note(fields: &mut Fields) -> Option<String> {
    if fields.value("note").trim().is_empty() {
        return Some(String::new());
    }
    fields.require_text("note", LONGEST_NOTE, "editor-note-too-long")
}

/// The day on which applications are taken again; it may be left open, and lies ahead.
fn day(fields: &mut Fields, today: Date) -> Option<Date> {
    let typed = fields.value("resumes_on").trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let day = parse_day(&typed).ok().filter(|day| *day > today);
    if day.is_none() {
        fields.fail("resumes_on", "editor-pause-day-wrong");
    }
    day
}
