//! «Код подтверждения» before sending, for services that want it. The code is good for what «Проверьте данные» showed: a
//! form that was changed since, in another window or by the profile, is looked at again and gets a new code.

use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use db::Tx;
use identity::{
    Citizen,
    confirmation::{self, Act, Steps, Tried, Unsent},
};
use web::{Failure, Fields, Form, Page};

use super::submit::{self, Press, SubmitRefusal, Submitted};
use crate::{
    State,
    drafts::apply::is_closed,
    life_cycle,
    opened::{self, Opened},
};

/// What is confirmed: this form with these answers, by the applicant as the profile says, on this edition.
struct Content {
    subject: String,
    bytes: Vec<u8>,
}

impl Content {
    fn of(draft: &Opened) -> Result<Self, Failure> {
        let answers = forms::prune(draft.definition(), &draft.answers, draft.facts());
        let bytes = serde_json::to_vec(&(&draft.edition.hash, answers, &draft.applicant));
        Ok(Self { subject: draft.application.reference(), bytes: bytes.map_err(anyhow::Error::from)? })
    }

    fn act(&self, citizen: &Citizen) -> Act<'_> {
        Act { account: citizen.account, subject: &self.subject, content: &self.bytes }
    }
}

async fn code_page(
    tx: &mut Tx,
    citizen: &Citizen,
    page: Page,
    draft: &Opened,
    fields: Fields,
) -> Result<Response, Failure> {
    let path = draft.application.path();
    let (action, back) = (format!("{path}/confirm"), format!("{path}/check"));
    let to = Steps { action: &action, back: &back, step: "applications-confirm-step" };
    Ok(confirmation::code_page(tx, citizen.account, page, fields, to).await?)
}

/// Sends the code and leads to its page; pressed twice, one code is sent.
pub(super) async fn begin(
    state: &State,
    mut tx: Tx,
    citizen: &Citizen,
    page: Page,
    draft: &Opened,
    again: bool,
) -> web::Result {
    let content = Content::of(draft)?;
    let act = content.act(citizen);
    let to = format!("{}/confirm", draft.application.path());
    match confirmation::send(&mut tx, &state.cx, act, page.lang).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(if again { web::see_with(to, "code-sent-again") } else { web::see(to) })
        }
        Err(Unsent::TooSoon(_)) if !again && confirmation::is_asked(&mut tx, &state.cx, act).await? => Ok(web::see(to)),
        Err(Unsent::TooSoon(until)) => {
            let fields = confirmation::too_soon(&page, until);
            code_page(&mut tx, citizen, page, draft, fields).await
        }
        Err(Unsent::NoContact) => Ok(web::see_with("/cabinet/settings", "applications-confirm-no-contact")),
    }
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
    let content = Content::of(&draft)?;
    if !confirmation::is_asked(&mut tx, &state.cx, content.act(&citizen)).await? {
        return Ok(web::see(format!("{}/check", draft.application.path())));
    }
    code_page(&mut tx, &citizen, page, &draft, Fields::default()).await
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
    if is_closed(&state, &draft.application.service, &page) {
        return Ok(web::see(format!("/services/{}", draft.application.service)));
    }
    let path = draft.application.path();
    let content = Content::of(&draft)?;
    let act = content.act(&citizen);
    match confirmation::attempt(&mut tx, &state.cx, act, &page, fields).await? {
        Tried::Right => {}
        Tried::Wrong(fields) => {
            let now = open(&mut tx, &state, &citizen, &id).await?;
            // The other press of the same button used the code up: what it sent is the answer.
            if now.application.number.is_some() {
                return Ok(web::see(format!("{path}/sent")));
            }
            let answer = code_page(&mut tx, &citizen, page, &draft, fields).await?;
            tx.commit().await?;
            return Ok(answer);
        }
        Tried::NotAsked => return Ok(web::see_with(format!("{path}/check"), "applications-confirm-changed")),
    }
    let key = format!("code:{}", act.mark(&tx));
    match submit::submit(&mut tx, &state.cx, &citizen, &draft, Press::confirmed(&key)).await? {
        Ok(Submitted::Now(sent)) => {
            tx.commit().await?;
            metrics::counter!("okno_applications_sent_total").increment(1);
            Ok(web::see(format!("{}/sent", sent.path())))
        }
        Ok(Submitted::Before(sent)) => Ok(web::see(format!("{}/sent", sent.path()))),
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
    begin(&state, tx, &citizen, page, &draft, true).await
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
    opened::open(tx, &state.cx, &state.catalog, citizen.account, id).await
}
