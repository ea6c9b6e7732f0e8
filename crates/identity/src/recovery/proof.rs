//! The code that proves the contact of a lost account: its page, sending it again, and the link in the e-mail.

use axum::{
    Router,
    extract::{Path, State as Given},
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use base::{Cx, Uuid};
use db::Tx;
use web::{CookieRules, Fields, Form, Page};

use super::{model::Recovery, pages, send_code, store};
use crate::{
    State,
    accounts::SignInName,
    codes::{
        self, Attempt,
        pages::{CodePage, LinkPage},
    },
    registration::Stage,
    sessions,
};

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/recover/code", get(show).post(check))
        .route("/recover/code/again", post(send_again))
        .route("/recover/link/{token}", get(show_link).post(use_link))
}

fn code_page(page: Page, recovery: &Recovery, fields: Fields) -> CodePage {
    CodePage {
        page,
        fields,
        action: "/recover/code".into(),
        back: "/recover".into(),
        correct: "/recover",
        masked: recovery.lost.masked(),
        mailed: matches!(recovery.lost.name, SignInName::Email(_)),
        linked: true,
        step: "recover-title",
    }
}

/// On to the password, under a new token; `None`: there is no such account, or it had gone on before.
async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid) -> Result<Option<String>, db::Error> {
    let token = cx.token();
    Ok(store::prove(tx, cx, id, &sessions::hash(&token)).await?.then_some(token))
}

/// Where a recovery at this stage goes on, if not on the code page.
fn elsewhere(recovery: Option<&Recovery>) -> Option<Response> {
    match recovery.map(|recovery| recovery.stage) {
        Some(Stage::Waiting) => None,
        Some(Stage::Proved) => Some(web::see("/recover/password")),
        Some(Stage::Done) => Some(web::see("/sign-in")),
        None => Some(web::see("/recover")),
    }
}

async fn show(Given(state): Given<State>, page: Page, cookies: CookieRules, headers: HeaderMap) -> web::Result {
    let mut tx = state.db.read().await?;
    let recovery = pages::current(&mut tx, &state, cookies, &headers).await?;
    match (elsewhere(recovery.as_ref()), recovery) {
        (None, Some(recovery)) => Ok(web::html(code_page(page, &recovery, Fields::default()))),
        (elsewhere, _) => Ok(elsewhere.unwrap_or_else(|| web::see("/recover"))),
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
    let recovery = pages::current(&mut tx, &state, cookies, &headers).await?;
    let (None, Some(recovery)) = (elsewhere(recovery.as_ref()), &recovery) else {
        return Ok(elsewhere(recovery.as_ref()).unwrap_or_else(|| web::see("/recover")));
    };
    if let Some(typed) = codes::pages::read(&mut fields) {
        let attempt = codes::attempt(&mut tx, &state.cx, recovery.id, &typed).await?;
        let token = match attempt {
            Attempt::Right => prove(&mut tx, &state.cx, recovery.id).await?,
            _ => None,
        };
        tx.commit().await?;
        if let Some(token) = token {
            return Ok(pages::go_on(cookies, &token, "/recover/password"));
        }
        codes::pages::explain(&page, &mut fields, attempt);
    }
    Ok(web::unprocessable(code_page(page, recovery, fields)))
}

async fn send_again(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let recovery = pages::current(&mut tx, &state, cookies, &headers).await?;
    let (None, Some(recovery)) = (elsewhere(recovery.as_ref()), &recovery) else {
        return Ok(elsewhere(recovery.as_ref()).unwrap_or_else(|| web::see("/recover")));
    };
    match send_code(&mut tx, &state.cx, recovery.id, &recovery.lost.name, page.lang).await? {
        Ok(_) => {
            tx.commit().await?;
            Ok(web::see_with("/recover/code", "code-sent-again"))
        }
        Err(too_soon) => {
            let mut fields = Fields::default();
            fields.fail_with("code", "code-too-soon", [("time", codes::pages::until(&page, too_soon.until))]);
            Ok(web::unprocessable(code_page(page, recovery, fields)))
        }
    }
}

/// The link does nothing by being opened: mail scanners open links too. The button does.
async fn show_link(Given(state): Given<State>, page: Page, Path(token): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let is_fresh = codes::flow_of_link(&mut tx, &state.cx, &token).await?.is_some();
    Ok(LinkPage::answer(page, is_fresh, "recover-title", "/recover"))
}

async fn use_link(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    Path(token): Path<String>,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    if let Some(flow) = codes::use_link(&mut tx, &state.cx, &token).await?
        && let Some(token) = prove(&mut tx, &state.cx, flow).await?
    {
        tx.commit().await?;
        return Ok(pages::go_on(cookies, &token, "/recover/password"));
    }
    Ok(LinkPage::answer(page, false, "recover-title", "/recover"))
}
