//! Passwords: the rules of a good one, the slow hash, and the queue before it.

mod commonest;
pub(crate) mod hasher;
pub(crate) mod rules;
mod store;

use base::AccountId;
pub(crate) use hasher::{Busy, Hasher};
pub(crate) use rules::{About, MAX_LENGTH, check};
pub(crate) use store::{find, set, set_at};

use crate::{
    State,
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

/// Why the owner's own password was not looked at.
pub(crate) enum Unconfirmed {
    /// Too many passwords are being checked at this moment.
    Busy,
    /// Too many wrong ones.
    Slowed(Slowed),
}

/// Asks a person who is signed in for the password again, before something that a stranger at an open computer must not do.
pub(crate) async fn confirm(
    state: &State,
    account: AccountId,
    password: &str,
) -> anyhow::Result<Result<bool, Unconfirmed>> {
    if password.is_empty() || password.chars().count() > MAX_LENGTH {
        return Ok(Ok(false));
    }
    let mut tx = state.db.begin().await?;
    let subjects = [throttle::of_owner(&tx, account)];
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &subjects).await? {
        return Ok(Err(Unconfirmed::Slowed(slowed)));
    }
    let hash = find(&mut tx, account).await?;
    tx.commit().await?;
    match state.hasher.fits(password, hash).await? {
        Err(Busy) => Ok(Err(Unconfirmed::Busy)),
        Ok(false) => Ok(Ok(false)),
        Ok(true) => {
            let mut tx = state.db.begin().await?;
            throttle::forgive(&mut tx, &subjects).await?;
            tx.commit().await?;
            Ok(Ok(true))
        }
    }
}
