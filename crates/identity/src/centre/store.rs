//! The tables `centre_visits`, `centre_journal`, `centre_numbers`.

use base::{AccountId, Cx, Date, StaffId, Timestamp};
use db::{FromRow, Tx, p};

use super::{
    JournalEntry, VisitReason,
    visit::{Visit, VisitId},
};
use crate::Operator;

#[derive(FromRow)]
struct VisitRow {
    id: VisitId,
    number: String,
    account: AccountId,
    reason: VisitReason,
    opened_at: Timestamp,
    ends_at: Timestamp,
}

impl From<VisitRow> for Visit {
    fn from(row: VisitRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            account: row.account,
            reason: row.reason,
            opened_at: row.opened_at,
            ends_at: row.ends_at,
        }
    }
}

/// The next number of the centre's day, from 1.
pub(super) async fn next_number(tx: &mut Tx, centre: &str, day: Date) -> Result<i64, db::Error> {
    let last = tx
        .one::<i64>(
            "insert into centre_numbers (centre, day, last) values ($1, $2, 1) \
             on conflict (centre, day) do update set last = centre_numbers.last + 1 returning last",
            p![centre, day],
        )
        .await?;
    Ok(last.unwrap_or(1))
}

pub(super) async fn insert_visit(tx: &mut Tx, operator: &Operator, visit: &Visit) -> Result<(), db::Error> {
    tx.execute(
        "insert into centre_visits (id, number, centre, staff, account, reason, opened_at, ends_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        p![
            visit.id,
            visit.number,
            operator.centre,
            operator.staff,
            visit.account,
            visit.reason,
            visit.opened_at,
            visit.ends_at
        ],
    )
    .await?;
    Ok(())
}

/// A visit of this operator; nobody else's.
pub(super) async fn find_visit(tx: &mut Tx, operator: &Operator, id: VisitId) -> Result<Option<Visit>, db::Error> {
    let row = tx
        .one::<VisitRow>(
            "select id, number, account, reason, opened_at, ends_at from centre_visits \
             where id = $1 and staff = $2 and centre = $3",
            p![id, operator.staff, operator.centre],
        )
        .await?;
    Ok(row.map(Into::into))
}

pub(super) async fn insert_entry(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    visit: &Visit,
    entry: JournalEntry,
    detail: &str,
) -> Result<(), db::Error> {
    let now = cx.now();
    tx.execute(
        "insert into centre_journal (id, visit, centre, day, entry, detail, staff, account, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        p![
            cx.uuid(),
            visit.id,
            operator.centre,
            crate::day::of(now),
            entry,
            detail,
            operator.staff,
            visit.account,
            now
        ],
    )
    .await?;
    Ok(())
}

/// When the visit last had an entry of this kind.
pub(super) async fn last_entry(
    tx: &mut Tx,
    visit: VisitId,
    entry: JournalEntry,
) -> Result<Option<Timestamp>, db::Error> {
    tx.one::<Timestamp>(
        "select at from centre_journal where visit = $1 and entry = $2 order by at desc limit 1",
        p![visit, entry],
    )
    .await
}

/// A line of the journal: account and visit by their numbers, nothing of the person.
#[derive(Debug, Clone, FromRow)]
pub(super) struct JournalRow {
    pub(super) at: Timestamp,
    pub(super) visit_number: String,
    pub(super) account_number: String,
    pub(super) entry: JournalEntry,
    pub(super) staff: StaffId,
}

/// The entries of a centre's day, the newest first.
pub(super) async fn list_day(tx: &mut Tx, centre: &str, day: Date, limit: u32) -> Result<Vec<JournalRow>, db::Error> {
    tx.query::<JournalRow>(
        "select j.at, v.number as visit_number, a.number as account_number, j.entry, j.staff \
         from centre_journal j join centre_visits v on v.id = j.visit join accounts a on a.id = j.account \
         where j.centre = $1 and j.day = $2 order by j.at desc, j.id desc limit $3",
        p![centre, day, limit],
    )
    .await
}

/// The operator's visits that still open something, the newest first.
pub(super) async fn list_open(
    tx: &mut Tx,
    operator: &Operator,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Visit>, db::Error> {
    let rows = tx
        .query::<VisitRow>(
            "select id, number, account, reason, opened_at, ends_at from centre_visits \
             where staff = $1 and ends_at > $2 order by ends_at desc limit $3",
            p![operator.staff, now, limit],
        )
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
