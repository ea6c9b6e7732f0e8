//! What is read before a password is compared.

use base::{AccountId, Timestamp, Uuid};
use db::{Tx, p};

use crate::accounts::{self, AccountStatus, SignInName};

/// Whose phone or e-mail address it is, and the status of that account. A SNILS is asked of `levels::holder_of`.
pub(super) async fn of_contact(
    tx: &mut Tx,
    name: &SignInName,
) -> Result<Option<(AccountId, AccountStatus)>, db::Error> {
    let fingerprint = accounts::store::fingerprint(tx, name);
    tx.one(
        "select sign_in_names.account, accounts.status from sign_in_names \
         join accounts on accounts.id = sign_in_names.account \
         where sign_in_names.kind = $1 and sign_in_names.fingerprint = $2",
        p![name.kind(), fingerprint],
    )
    .await
}

/// The hash that a password is compared with, and whether the device has signed in to the account before.
pub(super) async fn hash_and_device(
    tx: &mut Tx,
    account: AccountId,
    device: Uuid,
) -> Result<(Option<String>, bool), db::Error> {
    let found: Option<(Option<String>, Option<Timestamp>)> = tx
        .one(
            "select (select hash from passwords where account = $1), \
             (select last_seen_at from known_devices where account = $1 and device = $2)",
            p![account, device],
        )
        .await?;
    let (hash, seen_at) = found.unwrap_or_default();
    Ok((hash, seen_at.is_some()))
}
