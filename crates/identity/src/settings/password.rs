//! «Сменить пароль»: the present password, and a new one by the rules of registration. Other sessions end, this one goes on
//! under another token.

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    http::{StatusCode, header::SET_COOKIE},
    response::Response,
    routing::get,
};
use web::{Failure, Fields, Form, Page};

use crate::{
    State, codes,
    extract::Citizen,
    passwords::{self, Busy, Unconfirmed},
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

    /// Too many passwords are being looked at just now.
    fn busy(page: Page, mut fields: Fields, field: &'static str) -> Response {
        fields.fail(field, "sign-in-busy");
        let mut response = web::unprocessable(Self::new(page, fields));
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response
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
    match passwords::confirm(&state, citizen.account, &visitor, &present).await? {
        Ok(true) => {}
        Ok(false) => fields.fail("present", "settings-password-wrong"),
        Err(Unconfirmed::Busy) => return Ok(PasswordPage::busy(page, fields, "present")),
        Err(Unconfirmed::Slowed(slowed)) => {
            fields.fail_with("present", "sign-in-slowed", [("time", codes::pages::until(&page, slowed.until))]);
        }
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
    let hash = match state.hasher.hash(&state.cx, &password).await? {
        Ok(hash) => hash,
        Err(Busy) => return Ok(PasswordPage::busy(page, fields, "password")),
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
