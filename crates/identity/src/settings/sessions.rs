//! «Завершить сеанс», «Завершить все другие сеансы»: whoever sits at a computer that was left open must not put its owner
//! out, so the password is asked for.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    response::Response,
    routing::get,
};
use db::Tx;
use web::{Failure, Fields, Form, Page};

use crate::{
    State,
    accounts::{self, Happening},
    extract::Citizen,
    passwords,
    sessions::{self, SessionId, SessionView, Visitor},
};

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/cabinet/settings/sessions/{id}/end", get(show_one).post(end_one))
        .route("/cabinet/settings/sessions/end-others", get(show_others).post(end_others))
}

#[derive(Template)]
#[template(path = "settings/end-session.html")]
struct EndPage {
    page: Page,
    fields: Fields,
    /// The session to be ended; none when all others are.
    one: Option<SessionView>,
}

impl EndPage {
    fn new(page: Page, mut fields: Fields, one: Option<SessionView>) -> Self {
        fields.forget("password");
        Self { page, fields, one }
    }
}

/// Another person's session is not found, as one that has ended is not.
async fn find(tx: &mut Tx, state: &State, citizen: &Citizen, id: &str) -> web::Result<SessionView> {
    let id: SessionId = id.parse().map_err(|_| Failure::NotFound)?;
    let known = sessions::list(tx, &state.cx, citizen.account).await?;
    known.into_iter().find(|view| view.id == id).ok_or(Failure::NotFound)
}

async fn show_one(Given(state): Given<State>, page: Page, citizen: Citizen, Path(id): Path<String>) -> web::Result {
    let one = find(&mut state.db.read().await?, &state, &citizen, &id).await?;
    Ok(web::html(EndPage::new(page, Fields::default(), Some(one))))
}

async fn end_one(
    Given(state): Given<State>,
    page: Page,
    citizen: Citizen,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result<Response> {
    let one = find(&mut state.db.read().await?, &state, &citizen, &id).await?;
    let busy = passwords::ask_again(&state, &page, citizen.account, &visitor, &mut fields, "password").await?;
    if !fields.is_fine() {
        return Ok(passwords::refused(busy, EndPage::new(page, fields, Some(one))));
    }
    let mut tx = state.db.begin().await?;
    if !sessions::end(&mut tx, &state.cx, citizen.account, one.id).await? {
        return Err(Failure::NotFound);
    }
    accounts::note(&mut tx, &state.cx, citizen.account, Happening::SessionEnded, None).await?;
    tx.commit().await?;
    Ok(web::see_with("/cabinet/settings", "settings-session-ended"))
}

async fn show_others(page: Page, _: Citizen) -> Response {
    web::html(EndPage::new(page, Fields::default(), None))
}

async fn end_others(
    Given(state): Given<State>,
    page: Page,
    citizen: Citizen,
    visitor: Visitor,
    Form(mut fields): Form,
) -> web::Result<Response> {
    let busy = passwords::ask_again(&state, &page, citizen.account, &visitor, &mut fields, "password").await?;
    if !fields.is_fine() {
        return Ok(passwords::refused(busy, EndPage::new(page, fields, None)));
    }
    let mut tx = state.db.begin().await?;
    if sessions::end_all(&mut tx, &state.cx, citizen.account, Some(citizen.session)).await? > 0 {
        accounts::note(&mut tx, &state.cx, citizen.account, Happening::SessionEnded, None).await?;
    }
    tx.commit().await?;
    Ok(web::see_with("/cabinet/settings", "settings-sessions-ended"))
}
