//! A person by the СНИЛС that was proved, without the СНИЛС: whoever is named in somebody else's application is found by a
//! keyed fingerprint, and only when a verification method has shown who the owner of the account is.

use base::{AccountId, national::Snils};
use db::Tx;

use super::{standing, store};

/// The mark of whoever has this СНИЛС.
pub fn person_mark(tx: &Tx, snils: &Snils) -> [u8; 32] {
    standing::snils_fingerprint(tx, snils)
}

/// The mark of the owner of an account; none below «Подтверждённая».
pub async fn person_mark_of(tx: &mut Tx, account: AccountId) -> Result<Option<Vec<u8>>, db::Error> {
    store::verified_mark(tx, account).await
}

/// The «Подтверждённая» account whose owner has this mark.
pub async fn person_with(tx: &mut Tx, mark: &[u8]) -> Result<Option<AccountId>, db::Error> {
    store::verified_holder(tx, mark).await
}
