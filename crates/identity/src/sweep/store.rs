//! The table `sweeps`.

use base::Timestamp;
use db::{Tx, p};

/// Takes the turn to begin the rounds when the last was before `before`, or there was none.
pub(super) async fn take_turn(tx: &mut Tx, now: Timestamp, before: Timestamp) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "insert into sweeps (name, done_at) values ('identity', $1) \
             on conflict (name) do update set done_at = excluded.done_at where sweeps.done_at < $2",
            p![now, before],
        )
        .await?;
    Ok(rows == 1)
}

/// Notes that a round was done.
pub(super) async fn note_turn(tx: &mut Tx, now: Timestamp) -> Result<(), db::Error> {
    tx.execute("update sweeps set done_at = $1 where name = 'identity'", p![now]).await?;
    Ok(())
}
