//! The status of accounts.

use base::AccountId;
use db::{Tx, p};

use crate::accounts::AccountStatus;

/// Changes the status, if it is one of the two it may be changed from.
pub(super) async fn change_status(
    tx: &mut Tx,
    account: AccountId,
    [one, other]: [AccountStatus; 2],
    to: AccountStatus,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update accounts set status = $2 where id = $1 and (status = $3 or status = $4)",
            p![account, to, one, other],
        )
        .await?;
    Ok(rows == 1)
}
