//! «Вход», and the button «Выйти» of every page.

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    http::{StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use web::{Fields, Form, Page, Query};

use super::{Outcome, sign_in};
use crate::{
    State,
    accounts::{self, Happening, SignInName},
    extract::MaybeCitizen,
    next,
    passwords::MAX_LENGTH,
    sessions::{self, Begun, COOKIE, Visitor},
    staff,
};

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/sign-in", get(show).post(create)).route("/sign-out", post(leave))
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignInPage {
    page: Page,
    fields: Fields,
    register: String,
    recover: String,
}

impl SignInPage {
    fn new(page: Page, mut fields: Fields) -> Self {
        fields.forget("password");
        let next = next::safe(fields.value("next"));
        let register = next::with_next("/register", next.as_deref());
        let recover = next::with_next("/recover", next.as_deref());
        Self { page, fields, register, recover }
    }
}

async fn show(page: Page, MaybeCitizen(citizen): MaybeCitizen, Query(query): Query) -> Response {
    if citizen.is_some() {
        return web::see(destination(&query));
    }
    let mut fields = Fields::default();
    if let Some(next) = next::safe(query.value("next")) {
        fields.set("next", next);
    }
    web::html(SignInPage::new(page, fields))
}

/// Where to go now: the page that sent the visitor here, or the cabinet.
fn destination(fields: &Fields) -> String {
    next::safe(fields.value("next")).unwrap_or_else(|| "/cabinet".to_owned())
}

async fn create(Given(state): Given<State>, page: Page, visitor: Visitor, Form(mut fields): Form) -> web::Result {
    let name = fields.parse::<SignInName>("login", "sign-in-login-error");
    let password = fields.value("password").to_owned();
    if password.is_empty() || password.chars().count() > MAX_LENGTH {
        fields.fail("password", "sign-in-password-error");
    }
    let Some(name) = name.filter(|_| fields.is_fine()) else {
        return Ok(web::unprocessable(SignInPage::new(page, fields)));
    };
    let foreign_computer = fields.chose("foreign", "yes");
    match sign_in(&state, &name, &password, foreign_computer, &visitor).await? {
        Outcome::In(begun) => return Ok(enter(&visitor, &begun, &destination(&fields))),
        Outcome::Wrong => fields.fail("login", "sign-in-wrong"),
        Outcome::Locked => fields.fail("login", "sign-in-locked"),
        Outcome::Slowed(slowed) => fields.fail_with("login", "sign-in-slowed", [("time", page.clock(slowed.until))]),
        Outcome::Busy => {
            fields.fail("login", "sign-in-busy");
            let mut response = web::unprocessable(SignInPage::new(page, fields));
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            return Ok(response);
        }
    }
    Ok(web::unprocessable(SignInPage::new(page, fields)))
}

/// The answer that carries a new session's cookie.
pub(crate) fn enter(visitor: &Visitor, begun: &Begun, to: &str) -> Response {
    ([(SET_COOKIE, visitor.cookies.set(COOKIE, &begun.token, begun.keep_for))], web::see(to)).into_response()
}

/// Ends whatever the browser is signed in as: a person who leaves a computer leaves nothing open on it.
async fn leave(Given(state): Given<State>, visitor: Visitor, on_duty: staff::StaffToken, _: Form) -> web::Result {
    let mut tx = state.db.begin().await?;
    if let Some(token) = &visitor.session_token
        && let Some(account) = sessions::end_by_token(&mut tx, &state.cx, token).await?
    {
        accounts::note(&mut tx, &state.cx, account, Happening::SignedOut, Some(&visitor.browser)).await?;
    }
    let was_staff = match &on_duty.0 {
        Some(token) => staff::session::end(&mut tx, &state.cx, token).await?,
        None => false,
    };
    tx.commit().await?;
    let mut response = web::see(if was_staff { "/staff/sign-in" } else { "/" });
    for name in [COOKIE, staff::COOKIE] {
        response.headers_mut().append(SET_COOKIE, visitor.cookies.clear(name));
    }
    Ok(response)
}
