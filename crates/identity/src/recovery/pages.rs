//! «Восстановление доступа»: the first page and the new password.

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::Response,
    routing::get,
};
use base::AccountId;
use web::{CookieRules, Fields, Form, Page, Query};

use super::model::{Lost, Recovery};
use crate::{
    State,
    accounts::SignInName,
    codes::{
        self,
        proof::{self, Begun, Stage, current, go_on},
    },
    next,
    passwords::{self, Busy},
    sessions::Visitor,
    throttle,
};

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/recover", get(show).post(create))
        .route("/recover/password", get(show_password).post(save_password))
        .merge(proof::routes::<Recovery>())
}

#[derive(Template)]
#[template(path = "recovery/begin.html")]
struct RecoverPage {
    page: Page,
    fields: Fields,
    sign_in: String,
}

impl RecoverPage {
    fn new(page: Page, fields: Fields) -> Self {
        let sign_in = next::with_next("/sign-in", Some(fields.value("next")));
        Self { page, fields, sign_in }
    }
}

async fn show(page: Page, Query(query): Query) -> Response {
    let mut fields = Fields::default();
    if let Some(next) = next::safe(query.value("next")) {
        fields.set("next", next);
    }
    web::html(RecoverPage::new(page, fields))
}

async fn create(Given(state): Given<State>, page: Page, visitor: Visitor, Form(mut fields): Form) -> web::Result {
    let Some(name) = fields.parse::<SignInName>("login", "sign-in-login-error") else {
        return Ok(web::unprocessable(RecoverPage::new(page, fields)));
    };
    let lost = Lost { name, next: next::safe(fields.value("next")) };
    let mut tx = state.db.begin().await?;
    let network = throttle::begun_from(&tx, &visitor.network);
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &[network]).await? {
        return Err(web::Failure::Throttled { until: slowed.until });
    }
    match super::begin(&mut tx, &state.cx, &lost, page.lang).await? {
        Ok(token) => {
            tx.commit().await?;
            Ok(go_on::<Recovery>(visitor.cookies, &token, "code"))
        }
        Err(too_soon) => {
            fields.fail_with("login", "code-too-soon", [("time", codes::pages::until(&page, too_soon.until))]);
            Ok(web::unprocessable(RecoverPage::new(page, fields)))
        }
    }
}

#[derive(Template)]
#[template(path = "recovery/password.html")]
struct NewPasswordPage {
    page: Page,
    fields: Fields,
}

impl NewPasswordPage {
    fn new(page: Page, mut fields: Fields) -> Self {
        fields.forget("password");
        fields.forget("password_again");
        Self { page, fields }
    }
}

/// The recovery whose contact is proved, with its account.
async fn proved(
    tx: &mut db::Tx,
    state: &State,
    cookies: CookieRules,
    headers: &HeaderMap,
) -> Result<Option<(Recovery, AccountId)>, db::Error> {
    let recovery = current::<Recovery>(tx, &state.cx, cookies, headers).await?;
    let recovery = recovery.filter(|recovery| recovery.stage == Stage::Proved);
    Ok(recovery.and_then(|recovery| recovery.account.map(|account| (recovery, account))))
}

async fn show_password(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
) -> web::Result {
    let mut tx = state.db.read().await?;
    match proved(&mut tx, &state, cookies, &headers).await? {
        Some(_) => Ok(web::html(NewPasswordPage::new(page, Fields::default()))),
        None => Ok(web::see("/recover")),
    }
}

async fn save_password(
    Given(state): Given<State>,
    page: Page,
    visitor: Visitor,
    headers: HeaderMap,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let Some((recovery, account)) = proved(&mut tx, &state, visitor.cookies, &headers).await? else {
        return Ok(web::see("/recover"));
    };
    let old = passwords::find(&mut tx, account).await?;
    let password = passwords::read_of(&mut tx, &mut fields, account).await?;
    drop(tx);
    let Some(password) = password else { return Ok(web::unprocessable(NewPasswordPage::new(page, fields))) };
    let hash = match hashed(&state, &password, old).await? {
        Ok(hash) => hash,
        Err(unfit) => {
            fields.fail("password", unfit.key());
            let mut response = web::unprocessable(NewPasswordPage::new(page, fields));
            if unfit == Unfit::Busy {
                *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            }
            return Ok(response);
        }
    };
    let mut tx = state.db.begin().await?;
    if !super::finish(&mut tx, &state.cx, recovery.id, account, &recovery.lost, &hash).await? {
        return Ok(web::see("/sign-in"));
    }
    tx.commit().await?;
    let to = next::with_next("/sign-in", recovery.lost.next.as_deref());
    let mut response = web::see_with(to, "recover-done");
    response.headers_mut().append(SET_COOKIE, visitor.cookies.clear(Recovery::COOKIE));
    Ok(response)
}

/// Why a new password cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfit {
    /// It is the old one.
    Same,
    /// Too many passwords are being hashed at this moment.
    Busy,
}

impl Unfit {
    const fn key(self) -> &'static str {
        match self {
            Self::Same => "password-fault-same",
            Self::Busy => "sign-in-busy",
        }
    }
}

/// The hash of a password that is not the old one again.
async fn hashed(state: &State, password: &str, old: Option<String>) -> anyhow::Result<Result<String, Unfit>> {
    match state.hasher.fits(password, old).await? {
        Ok(false) => {}
        Ok(true) => return Ok(Err(Unfit::Same)),
        Err(Busy) => return Ok(Err(Unfit::Busy)),
    }
    Ok(state.hasher.hash(&state.cx, password).await?.map_err(|Busy| Unfit::Busy))
}
