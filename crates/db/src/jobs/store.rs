//! The queries of the jobs.

use base::{Timestamp, Uuid};

use crate::{FromRow, Result, Tx, p};

#[derive(FromRow)]
pub(super) struct Claimed {
    pub id: Uuid,
    pub kind: String,
    pub payload: Vec<u8>,
    pub attempts: u32,
}

#[derive(FromRow)]
pub(super) struct DeadRow {
    pub id: Uuid,
    pub kind: String,
    pub attempts: u32,
    pub due_at: Timestamp,
    pub created_at: Timestamp,
    pub failure: Option<Vec<u8>>,
}

const INSERT: &str = "insert into jobs (id, kind, payload, state, attempts, due_at, created_at)
    values ($1, $2, $3, 'waiting', 0, $4, $5)";

pub(super) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    kind: &str,
    payload: &[u8],
    due_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.execute(INSERT, p![id, kind, payload, due_at, now]).await.map(drop)
}

const CLAIM: &str = "update jobs set claim = $1, due_at = $2, attempts = attempts + 1
    where id in (select id from jobs where state = 'waiting' and due_at <= $3 order by due_at, id limit $4)
    returning id, kind, payload, attempts";

/// The twin for PostgreSQL, where other workers claim at the same moment. The choice stands apart, because the planner
/// may run a plain subquery more than once and so lock more than it takes.
const CLAIM_POSTGRES: &str = "with due as materialized (
        select id from jobs where state = 'waiting' and due_at <= $3 order by due_at, id limit $4
        for update skip locked
    )
    update jobs set claim = $1, due_at = $2, attempts = attempts + 1 from due where jobs.id = due.id
    returning jobs.id, kind, payload, attempts";

/// Takes due jobs under a claim; they are due again when the lease ends.
pub(super) async fn claim(
    tx: &mut Tx,
    claim: Uuid,
    lease_end: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Claimed>> {
    let sql = if tx.is_postgres() { CLAIM_POSTGRES } else { CLAIM };
    let mut claimed: Vec<Claimed> = tx.query(sql, p![claim, lease_end, now, limit]).await?;
    // `returning` promises no order; ids are ordered by the time they were made.
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

const DELETE: &str = "delete from jobs where id = $1 and claim = $2";

/// Ends a job that is still held under the claim.
pub(super) async fn delete(tx: &mut Tx, id: Uuid, claim: Uuid) -> Result<bool> {
    Ok(tx.execute(DELETE, p![id, claim]).await? == 1)
}

const RETRY: &str = "update jobs set claim = null, due_at = $3, failure = $4 where id = $1 and claim = $2";

pub(super) async fn retry(tx: &mut Tx, id: Uuid, claim: Uuid, due_at: Timestamp, failure: &[u8]) -> Result<()> {
    tx.execute(RETRY, p![id, claim, due_at, failure]).await.map(drop)
}

const PUT_BACK: &str = "update jobs set claim = null, due_at = $3, attempts = attempts - 1
    where id = $1 and claim = $2";

/// Gives a job back as if it had not been claimed.
pub(super) async fn put_back(tx: &mut Tx, id: Uuid, claim: Uuid, due_at: Timestamp) -> Result<()> {
    tx.execute(PUT_BACK, p![id, claim, due_at]).await.map(drop)
}

const BURY: &str = "update jobs set claim = null, state = 'dead', due_at = $3, failure = $4
    where id = $1 and claim = $2";

pub(super) async fn bury(tx: &mut Tx, id: Uuid, claim: Uuid, now: Timestamp, failure: &[u8]) -> Result<()> {
    tx.execute(BURY, p![id, claim, now, failure]).await.map(drop)
}

const LIST_DEAD: &str = "select id, kind, attempts, due_at, created_at, failure from jobs
    where state = 'dead' order by due_at desc, id desc limit $1";

pub(super) async fn list_dead(tx: &mut Tx, limit: u32) -> Result<Vec<DeadRow>> {
    tx.query(LIST_DEAD, p![limit]).await
}

const REVIVE: &str = "update jobs set state = 'waiting', attempts = 0, due_at = $2, claim = null
    where id = $1 and state = 'dead'";

pub(super) async fn revive(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(REVIVE, p![id, now]).await? == 1)
}

const OLDEST_DUE: &str = "select due_at from jobs where state = 'waiting' and due_at <= $1 order by due_at, id limit 1";

pub(super) async fn oldest_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    tx.one(OLDEST_DUE, p![now]).await
}

/// A job as it lies in the table: nothing of it is taken for granted.
#[derive(FromRow)]
pub(super) struct StoredJob {
    pub id: Uuid,
    pub kind: String,
    pub payload: Vec<u8>,
    pub state: String,
    pub due_at: Timestamp,
    pub claim: Option<Uuid>,
    pub failure: Option<Vec<u8>>,
}

const LIST_AFTER: &str = "select id, kind, payload, state, due_at, claim, failure from jobs
    where id > $1 order by id limit $2";

/// Every job, page by page.
pub(super) async fn list_after(tx: &mut Tx, after: Uuid, limit: u32) -> Result<Vec<StoredJob>> {
    tx.query(LIST_AFTER, p![after, limit]).await
}

const TAKE_ROUND: &str = "insert into job_rounds (kind, job, done_at) values ($1, $2, $3)
    on conflict (kind) do update set job = excluded.job, done_at = excluded.done_at where job_rounds.done_at < $4";

/// Takes the turn to begin the rounds of a kind when the last was before `before`, or there was none.
pub(super) async fn take_round(tx: &mut Tx, kind: &str, now: Timestamp, before: Timestamp) -> Result<bool> {
    Ok(tx.execute(TAKE_ROUND, p![kind, Uuid::nil(), now, before]).await? == 1)
}

const IS_ROUND: &str = "select job from job_rounds where kind = $1 and job = $2";

/// Whether that job carries the rounds of its kind on.
pub(super) async fn is_round(tx: &mut Tx, kind: &str, job: Uuid) -> Result<bool> {
    Ok(tx.one::<Uuid>(IS_ROUND, p![kind, job]).await?.is_some())
}

const HAND_ROUND_ON: &str = "update job_rounds set job = $3, done_at = $4 where kind = $1 and job = $2";

/// The next job that carries the rounds on.
pub(super) async fn hand_round_on(tx: &mut Tx, kind: &str, from: Uuid, to: Uuid, now: Timestamp) -> Result<()> {
    tx.execute(HAND_ROUND_ON, p![kind, from, to, now]).await.map(drop)
}
