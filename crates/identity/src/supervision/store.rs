//! The status of accounts, and the sessions of a member of staff.

use base::{AccountId, Cx, StaffId};
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

/// Ends every living session of the member of staff; answers how many.
pub(super) async fn end_staff_sessions(tx: &mut Tx, cx: &Cx, staff: StaffId) -> Result<u64, db::Error> {
    tx.execute(
        "update staff_sessions set ended_at = $2 where staff = $1 and ended_at is null and ends_at > $2",
        p![staff, cx.now()],
    )
    .await
}
