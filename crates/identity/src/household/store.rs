//! The table `household`.

use base::{AccountId, Cx};
use db::{FromRow, Tx, p, vault};

use super::model::{Kind, Record, RecordId};

/// More than all kinds have places together.
const MOST: u32 = 100;

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: RecordId,
    /// Grows with every change.
    pub version: i64,
    /// What it says.
    pub record: Record,
}

#[derive(FromRow)]
struct Row {
    id: RecordId,
    version: i64,
    data: Vec<u8>,
}

/// A record that nobody has opened.
#[derive(FromRow)]
pub(crate) struct Taken {
    pub(crate) id: RecordId,
    pub(crate) place: i64,
    pub(crate) mark: [u8; 32],
}

/// A record as it lies in the table.
#[derive(FromRow)]
pub(crate) struct Lying {
    pub(crate) id: RecordId,
    pub(crate) kind: String,
    pub(crate) place: i64,
    pub(crate) mark: Vec<u8>,
    pub(crate) data: Vec<u8>,
}

fn place_of(id: RecordId) -> String {
    format!("household/data/{id}")
}

/// The fingerprint of what the record is about. The account is part of it, so that equal marks of two accounts do not tell
/// who shares a child or a vehicle.
pub(crate) fn mark(by: &impl vault::Fingerprints, account: AccountId, record: &Record) -> [u8; 32] {
    vault::fingerprint(by, "household", &format!("{account}\n{}\n{}", record.kind(), record.identity()))
}

/// Opens what was sealed as the record.
pub(crate) async fn open(tx: &mut Tx, account: AccountId, id: RecordId, sealed: &[u8]) -> Result<Record, db::Error> {
    vault::open_json(tx, account.0, &place_of(id), sealed).await
}

async fn opened(tx: &mut Tx, account: AccountId, row: Row) -> Result<Kept, db::Error> {
    let record = open(tx, account, row.id, &row.data).await?;
    Ok(Kept { id: row.id, version: row.version, record })
}

/// Everything, oldest first.
pub(super) async fn all(tx: &mut Tx, account: AccountId) -> Result<Vec<Kept>, db::Error> {
    let rows = tx
        .query::<Row>(
            "select id, version, data from household where account = $1 order by id limit $2",
            p![account, MOST],
        )
        .await?;
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        kept.push(opened(tx, account, row).await?);
    }
    Ok(kept)
}

pub(super) async fn find(tx: &mut Tx, account: AccountId, id: RecordId) -> Result<Option<Kept>, db::Error> {
    let row = tx
        .one::<Row>("select id, version, data from household where account = $1 and id = $2", p![account, id])
        .await?;
    match row {
        Some(row) => opened(tx, account, row).await.map(Some),
        None => Ok(None),
    }
}

/// The records of a kind, unopened.
pub(super) async fn taken(tx: &mut Tx, account: AccountId, kind: Kind) -> Result<Vec<Taken>, db::Error> {
    tx.query(
        "select id, place, mark from household where account = $1 and kind = $2 order by place limit $3",
        p![account, kind, MOST],
    )
    .await
}

/// The records as they lie, for the audit.
pub(crate) async fn lying(tx: &mut Tx, account: AccountId) -> Result<Vec<Lying>, db::Error> {
    tx.query(
        "select id, kind, place, mark, data from household where account = $1 order by id limit $2",
        p![account, MOST],
    )
    .await
}

/// Writes a new record; none when the place is taken or the thing is there.
pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    place: i64,
    record: &Record,
) -> Result<Option<RecordId>, db::Error> {
    let id = RecordId::new(cx);
    let sealed = vault::seal_json(tx, cx, account.0, &place_of(id), record).await?;
    let mark = mark(tx, account, record);
    let rows = tx
        .execute(
            "insert into household (account, id, kind, place, mark, data, version, saved_at) \
             values ($1, $2, $3, $4, $5, $6, 1, $7) on conflict do nothing",
            p![account, id, record.kind(), place, mark, sealed, cx.now()],
        )
        .await?;
    Ok((rows == 1).then_some(id))
}

/// Writes what a record says now, unless it is another version by now.
pub(super) async fn update(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    (id, version): (RecordId, i64),
    record: &Record,
) -> Result<bool, db::Error> {
    let sealed = vault::seal_json(tx, cx, account.0, &place_of(id), record).await?;
    let mark = mark(tx, account, record);
    let rows = tx
        .execute(
            "update household set mark = $5, data = $6, version = version + 1, saved_at = $7 \
             where account = $1 and id = $2 and version = $3 and kind = $4",
            p![account, id, version, record.kind(), mark, sealed, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

pub(super) async fn delete(tx: &mut Tx, account: AccountId, id: RecordId, version: i64) -> Result<bool, db::Error> {
    let rows = tx
        .execute("delete from household where account = $1 and id = $2 and version = $3", p![account, id, version])
        .await?;
    Ok(rows == 1)
}
