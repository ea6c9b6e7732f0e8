//! An account: its number, names, contacts, consents and history. Everything about a person is sealed in the vault.

mod history;
mod model;
pub(crate) mod store;

use base::{AccountId, Cx, Email, Lang, Phone};
use db::{Tx, vault};

pub use history::{Entry, Happening, history, note};
pub use model::{AccountNumber, AccountStatus, BadAccountNumber, BadName, Names, read_name};
pub(crate) use model::{CONSENTS, ContactKind, SignInName};

use crate::events::Contact;

/// What is known of an account that is about to be opened.
#[derive(Debug, Clone)]
pub struct NewAccount<'a> {
    /// The owner's names, as typed.
    pub names: &'a Names,
    /// The contact that has been proved; it becomes the name to sign in with.
    pub proved: &'a Contact,
    /// The language to write in.
    pub lang: Lang,
    /// The password's hash; `None` for an account that a centre opens.
    pub password_hash: Option<&'a str>,
}

/// Somebody has an account with this contact already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactTaken;

/// How one reaches and addresses the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// The proved mobile number.
    pub phone: Option<Phone>,
    /// The proved e-mail address.
    pub email: Option<Email>,
    /// The language to write in.
    pub lang: Lang,
    /// First and family name, for the greeting.
    pub name: String,
}

/// An account without its secrets, as staff and pages see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// What a centre prints.
    pub number: AccountNumber,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// The owner's language.
    pub lang: Lang,
    /// The owner's names.
    pub names: Names,
}

/// Opens an account: its vault key, its number, its consents, the first line of its history.
///
/// When the contact is taken nothing that was written may stay: the caller drops the transaction.
pub async fn open(tx: &mut Tx, cx: &Cx, new: NewAccount<'_>) -> Result<Result<AccountId, ContactTaken>, db::Error> {
    let account = AccountId::new(cx);
    vault::create(tx, cx, account.0).await?;
    store::insert(tx, cx, account, &new).await?;
    if !claim(tx, cx, account, new.proved).await? {
        return Ok(Err(ContactTaken));
    }
    if let Some(hash) = new.password_hash {
        crate::passwords::set(tx, cx, account, hash).await?;
    }
    for (subject, edition) in CONSENTS {
        store::insert_consent(tx, cx, account, subject, edition).await?;
    }
    note(tx, cx, account, Happening::Registered, None).await?;
    Ok(Ok(account))
}

/// Makes a proved contact the account's own: for messages and as a name to sign in with, in place of the former one.
/// `false`: another account has it.
pub async fn claim(tx: &mut Tx, cx: &Cx, account: AccountId, contact: &Contact) -> Result<bool, db::Error> {
    let name = SignInName::from(contact.clone());
    store::free_sign_in_name(tx, account, name.kind()).await?;
    if !store::claim_sign_in_name(tx, cx, account, &name).await? {
        return Ok(false);
    }
    store::set_contact(tx, cx, account, contact).await?;
    Ok(true)
}

/// Writes the names anew, when the personal data form or an operator has them as the passport has.
pub async fn rename(tx: &mut Tx, cx: &Cx, account: AccountId, names: &Names) -> Result<(), db::Error> {
    store::set_names(tx, cx, account, names).await
}

/// The account with this id, if there is one.
pub async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<Account>, db::Error> {
    store::find(tx, account).await
}

/// The account with this printed number, if there is one.
pub async fn find_by_number(tx: &mut Tx, number: &AccountNumber) -> Result<Option<AccountId>, db::Error> {
    store::find_by_number(tx, number).await
}

/// How the owner can be reached; `None` for an account that does not exist or is closed.
pub async fn contacts(tx: &mut Tx, account: AccountId) -> Result<Option<Contacts>, db::Error> {
    store::contacts(tx, account).await
}
