//! Keys of forms that were sent.

use base::{AccountId, Timestamp};
use db::{Result, Tx, p, vault};

use crate::model::{Application, ApplicationId};

/// Remembers that the form with `key` was sent; `false` when it is known already.
pub async fn insert(tx: &mut Tx, of: &Application, key: &str, now: Timestamp) -> Result<bool> {
    let mark = mark(tx, key);
    let stored = tx
        .execute(
            "insert into application_sends (account, key, application, at) values ($1, $2, $3, $4) on conflict do nothing",
            p![of.account, mark, of.id, now],
        )
        .await?;
    Ok(stored == 1)
}

/// The application that the form with `key` made.
pub async fn find(tx: &mut Tx, account: AccountId, key: &str) -> Result<Option<ApplicationId>> {
    let mark = mark(tx, key);
    tx.one("select application from application_sends where account = $1 and key = $2", p![account, mark]).await
}

/// The mark of a key.
pub(super) fn mark(by: &impl vault::Fingerprints, key: &str) -> [u8; 32] {
    vault::fingerprint(by, "application-send", key)
}
