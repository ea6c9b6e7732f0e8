//! The link of a letter. Opening it does nothing but move its token out of the address into a cookie, so that it stands in
//! no history, log or screen; the button of the page that follows does what the code does, once. Mail scanners open links
//! too, but press no buttons.

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use base::{Cx, Uuid};
use db::Tx;
use web::{CookieRules, Page};

use crate::{State, codes};

/// Which letter it is.
pub(crate) struct Letter {
    /// The name of the cookie that holds its token.
    pub(crate) cookie: &'static str,
    /// The page with the button.
    pub(crate) place: String,
    /// The translation key of what it is part of.
    pub(crate) step: &'static str,
    /// Where to begin again when it is too old.
    pub(crate) again: &'static str,
}

/// A button that does what the code does; or, for a used or old letter, the way to begin again.
#[derive(Template)]
#[template(path = "link.html")]
struct LetterPage {
    page: Page,
    step: &'static str,
    is_fresh: bool,
    again: &'static str,
}

impl Letter {
    /// The address was opened: on to the page without the token, whatever the token is.
    pub(crate) fn open(&self, cookies: CookieRules, token: &str) -> Response {
        // What is no token of ours does not become a header.
        let token =
            token.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')).then_some(token);
        let cookie = cookies.set(self.cookie, token.unwrap_or_default(), Some(codes::model::LINK_LIVES));
        ([(SET_COOKIE, cookie)], web::see(&self.place)).into_response()
    }

    /// The page with the button.
    pub(crate) async fn show(
        &self,
        state: &State,
        page: Page,
        cookies: CookieRules,
        headers: &HeaderMap,
    ) -> web::Result {
        let mut tx = state.db.read().await?;
        let token = cookies.read(headers, self.cookie).unwrap_or_default();
        if codes::flow_of_link(&mut tx, &state.cx, &token).await?.is_none() {
            return Ok(self.gone(page, cookies));
        }
        Ok(web::html(LetterPage { page, step: self.step, is_fresh: true, again: self.again }))
    }

    /// The button was pressed: uses the letter up; answers what it belongs to, `None` when it was used before or is too old.
    pub(crate) async fn take(
        &self,
        tx: &mut Tx,
        cx: &Cx,
        cookies: CookieRules,
        headers: &HeaderMap,
    ) -> Result<Option<Uuid>, db::Error> {
        let Some(token) = cookies.read(headers, self.cookie) else { return Ok(None) };
        codes::use_link(tx, cx, &token).await
    }

    /// The browser forgets the token.
    pub(crate) fn put_away(&self, cookies: CookieRules, mut response: Response) -> Response {
        response.headers_mut().append(SET_COOKIE, cookies.clear(self.cookie));
        response
    }

    /// 410, and the way to begin again.
    pub(crate) fn gone(&self, page: Page, cookies: CookieRules) -> Response {
        let mut response = web::html(LetterPage { page, step: self.step, is_fresh: false, again: self.again });
        *response.status_mut() = StatusCode::GONE;
        self.put_away(cookies, response)
    }
}
