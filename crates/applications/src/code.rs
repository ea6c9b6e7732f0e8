//! «Код подтверждения» for what a citizen is about to do: sent, sent again, shown, tried. One flow for everything here that
//! is confirmed by a code; who may do it, and what follows, is the caller's.

use axum::response::Response;
use base::{AccountId, Cx};
use db::Tx;
use identity::confirmation::{self, Act, Steps, Tried, Unsent};
use web::{Failure, Fields, Page};

use crate::State;

/// What is confirmed, and where its pages are. The code is good for exactly this content.
pub(crate) struct ByCode {
    /// Who confirms.
    pub account: AccountId,
    /// What it is about.
    pub subject: String,
    /// All that the citizen has seen of it.
    pub content: Vec<u8>,
    /// Where the code is typed in; `<action>/again` sends another.
    pub action: String,
    /// Where one came from.
    pub back: String,
    /// The translation key of what the code is part of.
    pub step: &'static str,
    /// The translation key of what is told to somebody without a proved contact.
    pub no_contact: &'static str,
}

impl ByCode {
    fn act(&self) -> Act<'_> {
        Act { account: self.account, subject: &self.subject, content: &self.content }
    }

    /// The mark of exactly this act with this content.
    pub fn mark(&self, tx: &Tx) -> String {
        self.act().mark(tx).to_string()
    }

    /// Sends the code and leads to its page; pressed twice, one code is sent. `again` is «Отправить код ещё раз».
    pub async fn send(&self, cx: &Cx, mut tx: Tx, page: Page, again: bool) -> web::Result {
        match confirmation::send(&mut tx, cx, self.act(), page.lang).await? {
            Ok(()) => {
                tx.commit().await?;
                let to = self.action.clone();
                Ok(if again { web::see_with(to, "code-sent-again") } else { web::see(to) })
            }
            Err(Unsent::TooSoon(_)) if !again && self.is_asked(&mut tx, cx).await? => Ok(web::see(self.action.clone())),
            Err(Unsent::TooSoon(until)) => {
                let fields = confirmation::too_soon(&page, until);
                self.page(&mut tx, page, fields).await
            }
            Err(Unsent::NoContact) => Ok(web::see_with("/cabinet/settings", self.no_contact)),
        }
    }

    /// Whether a code for it is on its way or in the citizen's hands.
    pub async fn is_asked(&self, tx: &mut Tx, cx: &Cx) -> db::Result<bool> {
        confirmation::is_asked(tx, cx, self.act()).await
    }

    /// The page of the code, and what was wrong with the one that was typed.
    pub async fn page(&self, tx: &mut Tx, page: Page, fields: Fields) -> Result<Response, Failure> {
        let to = Steps { action: &self.action, back: &self.back, step: self.step };
        Ok(confirmation::code_page(tx, self.account, page, fields, to).await?)
    }

    /// The page of the code, or the way back when none was asked for.
    pub async fn show(&self, state: &State, tx: &mut Tx, page: Page) -> web::Result {
        if self.is_asked(tx, &state.cx).await? {
            return self.page(tx, page, Fields::default()).await;
        }
        Ok(web::see(self.back.clone()))
    }

    /// Tries what was typed.
    pub async fn attempt(&self, tx: &mut Tx, cx: &Cx, page: &Page, fields: Fields) -> db::Result<Tried> {
        confirmation::attempt(tx, cx, self.act(), page, fields).await
    }
}
