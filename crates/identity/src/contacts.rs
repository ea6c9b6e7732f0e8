//! Further contacts of an account: each is proved by a code (or the link of an e-mail) before anything is sent there.

pub(crate) mod pages;
mod store;

use base::{AccountId, Cx, Lang, SignedDuration, Uuid};
use db::Tx;

pub(crate) use store::{Pending, pending, sweep};

use crate::{
    accounts::{self, ContactKind, Happening, SignInName},
    codes::{self, TooSoon, Wanted},
    events::{Contact, Purpose},
};

/// How long a contact that was typed waits for its proof.
const LIVES: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Begins the proof of a contact, in place of one begun before. Somebody else's contact is answered in the same way.
/// When it is too soon for another code nothing may stay: the caller drops the transaction, unless what else it did
/// counts without the contact.
pub(crate) async fn begin(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    contact: &Contact,
    lang: Lang,
) -> Result<Result<Uuid, TooSoon>, db::Error> {
    let id = store::replace(tx, cx, account, contact).await?;
    Ok(send_code(tx, cx, id, account, contact, lang).await?.map(|()| id))
}

async fn send_code(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    account: AccountId,
    contact: &Contact,
    lang: Lang,
) -> Result<Result<(), TooSoon>, db::Error> {
    let name = SignInName::from(contact.clone());
    let owner = accounts::store::find_by_contact(tx, &name).await?;
    let is_free = owner.is_none_or(|owner| owner == account);
    let to = is_free.then_some(contact);
    codes::send(tx, cx, Wanted { flow: id, typed: &name, to, purpose: Purpose::ContactChange, lang }).await
}

/// The contact is proved: it becomes the account's own. `false`: it was proved before, or another account has it; then
/// nothing may stay, and the caller drops the transaction.
async fn prove(tx: &mut Tx, cx: &Cx, pending: &Pending) -> Result<bool, db::Error> {
    if !store::close(tx, pending.id).await? || !accounts::claim(tx, cx, pending.account, &pending.contact).await? {
        return Ok(false);
    }
    let happening = match pending.contact {
        Contact::Sms(_) => Happening::PhoneProved,
        Contact::Mail(_) => Happening::EmailProved,
    };
    accounts::note(tx, cx, pending.account, happening, Some(&pending.contact.masked())).await?;
    Ok(true)
}

/// The kind of a contact, as it stands in addresses and columns.
fn kind_of(contact: &Contact) -> ContactKind {
    match contact {
        Contact::Sms(_) => ContactKind::Phone,
        Contact::Mail(_) => ContactKind::Email,
    }
}
