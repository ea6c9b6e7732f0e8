//! The table `registrations`.

use base::{Cx, Uuid};
use db::{FromRow, Tx, p, vault};

use super::{Applicant, LIVES, Registration, Stage};

fn place(id: Uuid) -> String {
    format!("registrations/data/{id}")
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    state: Stage,
    data: Vec<u8>,
}

async fn opened(tx: &mut Tx, row: Option<Row>) -> Result<Option<Registration>, db::Error> {
    let Some(row) = row else { return Ok(None) };
    let plain = vault::open_system(tx, &place(row.id), &row.data).await?;
    Ok(Some(Registration { id: row.id, stage: row.state, applicant: serde_json::from_slice(&plain)? }))
}

pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    token_hash: &[u8; 32],
    applicant: &Applicant,
) -> Result<(), db::Error> {
    let now = cx.now();
    let data = vault::seal_system(tx, cx, &place(id), &serde_json::to_vec(applicant)?).await?;
    tx.execute(
        "insert into registrations (id, token_hash, state, data, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
        p![id, token_hash, Stage::Waiting, data, now, now + LIVES],
    )
    .await?;
    Ok(())
}

/// The fresh registration that this token belongs to.
pub(super) async fn by_token(tx: &mut Tx, cx: &Cx, token_hash: &[u8; 32]) -> Result<Option<Registration>, db::Error> {
    let row = tx
        .one::<Row>(
            "select id, state, data from registrations where token_hash = $1 and expires_at > $2",
            p![token_hash, cx.now()],
        )
        .await?;
    opened(tx, row).await
}

/// The fresh registration with this id.
pub(super) async fn by_id(tx: &mut Tx, cx: &Cx, id: Uuid) -> Result<Option<Registration>, db::Error> {
    let row = tx
        .one::<Row>("select id, state, data from registrations where id = $1 and expires_at > $2", p![id, cx.now()])
        .await?;
    opened(tx, row).await
}

/// Writes what was typed anew, while the code is not entered.
pub(super) async fn rewrite(tx: &mut Tx, cx: &Cx, id: Uuid, applicant: &Applicant) -> Result<bool, db::Error> {
    let data = vault::seal_system(tx, cx, &place(id), &serde_json::to_vec(applicant)?).await?;
    let rows = tx
        .execute("update registrations set data = $2 where id = $1 and state = $3", p![id, data, Stage::Waiting])
        .await?;
    Ok(rows == 1)
}

/// Moves a registration on, once; with a new token if one is given.
pub(super) async fn advance(
    tx: &mut Tx,
    id: Uuid,
    from: Stage,
    to: Stage,
    token_hash: Option<&[u8; 32]>,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update registrations set state = $3, token_hash = coalesce($4, token_hash) where id = $1 and state = $2",
            p![id, from, to, token_hash],
        )
        .await?;
    Ok(rows == 1)
}

/// Forgets registrations that can no longer be finished; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from registrations where id in \
         (select id from registrations where expires_at < $1 order by expires_at limit $2)",
        p![cx.now(), limit],
    )
    .await
}
