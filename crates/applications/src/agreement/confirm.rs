//! «Подтвердить»: the second party agrees with a code that is good for exactly what the page showed.

use axum::extract::{Path, State as Given};
use identity::{Citizen, confirmation::Tried};
use web::{Form, Page};

use super::party::{self, Found};
use crate::{State, code::ByCode};

/// What is agreed to: this application as it stands, which cannot change without a step.
fn by_code(citizen: &Citizen, found: &Found) -> ByCode {
    let application = &found.application;
    let back = application.agreement_path();
    ByCode {
        account: citizen.account,
        subject: format!("agreement:{}", application.id),
        content: format!("{}:{}:{}", application.id, application.version, application.edition).into_bytes(),
        action: format!("{back}/confirm"),
        back,
        step: "agreements-title",
        no_contact: "agreements-no-contact",
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
    let by_code = by_code(&citizen, &found);
    if !found.is_awaited() {
        return Ok(web::see(by_code.back));
    }
    by_code.send(&state.cx, tx, page, again).await
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
    let by_code = by_code(&citizen, &found);
    if !found.is_awaited() {
        return Ok(web::see(by_code.back));
    }
    by_code.show(&state, &mut tx, page).await
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
    let by_code = by_code(&citizen, &found);
    if !found.is_awaited() {
        return Ok(web::see(by_code.back));
    }
    match by_code.attempt(&mut tx, &state.cx, &page, fields).await? {
        Tried::Right => {}
        Tried::Wrong(fields) => {
            // The other press of the same button used the code up.
            if !party::find(&mut tx, &citizen, &id).await?.is_awaited() {
                return Ok(web::see(by_code.back));
            }
            let answer = by_code.page(&mut tx, page, fields).await?;
            tx.commit().await?;
            return Ok(answer);
        }
        Tried::NotAsked => return Ok(web::see(by_code.back)),
    }
    let asked = party::open(&mut tx, &state.cx, &state.catalog, &citizen, &found).await?;
    if super::agree(&mut tx, &state.cx, &citizen, &asked).await?.is_none() {
        // Withdrawn in this very moment: the page tells.
        return Ok(web::see(by_code.back));
    }
    tx.commit().await?;
    Ok(web::see_with(by_code.back, "agreements-given"))
}
