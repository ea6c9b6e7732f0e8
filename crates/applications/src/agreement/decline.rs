//! «Отказаться»: the second party says no, and why.

use askama::Template;
use axum::extract::{Path, State as Given};
use identity::Citizen;
use web::{Fields, Form, Page};

use super::party;
use crate::State;

/// The longest reason, in characters.
const LONGEST: usize = 1_000;

#[derive(Template)]
#[template(path = "agreements/decline.html")]
struct DeclinePage {
    page: Page,
    fields: Fields,
    path: String,
    title: String,
}

/// Asks why.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let found = party::find(&mut tx, &citizen, &id).await?;
    let path = found.application.agreement_path();
    if !found.is_awaited() {
        return Ok(web::see(path));
    }
    let title = found.application.title(page.lang).to_owned();
    Ok(web::html(DeclinePage { page, fields: Fields::default(), path, title }))
}

/// Ends the application.
pub(super) async fn decline(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let found = party::find(&mut tx, &citizen, &id).await?;
    let path = found.application.agreement_path();
    if !found.is_awaited() {
        return Ok(web::see(path));
    }
    let Some(reason) = fields.require_text("reason", LONGEST, "agreements-decline-empty") else {
        let title = found.application.title(page.lang).to_owned();
        return Ok(web::unprocessable(DeclinePage { page, fields, path, title }));
    };
    if super::decline(&mut tx, &state.cx, &citizen, &found.application, &reason).await?.is_some() {
        tx.commit().await?;
        return Ok(web::see_with(path, "agreements-declined"));
    }
    Ok(web::see(path))
}
