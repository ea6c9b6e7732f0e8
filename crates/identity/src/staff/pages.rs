//! «Вход для сотрудников».

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    http::{HeaderValue, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
    routing::get,
};
use web::{Fields, Form, Page, Query};

use super::{COOKIE, Outcome, StaffToken, model, sign_in};
use crate::{State, next, sessions::Visitor};

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/staff/sign-in", get(show).post(create))
}

#[derive(Template)]
#[template(path = "staff/sign-in.html")]
struct StaffSignInPage {
    page: Page,
    fields: Fields,
}

impl StaffSignInPage {
    fn new(page: Page, mut fields: Fields) -> Self {
        fields.forget("password");
        fields.forget("code");
        Self { page, fields }
    }
}

/// The cookie of a session that begins.
pub(super) fn cookie(visitor: &Visitor, token: &str) -> HeaderValue {
    visitor.cookies.set(COOKIE, token, Some(model::LONGEST))
}

async fn show(page: Page, Query(query): Query) -> Response {
    let mut fields = Fields::default();
    if let Some(next) = next::safe(query.value("next")) {
        fields.set("next", next);
    }
    web::html(StaffSignInPage::new(page, fields))
}

async fn create(
    Given(state): Given<State>,
    page: Page,
    visitor: Visitor,
    former: StaffToken,
    Form(mut fields): Form,
) -> web::Result {
    let name = fields.require("name", "staff-name-error");
    let password = fields.value("password").to_owned();
    if password.is_empty() || password.chars().count() > crate::passwords::MAX_LENGTH {
        fields.fail("password", "staff-password-error");
    }
    let code = fields.require("code", "staff-code-error");
    let (Some(name), Some(code), true) = (name, code, fields.is_fine()) else {
        return Ok(web::unprocessable(StaffSignInPage::new(page, fields)));
    };
    match sign_in(&state, &name, &password, &code, &visitor, &former).await? {
        Outcome::In(token, role) => {
            let to = next::safe(fields.value("next")).unwrap_or_else(|| role.home().to_owned());
            return Ok(([(SET_COOKIE, cookie(&visitor, &token))], web::see(to)).into_response());
        }
        Outcome::Wrong => fields.fail("name", "staff-wrong"),
        Outcome::Slowed(slowed) => fields.fail_with("name", "sign-in-slowed", [("time", page.clock(slowed.until))]),
        Outcome::Busy => {
            fields.fail("name", "sign-in-busy");
            let mut response = web::unprocessable(StaffSignInPage::new(page, fields));
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            return Ok(response);
        }
    }
    Ok(web::unprocessable(StaffSignInPage::new(page, fields)))
}
