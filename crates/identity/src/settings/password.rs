//! «Сменить пароль»: the present password, and a new one by the rules of registration. Other sessions end, this one goes on
//! under another token.

use askama::Template;
use axum::{Router, extract::State as Given, http::header::SET_COOKIE, response::Response, routing::get};
use web::{Failure, Fields, Form, Page};

use crate::{
    State,
    extract::Citizen,
    passwords,
    sessions::{self, COOKIE, Visitor},
};

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/cabinet/settings/password", get(show).post(save))
}

#[derive(Template)]
#[template(path = "settings/password.html")]
struct PasswordPage {
    page: Page,
    fields: Fields,
}

impl PasswordPage {
    fn new(page: Page, mut fields: Fields) -> Self {
        for field in ["present", "password", "password_again"] {
            fields.forget(field);
        }
        Self { page, fields }
    }
}

async fn show(page: Page, _: Citizen) -> Response {
    web::html(PasswordPage::new(page, Fields::default()))
}

async fn save(
    Given(state): Given<State>,
    page: Page,
    citizen: Citizen,
    visitor: Visitor,
    Form(mut fields): Form,
) -> web::Result {
    let present = fields.value("present").to_owned();
    let busy = passwords::ask_again(&state, &page, citizen.account, &visitor, &mut fields, "present").await?;
    if busy {
        return Ok(passwords::refused(busy, PasswordPage::new(page, fields)));
    }
    let mut tx = state.db.read().await?;
    let password = passwords::read_of(&mut tx, &mut fields, citizen.account).await?;
    drop(tx);
    if password.as_ref() == Some(&present) {
        fields.fail("password", "password-fault-same");
    }
    let Some(password) = password.filter(|_| fields.is_fine()) else {
        return Ok(web::unprocessable(PasswordPage::new(page, fields)));
    };
    let Ok(hash) = state.hasher.hash(&state.cx, &password).await? else {
        fields.fail("password", "sign-in-busy");
        return Ok(passwords::refused(true, PasswordPage::new(page, fields)));
    };
    let mut tx = state.db.begin().await?;
    // A session that ended meanwhile, as by a recovery, changes no password any more.
    let rotated = sessions::rotate(&mut tx, &state.cx, citizen.session, &visitor).await?;
    let begun = rotated.ok_or(Failure::Conflict)?;
    passwords::renew(&mut tx, &state.cx, citizen.account, &hash, Some(citizen.session)).await?;
    tx.commit().await?;
    let mut response = web::see_with("/cabinet/settings", "settings-password-changed");
    response.headers_mut().append(SET_COOKIE, visitor.cookies.set(COOKIE, &begun.token, begun.keep_for));
    Ok(response)
}
