//! Registration: names and a contact, a code to the contact, a password, and the account is there.
//!
//! Nobody learns from these pages whether a contact has an account: for one that has, the same pages are shown, no code
//! is sent, and the owner is told how to sign in or recover.

mod form;
mod model;
pub(crate) mod pages;
mod proof;
mod store;
mod terms;

use base::{AccountId, Cx, SignedDuration, Uuid};
use db::{Tx, jobs};

use model::Applicant;
pub(crate) use model::Stage;
pub(crate) use store::sweep;

use crate::{
    accounts::{self, ContactTaken, NewAccount, SignInName},
    codes::{self, TooSoon, Wanted},
    contacts,
    events::{AlreadyRegistered, Contact, Purpose},
    sessions,
};

/// The name of the cookie that holds a registration's token.
pub(crate) const COOKIE: &str = "registration";
/// How long a begun registration can be finished; a code or a link can be sent again meanwhile.
const LIVES: SignedDuration = SignedDuration::from_hours(24);

/// A registration on its way.
pub(crate) struct Registration {
    pub(crate) id: Uuid,
    pub(crate) stage: Stage,
    pub(crate) applicant: Applicant,
}

/// Begins a registration and sends the code; answers the token for the cookie. When it is too soon for another code
/// nothing may stay: the caller drops the transaction.
async fn begin(tx: &mut Tx, cx: &Cx, applicant: &Applicant) -> Result<Result<String, TooSoon>, db::Error> {
    let id = cx.uuid();
    if let Err(too_soon) = send_code(tx, cx, id, applicant).await? {
        return Ok(Err(too_soon));
    }
    let token = cx.token();
    store::insert(tx, cx, id, &sessions::hash(&token), applicant).await?;
    Ok(Ok(token))
}

/// Sends the code of this registration, or tells the owner of the contact that somebody tried.
async fn send_code(tx: &mut Tx, cx: &Cx, id: Uuid, applicant: &Applicant) -> Result<Result<(), TooSoon>, db::Error> {
    let name = SignInName::from(applicant.contact.clone());
    let owner = accounts::store::find_by_contact(tx, &name).await?;
    let to = owner.is_none().then_some(&applicant.contact);
    let wanted = Wanted { flow: id, typed: &name, to, purpose: Purpose::Registration, lang: applicant.lang };
    let sent = codes::send(tx, cx, wanted).await?;
    if let (Ok(()), Some(account)) = (sent, owner) {
        let event = AlreadyRegistered { account, contact: applicant.contact.clone(), lang: applicant.lang };
        jobs::enqueue(tx, cx, &event).await?;
    }
    Ok(sent)
}

/// The contact is proved: the registration goes on to the password, under a new token. `None`: it had gone on before.
async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid) -> Result<Option<String>, db::Error> {
    let token = cx.token();
    let moved = store::advance(tx, id, Stage::Waiting, Stage::Proved, Some(&sessions::hash(&token))).await?;
    Ok(moved.then_some(token))
}

/// Opens the account. When the contact was taken meanwhile, or the registration was finished by another click, nothing
/// may stay: the caller drops the transaction.
async fn finish(
    tx: &mut Tx,
    cx: &Cx,
    registration: &Registration,
    password_hash: &str,
) -> Result<Result<AccountId, Unfinished>, db::Error> {
    if !store::advance(tx, registration.id, Stage::Proved, Stage::Done, None).await? {
        return Ok(Err(Unfinished::Gone));
    }
    let Applicant { names, contact, email, lang, .. } = &registration.applicant;
    let new = NewAccount { names, proved: contact, lang: *lang, password_hash: Some(password_hash) };
    let account = match accounts::open(tx, cx, new).await? {
        Ok(account) => account,
        Err(ContactTaken) => return Ok(Err(Unfinished::ContactTaken)),
    };
    if let Some(email) = email {
        // When the mailbox cannot be written to just now, the account is there all the same and asks again on «Настройки».
        let _sent = contacts::begin(tx, cx, account, &Contact::Mail(email.clone()), *lang).await?;
    }
    Ok(Ok(account))
}

/// Why no account was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfinished {
    /// The registration was finished already, or is too old.
    Gone,
    /// An account with this contact was opened while this one was on its way.
    ContactTaken,
}
