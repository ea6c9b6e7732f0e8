//! The table `registrations`.

use base::{Cx, Uuid};
use db::{FromRow, Tx, p, vault};

use super::{Applicant, Registration};
use crate::codes::proof::{Begun, Stage};

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
        p![id, token_hash, Stage::Waiting, data, now, now + Registration::LIVES],
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

/// Writes what was typed anew, while the code is not entered.
pub(super) async fn rewrite(tx: &mut Tx, cx: &Cx, id: Uuid, applicant: &Applicant) -> Result<bool, db::Error> {
    let data = vault::seal_system(tx, cx, &place(id), &serde_json::to_vec(applicant)?).await?;
    let rows = tx
        .execute("update registrations set data = $2 where id = $1 and state = $3", p![id, data, Stage::Waiting])
        .await?;
    Ok(rows == 1)
}

/// The contact is proved: on to the password, once, under a new token.
pub(super) async fn prove(tx: &mut Tx, cx: &Cx, id: Uuid, token_hash: &[u8; 32]) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update registrations set state = $2, token_hash = $3 where id = $1 and state = $4 and expires_at > $5",
            p![id, Stage::Proved, token_hash, Stage::Waiting, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// The account is open: over, once.
pub(super) async fn close(tx: &mut Tx, id: Uuid) -> Result<bool, db::Error> {
    let rows = tx
        .execute("update registrations set state = $2 where id = $1 and state = $3", p![id, Stage::Done, Stage::Proved])
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
