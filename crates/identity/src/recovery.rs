//! «Забыли пароль?»: find the account by phone, e-mail or SNILS, prove its contact, set a new password.
//!
//! The pages are the same whether the account exists. A new password ends every session and is told to the owner.

mod model;
pub(crate) mod pages;
mod store;

use base::{AccountId, Cx, Lang, SignedDuration, Uuid};
use db::Tx;

use model::{Lost, Recovery};
pub(crate) use store::sweep;

use crate::{
    accounts::{self, Contacts, SignInName},
    codes::{
        self, TooSoon, Wanted,
        proof::{Begun, Stage},
    },
    events::{Contact, Purpose},
    passwords, sessions, sign_in,
    throttle::{self, Attempted},
};

impl Begun for Recovery {
    const PLACE: &'static str = "/recover";
    const DONE: &'static str = "/sign-in";
    const STEP: &'static str = "recover-title";
    const COOKIE: &'static str = "recovery";
    const LETTER: &'static str = "recovery-letter";
    // Long enough for a link that was asked for once more.
    const LIVES: SignedDuration = SignedDuration::from_hours(2);

    fn id(&self) -> Uuid {
        self.id
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn account(&self) -> Option<AccountId> {
        self.account
    }

    fn masked(&self) -> Option<String> {
        self.lost.masked()
    }

    fn mailed(&self) -> bool {
        matches!(self.lost.name, SignInName::Email(_))
    }

    async fn by_token(tx: &mut Tx, cx: &Cx, token_hash: &[u8; 32]) -> Result<Option<Self>, db::Error> {
        store::by_token(tx, cx, token_hash).await
    }

    async fn send_code(&self, tx: &mut Tx, cx: &Cx, lang: Lang) -> Result<Result<(), TooSoon>, db::Error> {
        Ok(send_code(tx, cx, self.id, &self.lost.name, lang).await?.map(drop))
    }

    async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid, token_hash: &[u8; 32]) -> Result<bool, db::Error> {
        store::prove(tx, cx, id, token_hash).await
    }
}

/// Begins a recovery and sends the code, if there is anybody to send it to; answers the token for the cookie. When it is
/// too soon for another code nothing may stay: the caller drops the transaction.
async fn begin(tx: &mut Tx, cx: &Cx, lost: &Lost, lang: Lang) -> Result<Result<String, TooSoon>, db::Error> {
    let id = cx.uuid();
    let account = match send_code(tx, cx, id, &lost.name, lang).await? {
        Ok(account) => account,
        Err(too_soon) => return Ok(Err(too_soon)),
    };
    let token = cx.token();
    store::insert(tx, cx, id, &sessions::hash(&token), account, lost).await?;
    Ok(Ok(token))
}

/// Sends the code; answers whose account it is for.
async fn send_code(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    name: &SignInName,
    lang: Lang,
) -> Result<Result<Option<AccountId>, TooSoon>, db::Error> {
    let account = sign_in::holder(tx, name).await?;
    let contacts = match account {
        Some(account) => accounts::contacts(tx, account).await?,
        None => None,
    };
    let to = contacts.and_then(|contacts| reached_by(name, contacts));
    let wanted = Wanted { flow: id, typed: name, to: to.as_ref(), purpose: Purpose::Recovery, lang };
    Ok(codes::send(tx, cx, wanted).await?.map(|()| account.filter(|_| to.is_some())))
}

/// The contact that the code goes to: the one that was typed, or, for a SNILS, the phone before the mailbox.
fn reached_by(name: &SignInName, contacts: Contacts) -> Option<Contact> {
    let phone = contacts.phone.map(Contact::Sms);
    let email = contacts.email.map(Contact::Mail);
    match name {
        SignInName::Phone(_) => phone,
        SignInName::Email(_) => email,
        SignInName::Snils(_) => phone.or(email),
    }
}

/// Sets the new password: all sessions end, the device counts as the owner's, the owner is told. `false`: the recovery
/// was finished before.
async fn finish(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    account: AccountId,
    lost: &Lost,
    password_hash: &str,
) -> Result<bool, db::Error> {
    if !store::close(tx, id).await? {
        return Ok(false);
    }
    passwords::renew(tx, cx, account, password_hash, None).await?;
    // Whoever has just proved the contact shall not wait because somebody guessed at the name before.
    let attempted = Attempted { name: &lost.name, account: Some(account), known_device: None, network: "" };
    let subjects = throttle::subjects(tx, &attempted);
    throttle::forgive(tx, &subjects).await?;
    Ok(true)
}
