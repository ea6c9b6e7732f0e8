//! The code that proves the contact: its page, sending it again, and the link in the e-mail.

use axum::{
    Router,
    extract::{Path, State as Given},
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use web::{CookieRules, Fields, Form, Page};

use super::{Registration, Stage, pages, prove, send_code, store};
use crate::{
    State,
    codes::{
        self, Attempt,
        pages::{CodePage, LinkPage},
    },
    events::Contact,
};

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/register/code", get(show).post(check))
        .route("/register/code/again", post(send_again))
        .route("/register/link/{token}", get(show_link).post(use_link))
}

fn code_page(page: Page, begun: &Registration, fields: Fields) -> CodePage {
    CodePage {
        page,
        fields,
        action: "/register/code".into(),
        back: "/register".into(),
        correct: "/register",
        masked: Some(begun.applicant.contact.masked()),
        mailed: matches!(begun.applicant.contact, Contact::Mail(_)),
        linked: true,
        step: "register-title",
    }
}

/// Where a registration at this stage goes on, if not on the code page.
fn elsewhere(begun: Option<&Registration>) -> Option<Response> {
    match begun.map(|begun| begun.stage) {
        Some(Stage::Waiting) => None,
        Some(Stage::Proved) => Some(web::see("/register/password")),
        Some(Stage::Done) => Some(web::see("/register/done")),
        None => Some(web::see("/register")),
    }
}

async fn show(Given(state): Given<State>, page: Page, cookies: CookieRules, headers: HeaderMap) -> web::Result {
    let mut tx = state.db.read().await?;
    let begun = pages::current(&mut tx, &state, cookies, &headers).await?;
    match (elsewhere(begun.as_ref()), begun) {
        (None, Some(begun)) => Ok(web::html(code_page(page, &begun, Fields::default()))),
        (elsewhere, _) => Ok(elsewhere.unwrap_or_else(|| web::see("/register"))),
    }
}

async fn check(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let begun = pages::current(&mut tx, &state, cookies, &headers).await?;
    let (None, Some(begun)) = (elsewhere(begun.as_ref()), &begun) else {
        return Ok(elsewhere(begun.as_ref()).unwrap_or_else(|| web::see("/register")));
    };
    if let Some(typed) = codes::pages::read(&mut fields) {
        let attempt = codes::attempt(&mut tx, &state.cx, begun.id, &typed).await?;
        let token = match attempt {
            Attempt::Right => prove(&mut tx, &state.cx, begun.id).await?,
            _ => None,
        };
        tx.commit().await?;
        if let Some(token) = token {
            return Ok(pages::go_on(cookies, &token, "/register/password"));
        }
        codes::pages::explain(&page, &mut fields, attempt);
    }
    Ok(web::unprocessable(code_page(page, begun, fields)))
}

async fn send_again(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let begun = pages::current(&mut tx, &state, cookies, &headers).await?;
    let (None, Some(begun)) = (elsewhere(begun.as_ref()), &begun) else {
        return Ok(elsewhere(begun.as_ref()).unwrap_or_else(|| web::see("/register")));
    };
    match send_code(&mut tx, &state.cx, begun.id, &begun.applicant).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(web::see_with("/register/code", "code-sent-again"))
        }
        Err(too_soon) => {
            let mut fields = Fields::default();
            fields.fail_with("code", "code-too-soon", [("time", codes::pages::until(&page, too_soon.until))]);
            Ok(web::unprocessable(code_page(page, begun, fields)))
        }
    }
}

/// The link does nothing by being opened: mail scanners open links too. The button does.
async fn show_link(Given(state): Given<State>, page: Page, Path(token): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let is_fresh = codes::flow_of_link(&mut tx, &state.cx, &token).await?.is_some();
    Ok(LinkPage::answer(page, is_fresh, "register-title", "/register"))
}

/// Goes on in the browser that the link was opened in, which may be another than the one it was begun in.
async fn use_link(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    Path(token): Path<String>,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    if let Some(flow) = codes::use_link(&mut tx, &state.cx, &token).await?
        && store::by_id(&mut tx, &state.cx, flow).await?.is_some()
        && let Some(token) = prove(&mut tx, &state.cx, flow).await?
    {
        tx.commit().await?;
        return Ok(pages::go_on(cookies, &token, "/register/password"));
    }
    Ok(LinkPage::answer(page, false, "register-title", "/register"))
}
