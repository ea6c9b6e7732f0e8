//! Passwords: the rules of a good one, the slow hash, and the queue before it.

mod commonest;
pub(crate) mod hasher;
pub(crate) mod rules;
mod store;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use base::{AccountId, Cx};
use db::{Tx, jobs};
pub(crate) use hasher::{Busy, Hasher};
pub(crate) use rules::{About, MAX_LENGTH, check};
pub(crate) use store::{find, set, set_at};

use crate::{
    State,
    accounts::{self, Happening},
    codes,
    events::PasswordChanged,
    security::{self, Checked, Whose},
    sessions::{self, SessionId, Visitor},
    throttle::{self, Slowed},
};

/// The new password of a form that asks for it twice, in the fields `password` and `password_again`; what is wrong with
/// it is recorded there.
pub(crate) fn read(fields: &mut web::Fields, about: &About<'_>) -> Option<String> {
    let password = fields.value("password").to_owned();
    if let Err(fault) = check(&password, about) {
        fields.fail("password", fault.key());
    } else if password != fields.value("password_again") {
        fields.fail("password_again", "password-again-error");
    }
    fields.is_fine().then_some(password)
}

/// The same for an account that there is already: the new password has nothing of its owner in it either.
pub(crate) async fn read_of(
    tx: &mut Tx,
    fields: &mut web::Fields,
    account: AccountId,
) -> Result<Option<String>, db::Error> {
    let owner = accounts::find(tx, account).await?;
    let contacts = accounts::contacts(tx, account).await?;
    let contacts = contacts.into_iter().flat_map(|contacts| {
        [contacts.phone.map(|phone| phone.to_string()), contacts.email.map(|email| email.to_string())]
    });
    let about = About { names: owner.as_ref().map(|owner| &owner.names), contacts: contacts.flatten().collect() };
    Ok(read(fields, &about))
}

/// Keeps the hash of a new password in place of the old: every session ends but the one to be kept, the history has it,
/// and the owner is told.
pub(crate) async fn renew(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    hash: &str,
    keep: Option<SessionId>,
) -> Result<(), db::Error> {
    set(tx, cx, account, hash).await?;
    sessions::end_all(tx, cx, account, keep).await?;
    accounts::note(tx, cx, account, Happening::PasswordChanged, None).await?;
    jobs::enqueue(tx, cx, &PasswordChanged { account }).await?;
    Ok(())
}

/// Why the owner's own password was not looked at.
enum Unconfirmed {
    /// Too many passwords are being checked at this moment.
    Busy,
    /// Too many wrong ones.
    Slowed(Slowed),
}

/// Asks a person who is signed in for the password again, before something that a stranger at an open computer must not do.
/// Wrong ones count against signing in from this device too.
async fn confirm(
    state: &State,
    account: AccountId,
    visitor: &Visitor,
    password: &str,
) -> anyhow::Result<Result<bool, Unconfirmed>> {
    if password.is_empty() || password.chars().count() > MAX_LENGTH {
        return Ok(Ok(false));
    }
    let mut tx = state.db.begin().await?;
    let subjects = throttle::of_owner(&tx, account, visitor.device);
    let told = |checked| security::confirmation(&Whose::Citizen(account), checked, &visitor.network);
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &subjects).await? {
        told(Checked::Slowed);
        return Ok(Err(Unconfirmed::Slowed(slowed)));
    }
    let hash = find(&mut tx, account).await?;
    tx.commit().await?;
    match state.hasher.fits(password, hash).await? {
        Err(Busy) => Ok(Err(Unconfirmed::Busy)),
        Ok(false) => {
            told(Checked::Wrong);
            Ok(Ok(false))
        }
        Ok(true) => {
            let mut tx = state.db.begin().await?;
            throttle::forgive(&mut tx, &subjects).await?;
            tx.commit().await?;
            Ok(Ok(true))
        }
    }
}

/// Asks for the password again in a field of a form; what is wrong with it is recorded there. Answers whether too many
/// passwords are being checked at this moment.
pub(crate) async fn ask_again(
    state: &State,
    page: &web::Page,
    account: AccountId,
    visitor: &Visitor,
    fields: &mut web::Fields,
    field: &str,
) -> anyhow::Result<bool> {
    let typed = fields.value(field).to_owned();
    match confirm(state, account, visitor, &typed).await? {
        Ok(true) => {}
        Ok(false) => fields.fail(field, "settings-password-wrong"),
        Err(Unconfirmed::Slowed(slowed)) => {
            fields.fail_with(field, "sign-in-slowed", [("time", codes::pages::until(page, slowed.until))]);
        }
        Err(Unconfirmed::Busy) => {
            fields.fail(field, "sign-in-busy");
            return Ok(true);
        }
    }
    Ok(false)
}

/// The form again: 503 when it was only too busy, 422 otherwise.
pub(crate) fn refused(busy: bool, form: impl Template) -> Response {
    let mut response = web::unprocessable(form);
    if busy {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    response
}
