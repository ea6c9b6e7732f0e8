//! Registration: names and a contact, a code to the contact, a password, and the account is there.
//!
//! Nobody learns from these pages whether a contact has an account: for one that has, the same pages are shown, no code
//! is sent, and the owner is told how to sign in or recover.

mod form;
mod model;
pub(crate) mod pages;
mod store;
mod terms;

use base::{AccountId, Cx, Lang, SignedDuration, Uuid};
use db::{Tx, jobs};

use model::Applicant;
pub(crate) use store::sweep;

use crate::{
    accounts::{self, ContactTaken, NewAccount, SignInName},
    codes::{
        self, TooSoon, Wanted,
        proof::{Begun, Stage},
    },
    contacts,
    events::{AlreadyRegistered, Contact, Purpose},
    sessions,
};

/// A registration on its way.
pub(crate) struct Registration {
    pub(crate) id: Uuid,
    pub(crate) stage: Stage,
    pub(crate) applicant: Applicant,
}

impl Begun for Registration {
    const PLACE: &'static str = "/register";
    const DONE: &'static str = "/register/done";
    const STEP: &'static str = "register-title";
    const COOKIE: &'static str = "registration";
    const LETTER: &'static str = "registration-letter";
    const LIVES: SignedDuration = SignedDuration::from_hours(24);

    fn id(&self) -> Uuid {
        self.id
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn account(&self) -> Option<AccountId> {
        None
    }

    fn masked(&self) -> Option<String> {
        Some(self.applicant.contact.masked())
    }

    fn mailed(&self) -> bool {
        matches!(self.applicant.contact, Contact::Mail(_))
    }

    async fn by_token(tx: &mut Tx, cx: &Cx, token_hash: &[u8; 32]) -> Result<Option<Self>, db::Error> {
        store::by_token(tx, cx, token_hash).await
    }

    async fn send_code(&self, tx: &mut Tx, cx: &Cx, _: Lang) -> Result<Result<(), TooSoon>, db::Error> {
        send_code(tx, cx, self.id, &self.applicant).await
    }

    async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid, token_hash: &[u8; 32]) -> Result<bool, db::Error> {
        store::prove(tx, cx, id, token_hash).await
    }
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

/// Opens the account. When the contact was taken meanwhile, or the registration was finished by another click, nothing
/// may stay: the caller drops the transaction.
async fn finish(
    tx: &mut Tx,
    cx: &Cx,
    registration: &Registration,
    password_hash: &str,
) -> Result<Result<AccountId, Unfinished>, db::Error> {
    if !store::close(tx, registration.id).await? {
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
