//! What the audit reads: rows as they lie in the tables.

use base::{AccountId, Timestamp, Uuid};
use db::{FromRow, Result, Tx, p};

use crate::model::NoticeId;

#[derive(FromRow)]
pub struct NoticeRow {
    pub account: AccountId,
    pub id: NoticeId,
    pub kind: String,
    pub sealed: Vec<u8>,
}

pub async fn notices_after(tx: &mut Tx, (account, id): (AccountId, NoticeId), limit: u32) -> Result<Vec<NoticeRow>> {
    tx.query(
        "select account, id, kind, sealed from notices where (account, id) > ($1, $2) order by account, id limit $3",
        p![account, id, limit],
    )
    .await
}

#[derive(FromRow)]
pub struct DeliveryRow {
    pub id: Uuid,
    pub account: Option<AccountId>,
    pub notice: Option<NoticeId>,
    pub channel: String,
    pub state: String,
    pub created_at: Timestamp,
}

pub async fn deliveries_after(tx: &mut Tx, after: Uuid, limit: u32) -> Result<Vec<DeliveryRow>> {
    tx.query(
        "select id, account, notice, channel, state, created_at from deliveries where id > $1 order by id limit $2",
        p![after, limit],
    )
    .await
}

pub async fn has_notice(tx: &mut Tx, account: AccountId, id: NoticeId) -> Result<bool> {
    let found = tx.one::<NoticeId>("select id from notices where account = $1 and id = $2", p![account, id]).await?;
    Ok(found.is_some())
}

pub async fn was_told(tx: &mut Tx, account: AccountId, once: &str) -> Result<bool> {
    let found =
        tx.one::<NoticeId>("select id from notices where account = $1 and once = $2", p![account, once]).await?;
    Ok(found.is_some())
}
