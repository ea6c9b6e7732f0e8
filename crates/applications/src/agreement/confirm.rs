//! «Подтвердить»: the second party agrees with a code that is good for exactly what the page showed.

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

use super::party::{self, Found};
use crate::State;

/// What is agreed to: this application as it stands, which cannot change without a step.
struct Content {
    subject: String,
    bytes: Vec<u8>,
}

impl Content {
    fn of(found: &Found) -> Self {
        let application = &found.application;
        let bytes = format!("{}:{}:{}", application.id, application.version, application.edition).into_bytes();
        Self { subject: format!("agreement:{}", application.id), bytes }
    }

    fn act(&self, citizen: &Citizen) -> Act<'_> {
        Act { account: citizen.account, subject: &self.subject, content: &self.bytes }
    }
}

/// Sends the code and leads to its page.
pub(super) async fn begin(
    given: Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result {
    send(given, citizen, page, id, false).await
}

/// «Отправить код ещё раз».
pub(super) async fn again(
    given: Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result {
    send(given, citizen, page, id, true).await
}

async fn send(Given(state): Given<State>, citizen: Citizen, page: Page, id: String, again: bool) -> web::Result {
    let mut tx = state.db.begin().await?;
    let found = party::find(&mut tx, &citizen, &id).await?;
    if !found.is_awaited() {
        return Ok(web::see(found.application.agreement_path()));
    }
    let content = Content::of(&found);
    let act = content.act(&citizen);
    let to = format!("{}/confirm", found.application.agreement_path());
    match confirmation::send(&mut tx, &state.cx, act, page.lang).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(if again { web::see_with(to, "code-sent-again") } else { web::see(to) })
        }
        Err(Unsent::TooSoon(_)) if !again && confirmation::is_asked(&mut tx, &state.cx, act).await? => Ok(web::see(to)),
        Err(Unsent::TooSoon(until)) => {
            let fields = confirmation::too_soon(&page, until);
            code_page(&mut tx, &citizen, page, &found, fields).await
        }
        Err(Unsent::NoContact) => Ok(web::see_with("/cabinet/settings", "agreements-no-contact")),
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
    let found = party::find(&mut tx, &citizen, &id).await?;
    let content = Content::of(&found);
    if !found.is_awaited() || !confirmation::is_asked(&mut tx, &state.cx, content.act(&citizen)).await? {
        return Ok(web::see(found.application.agreement_path()));
    }
    code_page(&mut tx, &citizen, page, &found, Fields::default()).await
}

/// «Подтвердить»: with the right code the application goes on, in the same transaction.
pub(super) async fn check(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let found = party::find(&mut tx, &citizen, &id).await?;
    let path = found.application.agreement_path();
    if !found.is_awaited() {
        return Ok(web::see(path));
    }
    let content = Content::of(&found);
    match confirmation::attempt(&mut tx, &state.cx, content.act(&citizen), &page, fields).await? {
        Tried::Right => {}
        Tried::Wrong(fields) => {
            // The other press of the same button used the code up.
            if !party::find(&mut tx, &citizen, &id).await?.is_awaited() {
                return Ok(web::see(path));
            }
            let answer = code_page(&mut tx, &citizen, page, &found, fields).await?;
            tx.commit().await?;
            return Ok(answer);
        }
        Tried::NotAsked => return Ok(web::see(path)),
    }
    let asked = party::open(&mut tx, &state.cx, &state.catalog, &citizen, &found).await?;
    if super::agree(&mut tx, &state.cx, &citizen, &asked).await?.is_none() {
        // Withdrawn in this very moment: the page tells.
        return Ok(web::see(path));
    }
    tx.commit().await?;
    Ok(web::see_with(path, "agreements-given"))
}

async fn code_page(
    tx: &mut Tx,
    citizen: &Citizen,
    page: Page,
    found: &Found,
    fields: Fields,
) -> Result<Response, Failure> {
    let back = found.application.agreement_path();
    let action = format!("{back}/confirm");
    let to = Steps { action: &action, back: &back, step: "agreements-title" };
    Ok(confirmation::code_page(tx, citizen.account, page, fields, to).await?)
}
