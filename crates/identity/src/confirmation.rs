//! Confirming an act with a one-time code: sending an application, agreeing to somebody else's.
//!
//! A code is good for exactly what was seen when it was asked for: the account, what the act is about, and its content.
//! Whatever changed meanwhile needs a new code. Limits, tries and expiry are those of every one-time code.

use axum::response::Response;
use base::{AccountId, Cx, Lang, Uuid};
use db::{Tx, vault};
use sha2::{Digest, Sha256};
use web::{Fields, Page};

use crate::{
    accounts::{self, SignInName},
    codes::{
        self, Attempt, Wanted,
        pages::{self, CodePage},
    },
    events::{Contact, Purpose},
};

/// What a citizen is about to do.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Who.
    pub account: AccountId,
    /// What about: `application:<id>`.
    pub subject: &'a str,
    /// All that the citizen has seen of it.
    pub content: &'a [u8],
}

impl Act<'_> {
    /// The mark of this act by this account with this content, and of no other.
    pub fn mark(&self, tx: &Tx) -> Uuid {
        let content = Sha256::digest(self.content);
        let text = content
            .iter()
            .fold(format!("{}:{}:", self.account, self.subject), |text, byte| format!("{text}{byte:02x}"));
        let mark = vault::fingerprint(tx, "confirmed-act", &text);
        Uuid::from_bytes(mark.first_chunk().copied().unwrap_or_default())
    }
}

/// Why no code was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// The contact got one a moment ago: the key of what to say, with the time at which the next may be sent.
    TooSoon(base::Timestamp),
    /// The account has no proved contact.
    NoContact,
}

/// Sends a code for the act to the proved phone, or else to the e-mail address.
pub async fn send(tx: &mut Tx, cx: &Cx, act: Act<'_>, lang: Lang) -> Result<Result<(), Unsent>, db::Error> {
    let Some(contact) = contact(tx, act.account).await? else { return Ok(Err(Unsent::NoContact)) };
    let (flow, name) = (act.mark(tx), SignInName::from(contact.clone()));
    let wanted = Wanted { flow, typed: &name, to: Some(&contact), purpose: Purpose::Act, lang };
    Ok(codes::send(tx, cx, wanted).await?.map_err(|too_soon| Unsent::TooSoon(too_soon.until)))
}

/// Whether a code for exactly this act is on its way or in the citizen's hands.
pub async fn is_asked(tx: &mut Tx, cx: &Cx, act: Act<'_>) -> Result<bool, db::Error> {
    let flow = act.mark(tx);
    codes::is_fresh(tx, cx, flow).await
}

/// What became of a typed code.
#[derive(Debug)]
pub enum Tried {
    /// It was right and is used up: the act may be done, in this transaction.
    Right,
    /// It was not; the fields say what was wrong. The try counts: the caller commits.
    Wrong(Fields),
    /// No code was ever asked for this act: it is another one now, or never was begun.
    NotAsked,
}

/// Tries the field `code` of a form.
pub async fn attempt(tx: &mut Tx, cx: &Cx, act: Act<'_>, page: &Page, mut fields: Fields) -> Result<Tried, db::Error> {
    let flow = act.mark(tx);
    if !codes::was_sent(tx, flow).await? {
        return Ok(Tried::NotAsked);
    }
    let Some(typed) = pages::read(&mut fields) else { return Ok(Tried::Wrong(fields)) };
    match codes::attempt(tx, cx, flow, &typed).await? {
        Attempt::Right => Ok(Tried::Right),
        attempt => {
            pages::explain(page, &mut fields, attempt);
            Ok(Tried::Wrong(fields))
        }
    }
}

/// Where the page of a code leads.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    /// Where the code is sent; `<action>/again` sends another.
    pub action: &'a str,
    /// Where one goes back to.
    pub back: &'a str,
    /// The translation key of what the code is part of.
    pub step: &'static str,
}

/// «Код подтверждения» for an act of the account.
pub async fn code_page(
    tx: &mut Tx,
    account: AccountId,
    page: Page,
    fields: Fields,
    to: Steps<'_>,
) -> Result<Response, db::Error> {
    let contact = contact(tx, account).await?;
    let shown = CodePage {
        page,
        fields,
        action: to.action.to_owned().into(),
        back: to.back.to_owned().into(),
        masked: contact.as_ref().map(Contact::masked),
        mailed: matches!(contact, Some(Contact::Mail(_))),
        linked: false,
        correct: "/cabinet/settings",
        step: to.step,
        account: Some(account),
    };
    Ok(shown.answer())
}

/// Says that the next code has to wait.
pub fn too_soon(page: &Page, until: base::Timestamp) -> Fields {
    pages::too_soon(page, until)
}

async fn contact(tx: &mut Tx, account: AccountId) -> Result<Option<Contact>, db::Error> {
    let Some(contacts) = accounts::contacts(tx, account).await? else { return Ok(None) };
    Ok(contacts.phone.map(Contact::Sms).or(contacts.email.map(Contact::Mail)))
}
