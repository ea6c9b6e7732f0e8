//! Background jobs, written in the transaction of the change that causes them.
//!
//! A job is a struct that says its kind; [`enqueue`] seals it into the caller's transaction, so it exists exactly when
//! the change does. Workers ([`Runner`]) claim due jobs in batches under a lease, run them at least once, try again with
//! growing pauses and put the hopeless ones aside, where an operator sees and revives them ([`dead`], [`revive`]).
//! A handler that must take effect exactly once calls [`Run::done`] in its own transaction.

mod attempt;
mod audit;
mod rounds;
mod runner;
mod store;

use base::{Cx, SignedDuration, Timestamp, Uuid};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::audit::audit;
pub use self::{
    attempt::{Hopeless, Later, Run},
    rounds::{next_round, start_rounds},
    runner::Runner,
};
use crate::{Tx, vault};

/// What a handler answers; any error can be returned by `?`.
pub type Result<T = ()> = anyhow::Result<T>;

/// A piece of work, as written by whoever causes it and read by whoever does it.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The stable name of the kind: "notifications/send-sms".
    const KIND: &'static str;
    /// How many times it is tried before it is put aside as dead.
    const TRIES: u32 = 20;

    /// How long to wait after the attempt (from 1) has failed: 1 s, 2 s, 4 s … at most an hour.
    fn pause(attempt: u32) -> SignedDuration {
        SignedDuration::from_secs(1_i64 << attempt.saturating_sub(1).min(12)).min(SignedDuration::from_hours(1))
    }
}

/// Adds a job that is due at once; it runs as soon as the transaction is committed.
pub async fn enqueue<J: Job>(tx: &mut Tx, cx: &Cx, job: &J) -> crate::Result<Uuid> {
    enqueue_at(tx, cx, job, cx.now()).await
}

/// Adds a job that is due at an instant.
pub async fn enqueue_at<J: Job>(tx: &mut Tx, cx: &Cx, job: &J, at: Timestamp) -> crate::Result<Uuid> {
    let id = cx.uuid();
    let plain = serde_json::to_vec(job)?;
    let payload = vault::seal_system(tx, cx, &payload_place(id), &plain).await?;
    store::insert(tx, id, J::KIND, &payload, at, cx.now()).await?;
    tx.will_bring_jobs();
    Ok(id)
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// How many times it was tried.
    pub attempts: u32,
    /// What the last attempt failed of.
    pub failure: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was given up.
    pub died_at: Timestamp,
}

/// The jobs that were given up, the latest first.
pub async fn dead(tx: &mut Tx, limit: u32) -> crate::Result<Vec<Dead>> {
    let mut all = Vec::new();
    for row in store::list_dead(tx, limit).await? {
        let failure = match &row.failure {
            Some(sealed) => vault::open_system(tx, &failure_place(row.id), sealed).await?,
            None => Vec::new(),
        };
        all.push(Dead {
            id: row.id,
            kind: row.kind,
            attempts: row.attempts,
            failure: String::from_utf8_lossy(&failure).into_owned(),
            created_at: row.created_at,
            died_at: row.due_at,
        });
    }
    Ok(all)
}

/// Gives a dead job all its tries again, from now on; answers whether there was such a job.
pub async fn revive(tx: &mut Tx, cx: &Cx, id: Uuid) -> crate::Result<bool> {
    tx.will_bring_jobs();
    store::revive(tx, id, cx.now()).await
}

/// How long the oldest due job has been waiting: zero when the workers keep up.
pub async fn lag(tx: &mut Tx, cx: &Cx) -> crate::Result<SignedDuration> {
    Ok(oldest(tx, cx).await?.unwrap_or_default())
}

/// How long the oldest due job has been waiting, if there is one.
async fn oldest(tx: &mut Tx, cx: &Cx) -> crate::Result<Option<SignedDuration>> {
    let now = cx.now();
    let due = store::oldest_due(tx, now).await?;
    Ok(due.map(|due| now.duration_since(due)))
}

fn payload_place(id: Uuid) -> String {
    format!("jobs/payload/{id}")
}

fn failure_place(id: Uuid) -> String {
    format!("jobs/failure/{id}")
}
