//! The table `recoveries`.

use base::{AccountId, Cx, Uuid};
use db::{FromRow, Tx, p, vault};

use super::model::{Lost, Recovery};
use crate::codes::proof::{Begun, Stage};

fn place(id: Uuid) -> String {
    format!("recoveries/data/{id}")
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    state: Stage,
    account: Option<AccountId>,
    data: Vec<u8>,
}

async fn opened(tx: &mut Tx, row: Option<Row>) -> Result<Option<Recovery>, db::Error> {
    let Some(row) = row else { return Ok(None) };
    let plain = vault::open_system(tx, &place(row.id), &row.data).await?;
    let lost = serde_json::from_slice(&plain)?;
    Ok(Some(Recovery { id: row.id, stage: row.state, account: row.account, lost }))
}

pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    token_hash: &[u8; 32],
    account: Option<AccountId>,
    lost: &Lost,
) -> Result<(), db::Error> {
    let now = cx.now();
    let data = vault::seal_system(tx, cx, &place(id), &serde_json::to_vec(lost)?).await?;
    tx.execute(
        "insert into recoveries (id, token_hash, state, account, data, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        p![id, token_hash, Stage::Waiting, account, data, now, now + Recovery::LIVES],
    )
    .await?;
    Ok(())
}

/// The fresh recovery that this token belongs to.
pub(super) async fn by_token(tx: &mut Tx, cx: &Cx, token_hash: &[u8; 32]) -> Result<Option<Recovery>, db::Error> {
    let row = tx
        .one::<Row>(
            "select id, state, account, data from recoveries where token_hash = $1 and expires_at > $2",
            p![token_hash, cx.now()],
        )
        .await?;
    opened(tx, row).await
}

/// The contact is proved: on to the password, once, under a new token.
pub(super) async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid, token_hash: &[u8; 32]) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update recoveries set state = $2, token_hash = $3 \
             where id = $1 and state = $4 and account is not null and expires_at > $5",
            p![id, Stage::Proved, token_hash, Stage::Waiting, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// The password is set: over, once.
pub(super) async fn close(tx: &mut Tx, id: Uuid) -> Result<bool, db::Error> {
    let rows = tx
        .execute("update recoveries set state = $2 where id = $1 and state = $3", p![id, Stage::Done, Stage::Proved])
        .await?;
    Ok(rows == 1)
}

/// Forgets recoveries that can no longer be finished; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from recoveries where id in (select id from recoveries where expires_at < $1 order by expires_at limit $2)",
        p![cx.now(), limit],
    )
    .await
}
