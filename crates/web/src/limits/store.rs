//! The table of counters.

use base::Timestamp;
use db::{Tx, p};

/// One row per key; a window that is over begins anew with this attempt.
pub async fn take(tx: &mut Tx, key: [u8; 32], now: Timestamp, ends_at: Timestamp) -> db::Result<(i64, Timestamp)> {
    let counted = tx
        .one(
            "insert into web_limits (fingerprint, taken, ends_at) values ($1, 1, $2)
             on conflict (fingerprint) do update set
                 taken = case when web_limits.ends_at <= $3 then 1 else web_limits.taken + 1 end,
                 ends_at = case when web_limits.ends_at <= $3 then excluded.ends_at else web_limits.ends_at end
             returning taken, ends_at",
            p![key, ends_at, now],
        )
        .await?;
    Ok(counted.unwrap_or((1, ends_at)))
}

pub async fn find(tx: &mut Tx, key: [u8; 32]) -> db::Result<Option<(i64, Timestamp)>> {
    tx.one("select taken, ends_at from web_limits where fingerprint = $1", p![key]).await
}

pub async fn delete(tx: &mut Tx, key: [u8; 32]) -> db::Result<()> {
    tx.execute("delete from web_limits where fingerprint = $1", p![key]).await?;
    Ok(())
}

pub async fn delete_before(tx: &mut Tx, now: Timestamp) -> db::Result<u64> {
    tx.execute("delete from web_limits where ends_at <= $1", p![now]).await
}
