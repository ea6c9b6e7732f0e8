//! The table `passwords`.

use base::{AccountId, Cx, Timestamp};
use db::{Tx, p};

/// The hash in PHC form, if the account has a password.
pub(crate) async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<String>, db::Error> {
    tx.one::<String>("select hash from passwords where account = $1", p![account]).await
}

/// Keeps the hash of a new password in place of the old.
pub(crate) async fn set(tx: &mut Tx, cx: &Cx, account: AccountId, hash: &str) -> Result<(), db::Error> {
    tx.execute(
        "insert into passwords (account, hash, set_at) values ($1, $2, $3) \
         on conflict (account) do update set hash = excluded.hash, set_at = excluded.set_at",
        p![account, hash, cx.now()],
    )
    .await?;
    Ok(())
}

/// When the password was set, if the account has one.
pub(crate) async fn set_at(tx: &mut Tx, account: AccountId) -> Result<Option<Timestamp>, db::Error> {
    tx.one::<Timestamp>("select set_at from passwords where account = $1", p![account]).await
}
