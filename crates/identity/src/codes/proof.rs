//! «Введите код» of somebody whom nobody knows yet: a registration and a recovery prove a contact with the same pages, by
//! the code or by the link of a letter. Which of the two it is, and what follows, says [`Begun`].

use std::future::Future;

use axum::{
    Router,
    extract::{Path, State as Given},
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base::{AccountId, Cx, Lang, SignedDuration, Uuid};
use db::Tx;
use web::{CookieRules, Fields, Form, Page};

use super::{
    Attempt, TooSoon,
    letter::Letter,
    pages::{self, CodePage},
};
use crate::{State, codes, sessions};

db::codes!(
    /// How far a registration or a recovery has come.
    pub(crate) enum Stage {
        /// The code has not been entered.
        Waiting = "waiting",
        /// The contact is proved, the password is not set.
        Proved = "proved",
        /// Over.
        Done = "done",
    }
);

/// A registration or a recovery on its way, one to a browser, which holds its token.
pub(crate) trait Begun: Sized + Send + Sync + 'static {
    /// Where it begins; its further pages lie below.
    const PLACE: &'static str;
    /// Where whoever has finished goes.
    const DONE: &'static str;
    /// The translation key of what it is.
    const STEP: &'static str;
    /// The name of the cookie that holds the token.
    const COOKIE: &'static str;
    /// The name of the cookie that holds the token of a letter.
    const LETTER: &'static str;
    /// How long it can be finished; a code or a link can be sent again meanwhile.
    const LIVES: SignedDuration;

    /// Which.
    fn id(&self) -> Uuid;
    /// How far it is.
    fn stage(&self) -> Stage;
    /// Whose contact is to be proved, if anybody's.
    fn account(&self) -> Option<AccountId>;
    /// The contact with most of it hidden, if it may be shown.
    fn masked(&self) -> Option<String>;
    /// Whether the code goes by e-mail.
    fn mailed(&self) -> bool;

    /// The fresh one that this token belongs to.
    fn by_token(
        tx: &mut Tx,
        cx: &Cx,
        token_hash: &[u8; 32],
    ) -> impl Future<Output = Result<Option<Self>, db::Error>> + Send;
    /// Sends another code.
    fn send_code(
        &self,
        tx: &mut Tx,
        cx: &Cx,
        lang: Lang,
    ) -> impl Future<Output = Result<Result<(), TooSoon>, db::Error>> + Send;
    /// The contact is proved: on to the password, once, under a new token. `false`: there is nobody to go on, or it had
    /// gone on before.
    fn prove(
        tx: &mut Tx,
        cx: &Cx,
        id: Uuid,
        token_hash: &[u8; 32],
    ) -> impl Future<Output = Result<bool, db::Error>> + Send;
}

/// The page of the code, sending it again, and where the link of a letter leads.
pub(crate) fn routes<B: Begun>() -> Router<State> {
    Router::new()
        .route(&page_of::<B>("code"), get(show::<B>).post(check::<B>))
        .route(&page_of::<B>("code/again"), post(send_again::<B>))
        .route(&page_of::<B>("link/{token}"), get(open_letter::<B>))
        .route(&page_of::<B>("link"), get(show_letter::<B>).post(use_letter::<B>))
}

fn page_of<B: Begun>(page: &str) -> String {
    format!("{}/{page}", B::PLACE)
}

/// The one that the browser is in the middle of.
pub(crate) async fn current<B: Begun>(
    tx: &mut Tx,
    cx: &Cx,
    cookies: CookieRules,
    headers: &HeaderMap,
) -> Result<Option<B>, db::Error> {
    let Some(token) = cookies.read(headers, B::COOKIE) else { return Ok(None) };
    B::by_token(tx, cx, &sessions::hash(&token)).await
}

/// On to a further page, with the token in the cookie.
pub(crate) fn go_on<B: Begun>(cookies: CookieRules, token: &str, page: &str) -> Response {
    ([(SET_COOKIE, cookies.set(B::COOKIE, token, Some(B::LIVES)))], web::see(page_of::<B>(page))).into_response()
}

/// The one that waits for its code; or where the browser belongs instead.
async fn waiting<B: Begun>(
    tx: &mut Tx,
    cx: &Cx,
    cookies: CookieRules,
    headers: &HeaderMap,
) -> Result<Result<B, String>, db::Error> {
    let begun: Option<B> = current(tx, cx, cookies, headers).await?;
    Ok(match begun {
        Some(begun) if begun.stage() == Stage::Waiting => Ok(begun),
        Some(begun) if begun.stage() == Stage::Proved => Err(page_of::<B>("password")),
        Some(_) => Err(B::DONE.to_owned()),
        None => Err(B::PLACE.to_owned()),
    })
}

fn code_page<B: Begun>(page: Page, begun: &B, fields: Fields) -> Response {
    let shown = CodePage {
        page,
        fields,
        action: page_of::<B>("code").into(),
        back: B::PLACE.into(),
        correct: B::PLACE,
        masked: begun.masked(),
        mailed: begun.mailed(),
        linked: true,
        step: B::STEP,
        account: begun.account(),
    };
    shown.answer()
}

async fn show<B: Begun>(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
) -> web::Result {
    let mut tx = state.db.read().await?;
    Ok(match waiting::<B>(&mut tx, &state.cx, cookies, &headers).await? {
        Ok(begun) => code_page(page, &begun, Fields::default()),
        Err(elsewhere) => web::see(elsewhere),
    })
}

async fn check<B: Begun>(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let begun = match waiting::<B>(&mut tx, &state.cx, cookies, &headers).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(web::see(elsewhere)),
    };
    if let Some(typed) = pages::read(&mut fields) {
        let attempt = codes::attempt(&mut tx, &state.cx, begun.id(), &typed).await?;
        let token = match attempt {
            Attempt::Right => prove::<B>(&mut tx, &state.cx, begun.id()).await?,
            _ => None,
        };
        tx.commit().await?;
        if let Some(token) = token {
            return Ok(go_on::<B>(cookies, &token, "password"));
        }
        pages::explain(&page, &mut fields, attempt);
    }
    Ok(code_page(page, &begun, fields))
}

async fn prove<B: Begun>(tx: &mut Tx, cx: &Cx, id: Uuid) -> Result<Option<String>, db::Error> {
    let token = cx.token();
    Ok(B::prove(tx, cx, id, &sessions::hash(&token)).await?.then_some(token))
}

async fn send_again<B: Begun>(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let begun = match waiting::<B>(&mut tx, &state.cx, cookies, &headers).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(web::see(elsewhere)),
    };
    match begun.send_code(&mut tx, &state.cx, page.lang).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(web::see_with(page_of::<B>("code"), "code-sent-again"))
        }
        Err(too_soon) => {
            let fields = pages::too_soon(&page, too_soon.until);
            Ok(code_page(page, &begun, fields))
        }
    }
}

fn letter<B: Begun>() -> Letter {
    Letter { cookie: B::LETTER, place: page_of::<B>("link"), step: B::STEP, again: B::PLACE }
}

async fn open_letter<B: Begun>(cookies: CookieRules, Path(token): Path<String>) -> Response {
    letter::<B>().open(cookies, &token)
}

async fn show_letter<B: Begun>(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
) -> web::Result {
    letter::<B>().show(&state, page, cookies, &headers).await
}

/// Goes on in the browser that the link was opened in, which may be another than the one it was begun in.
async fn use_letter<B: Begun>(
    Given(state): Given<State>,
    page: Page,
    cookies: CookieRules,
    headers: HeaderMap,
    _: Form,
) -> web::Result {
    let letter = letter::<B>();
    let mut tx = state.db.begin().await?;
    if let Some(flow) = letter.take(&mut tx, &state.cx, cookies, &headers).await?
        && let Some(token) = prove::<B>(&mut tx, &state.cx, flow).await?
    {
        tx.commit().await?;
        return Ok(letter.put_away(cookies, go_on::<B>(cookies, &token, "password")));
    }
    Ok(letter.gone(page, cookies))
}
