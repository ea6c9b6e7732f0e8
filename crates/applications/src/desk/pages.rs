//! The buttons of the desk and the small forms behind them.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use db::Tx;
use http::StatusCode;
use identity::Officer;
use web::{Device, Failure, Fields, Form, Page, Query};

use super::{
    act::{self, OfficerRefusal, Seen},
    action::{Action, ActionForm, form, form_again, grounds, version},
    case::{self, CaseView, desk_with_case},
    decide,
    queue::{self, Queue, View},
    read,
    rescue::{self, APPROVE},
};
use crate::{
    State,
    corrections::correctable,
    drafts::rescue::fingerprint,
    model::{Application, Said},
    number::ApplicationNumber,
    store,
};

/// The longest text to a citizen or a colleague, in characters.
const LONGEST_TEXT: usize = 4_000;

/// The third column.
pub(super) enum Pane {
    /// No case is chosen.
    Nothing,
    /// A case.
    Case(Box<CaseView>),
    /// A form about a case.
    Action(ActionForm),
}

/// The desk: the queue, and what stands beside it.
#[derive(Template)]
#[template(path = "desk/desk.html")]
pub(super) struct DeskPage {
    page: Page,
    queue: Queue,
    /// The number of the case that is looked at; "" for none.
    current: String,
    pane: Pane,
    /// What the officer is told first of all: the act was not done, and why.
    pub(super) told: Option<&'static str>,
}

impl DeskPage {
    pub fn new(page: Page, queue: Queue, current: &str, shown: Pane) -> Self {
        Self { page, queue, current: current.to_owned(), pane: shown, told: None }
    }

    /// Whether a form came back with mistakes; the title says so first.
    fn is_wrong(&self) -> bool {
        match &self.pane {
            Pane::Nothing => false,
            Pane::Case(case) => !case.fields.is_fine(),
            Pane::Action(form) => !form.fields.is_fine(),
        }
    }
}

/// «Взять в работу».
pub(super) async fn take(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let number = case::parse(&number)?;
    let mut tx = state.db.begin().await?;
    let done = act::take(&mut tx, &state.cx, &officer, &number).await?;
    settle(tx, &done).await?;
    after(&state, (&officer, device), page, (&number, &fields), done, None).await
}

/// «Вернуть в очередь».
pub(super) async fn release(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let number = case::parse(&number)?;
    let mut tx = state.db.begin().await?;
    let done = act::release(&mut tx, &state.cx, &officer, &number).await?;
    settle(tx, &done).await?;
    after(&state, (&officer, device), page, (&number, &fields), done, None).await
}

/// «Одобрить и выдать».
pub(super) async fn approve(
    Given(state): Given<State>,
    officer: Result<Officer, Failure>,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let officer = match officer {
        Ok(officer) => officer,
        Err(failure) => return rescue::of_absent(&state, device, (&number, APPROVE), (&fields, failure)).await,
    };
    let visitor = (&officer, device);
    let number = case::parse(&number)?;
    let mut tx = state.db.begin().await?;
    let opened = read::open_case(&mut tx, &state.cx, &state.catalog, &officer, &number).await?;
    let input: forms::Input = fields.iter().collect();
    let decision = match forms::decide(opened.definition(), &input, opened.facts()) {
        Ok(decision) => decision,
        Err(wrong) => {
            drop(tx);
            for wrong in wrong {
                fields.fail_with(wrong.path.clone(), wrong.key(), wrong.args(page.lang));
            }
            let view = View::of(&fields);
            let page = desk_with_case(&state, visitor, page, &number, view, fields).await?;
            return Ok(web::unprocessable(page));
        }
    };
    let agency = state.catalog.agency(&officer.agency);
    let agency = agency.ok_or_else(|| anyhow::anyhow!("there is no agency {} in the catalogue", officer.agency))?;
    let seen = Seen { number: &number, version: version(&fields) };
    let done = decide::approve(&mut tx, &state.cx, &officer, seen, &opened, &decision, &agency).await?;
    forget(&mut tx, device, &done).await?;
    settle(tx, &done).await?;
    match done {
        // What was typed stays: whoever looks at the case as it is now may approve it with the same answers.
        Err(refusal) => too_late(&state, visitor, page, &number, (View::of(&fields), fields), refusal).await,
        done => after(&state, visitor, page, (&number, &fields), done, Some("desk-approved")).await,
    }
}

/// The form of «Запросить дополнения».
pub(super) async fn ask_form(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Query(query): Query,
) -> web::Result {
    form(&state, (&officer, device), page, &number, &query, Action::Ask).await
}

/// «Запросить дополнения».
pub(super) async fn ask(
    Given(state): Given<State>,
    officer: Result<Officer, Failure>,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let officer = match officer {
        Ok(officer) => officer,
        Err(failure) => {
            return rescue::of_absent(&state, device, (&number, Action::Ask.path()), (&fields, failure)).await;
        }
    };
    let number = case::parse(&number)?;
    let Some(text) = fields.require_text("text", LONGEST_TEXT, "desk-ask-empty") else {
        return form_again(&state, (&officer, device), page, &number, fields, Action::Ask).await;
    };
    let mut tx = state.db.begin().await?;
    let mut said = Said::text(&text);
    if fields.has("correct") {
        let case = read::open_case(&mut tx, &state.cx, &state.catalog, &officer, &number).await?;
        said.to_correct = correctable(&case);
        said.to_correct.retain(|returned| fields.chose("correct", &returned.question));
    }
    let seen = Seen { number: &number, version: version(&fields) };
    let done = act::ask(&mut tx, &state.cx, &officer, seen, &said).await?;
    forget(&mut tx, device, &done).await?;
    settle(tx, &done).await?;
    after(&state, (&officer, device), page, (&number, &fields), done, Some("desk-asked")).await
}

/// The form of «Отказать».
pub(super) async fn refuse_form(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Query(query): Query,
) -> web::Result {
    form(&state, (&officer, device), page, &number, &query, Action::Refuse).await
}

/// «Отказать».
pub(super) async fn refuse(
    Given(state): Given<State>,
    officer: Result<Officer, Failure>,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let officer = match officer {
        Ok(officer) => officer,
        Err(failure) => {
            return rescue::of_absent(&state, device, (&number, Action::Refuse.path()), (&fields, failure)).await;
        }
    };
    let number = case::parse(&number)?;
    let mut tx = state.db.begin().await?;
    let case = read::own(&mut tx, &officer, &number).await?;
    let grounds = grounds(&state, &case);
    let ground = grounds.iter().find(|ground| ground.code == fields.value("ground"));
    if ground.is_none() {
        fields.fail("ground", "desk-refuse-choose");
    }
    let comment = fields.value("text").trim().to_owned();
    let comment = if comment.is_empty() {
        Some(comment)
    } else {
        fields.require_text("text", LONGEST_TEXT, "desk-text-too-long")
    };
    let (Some(ground), Some(comment)) = (ground, comment) else {
        drop(tx);
        return form_again(&state, (&officer, device), page, &number, fields, Action::Refuse).await;
    };
    let seen = Seen { number: &number, version: version(&fields) };
    let done = decide::refuse(&mut tx, &state.cx, &officer, seen, ground, &comment).await?;
    forget(&mut tx, device, &done).await?;
    settle(tx, &done).await?;
    after(&state, (&officer, device), page, (&number, &fields), done, Some("desk-refused")).await
}

/// The form of a note.
pub(super) async fn note_form(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Query(query): Query,
) -> web::Result {
    form(&state, (&officer, device), page, &number, &query, Action::Note).await
}

/// A note among colleagues.
pub(super) async fn note(
    Given(state): Given<State>,
    officer: Result<Officer, Failure>,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let officer = match officer {
        Ok(officer) => officer,
        Err(failure) => {
            return rescue::of_absent(&state, device, (&number, Action::Note.path()), (&fields, failure)).await;
        }
    };
    let number = case::parse(&number)?;
    let Some(text) = fields.require_text("text", LONGEST_TEXT, "desk-note-empty") else {
        return form_again(&state, (&officer, device), page, &number, fields, Action::Note).await;
    };
    let mut tx = state.db.begin().await?;
    let done = act::note(&mut tx, &state.cx, &officer, &number, &text).await?;
    forget(&mut tx, device, &done).await?;
    settle(tx, &done).await?;
    after(&state, (&officer, device), page, (&number, &fields), done, None).await
}

/// What was kept of a session that ended is done with.
async fn forget(tx: &mut Tx, device: Device, done: &Result<Application, OfficerRefusal>) -> db::Result<()> {
    let Ok(case) = done else { return Ok(()) };
    let device = fingerprint(tx, device);
    store::rescues::forget(tx, case, device).await
}

/// Keeps what was done; what was refused leaves nothing behind, and lets others write.
async fn settle(tx: Tx, done: &Result<Application, OfficerRefusal>) -> db::Result<()> {
    if done.is_ok() { tx.commit().await } else { Ok(()) }
}

/// Back to the case or, when it has left the officer's hands, to the queue.
async fn after(
    state: &State,
    visitor: (&Officer, Device),
    page: Page,
    (number, fields): (&ApplicationNumber, &Fields),
    done: Result<Application, OfficerRefusal>,
    told: Option<&'static str>,
) -> web::Result<Response> {
    let view = View::of(fields);
    match (done, told) {
        (Ok(_), Some(told)) => Ok(web::see_with(view.address("/desk"), told)),
        (Ok(_), None) => Ok(web::see(view.address(&format!("/desk/{number}")))),
        // What was typed was for another form than the one on the case.
        (Err(refusal), _) => too_late(state, visitor, page, number, (view, Fields::default()), refusal).await,
    }
}

/// Whoever was too late sees the case as it is now, and why nothing was done.
async fn too_late(
    state: &State,
    visitor: (&Officer, Device),
    page: Page,
    number: &ApplicationNumber,
    (view, fields): (View, Fields),
    refusal: OfficerRefusal,
) -> web::Result<Response> {
    if refusal == OfficerRefusal::NotFound {
        return Err(Failure::NotFound);
    }
    let mut page = desk_with_case(state, visitor, page, number, view, fields).await?;
    page.told = Some(refusal.message_key());
    Ok(case::with_status(StatusCode::CONFLICT, page))
}
