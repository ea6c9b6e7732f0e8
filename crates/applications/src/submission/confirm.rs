//! «Код подтверждения» before sending, for services that want it. The code is good for what «Проверьте данные» showed: a
//! form that was changed since, in another window or by the profile, is looked at again and gets a new code.

use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use db::Tx;
use identity::{Citizen, confirmation::Tried};
use web::{Failure, Form, Page};

use super::{
    check,
    submit::{self, Press, SubmitRefusal, Submitted},
};
use crate::{
    State,
    code::ByCode,
    drafts::apply,
    life_cycle,
    opened::{self, Opened},
};

/// What is confirmed: this form with these answers, by the applicant as the profile says, on this edition.
fn by_code(citizen: &Citizen, draft: &Opened) -> Result<ByCode, Failure> {
    let answers = forms::prune(draft.definition(), &draft.answers, draft.facts());
    let content = serde_json::to_vec(&(&draft.edition.hash, answers, &draft.applicant)).map_err(anyhow::Error::from)?;
    let path = draft.application.path();
    Ok(ByCode {
        account: citizen.account,
        subject: draft.application.reference(),
        content,
        action: format!("{path}/confirm"),
        back: format!("{path}/check"),
        step: "applications-confirm-step",
        no_contact: "applications-confirm-no-contact",
    })
}

/// Sends the code and leads to its page; pressed twice, one code is sent.
pub(super) async fn begin(state: &State, tx: Tx, citizen: &Citizen, page: Page, draft: &Opened) -> web::Result {
    by_code(citizen, draft)?.send(&state.cx, tx, page, false).await
}

/// The page of the code.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let draft = open(&mut tx, &state, &citizen, &id).await?;
    if let Some(elsewhere) = elsewhere(&draft) {
        return Ok(elsewhere);
    }
    by_code(&citizen, &draft)?.show(&state, &mut tx, page).await
}

/// «Подтвердить»: with the right code the form is sent in the same transaction.
pub(super) async fn check(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = open(&mut tx, &state, &citizen, &id).await?;
    if let Some(elsewhere) = elsewhere(&draft) {
        return Ok(elsewhere);
    }
    // The service may have been paused since the code was sent.
    if apply::is_closed(&state, &draft.application.service, &page) {
        return Ok(apply::wait(&draft.application.service));
    }
    let path = draft.application.path();
    let by_code = by_code(&citizen, &draft)?;
    match by_code.attempt(&mut tx, &state.cx, &page, fields).await? {
        Tried::Right => {}
        Tried::Wrong(fields) => {
            let now = open(&mut tx, &state, &citizen, &id).await?;
            // The other press of the same button used the code up: what it sent is the answer.
            if now.application.number.is_some() {
                return Ok(web::see(format!("{path}/sent")));
            }
            let answer = by_code.page(&mut tx, page, fields).await?;
            tx.commit().await?;
            return Ok(answer);
        }
        Tried::NotAsked => return Ok(web::see_with(format!("{path}/check"), "applications-confirm-changed")),
    }
    let key = format!("code:{}", by_code.mark(&tx));
    match Box::pin(submit::submit(&mut tx, &state.cx, &citizen, &draft, Press::confirmed(&key))).await? {
        Ok(Submitted::Now(sent)) => {
            tx.commit().await?;
            metrics::counter!("okno_applications_sent_total").increment(1);
            Ok(web::see(format!("{}/sent", sent.path())))
        }
        Ok(Submitted::Before(sent)) => Ok(web::see(format!("{}/sent", sent.path()))),
        Err(refusal @ (SubmitRefusal::Closed | SubmitRefusal::Replaced)) => {
            drop(tx);
            check::closed(&state, &draft, refusal).await
        }
        Err(SubmitRefusal::LevelTooLow) => Ok(web::see(format!("/services/{}/apply", draft.application.service))),
        Err(_) => Ok(web::see_with(format!("{path}/check"), "applications-confirm-changed")),
    }
}

/// «Отправить код ещё раз».
pub(super) async fn again(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = open(&mut tx, &state, &citizen, &id).await?;
    if let Some(elsewhere) = elsewhere(&draft) {
        return Ok(elsewhere);
    }
    if submit::refusal(&citizen, &draft).is_some() {
        return Ok(web::see(format!("{}/check", draft.application.path())));
    }
    by_code(&citizen, &draft)?.send(&state.cx, tx, page, true).await
}

/// Where a form belongs that has nothing to confirm: it was sent, or its service asks for no code.
fn elsewhere(draft: &Opened) -> Option<Response> {
    let path = draft.application.path();
    match draft.application.state() {
        life_cycle::State::Draft if submit::wants_code(draft) => None,
        life_cycle::State::Draft => Some(web::see(format!("{path}/check"))),
        _ if draft.application.number.is_some() => Some(web::see(format!("{path}/sent"))),
        _ => Some(web::see(path)),
    }
}

async fn open(tx: &mut Tx, state: &State, citizen: &Citizen, id: &str) -> Result<Opened, Failure> {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    opened::open_draft(tx, &state.cx, &state.catalog, citizen.account, id).await
}
