//! The queries of the news.

use base::{AccountId, Timestamp, Uuid};

use crate::{FromRow, Result, Tx, p};

#[derive(FromRow)]
pub(super) struct Touch {
    pub account: AccountId,
    pub topic: String,
    pub mark: Uuid,
    pub at: Timestamp,
}

const TOUCH: &str = "insert into live_touches (account, topic, mark, at) values ($1, $2, $3, $4)
    on conflict (account, topic) do update set mark = excluded.mark, at = excluded.at";

pub(super) async fn touch(tx: &mut Tx, account: AccountId, topic: &str, mark: Uuid, at: Timestamp) -> Result<()> {
    tx.execute(TOUCH, p![account, topic, mark, at]).await.map(drop)
}

const LATEST: &str = "select at from live_touches order by at desc limit 1";

pub(super) async fn latest(tx: &mut Tx) -> Result<Option<Timestamp>> {
    tx.one(LATEST, p![]).await
}

const LIST_AFTER: &str = "select account, topic, mark, at from live_touches where (at, mark) > ($1, $2)
    order by at, mark limit $3";

/// Touches after a place in the order of their instants.
pub(super) async fn list_after(tx: &mut Tx, at: Timestamp, mark: Uuid, limit: u32) -> Result<Vec<Touch>> {
    tx.query(LIST_AFTER, p![at, mark, limit]).await
}

const TOUCHED_AFTER: &str = "select 1 from live_touches where account = $1 and at > $2 limit 1";

/// Whether the account has a touch after the instant; it has as many rows as topics, a handful.
pub(super) async fn touched_after(tx: &mut Tx, account: AccountId, at: Timestamp) -> Result<bool> {
    Ok(tx.one::<i64>(TOUCHED_AFTER, p![account, at]).await?.is_some())
}

const SWEEP: &str = "delete from live_touches where (account, topic) in
    (select account, topic from live_touches where at < $1 order by at, mark limit $2)";

/// Forgets up to `limit` touches from before the instant; answers how many.
pub(super) async fn sweep(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(SWEEP, p![before, limit]).await
}
