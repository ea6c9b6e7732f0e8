//! One attempt at a job, as its handler sees it, and the two answers that are not plain failures.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use base::{Cx, Timestamp, Uuid};

use super::store;
use crate::{Db, Error, Result, Tx};

/// What a handler is given beside the job.
#[derive(Debug, Clone)]
pub struct Run {
    /// The database.
    pub db: Db,
    /// The clock and the randomness.
    pub cx: Cx,
    /// The id of the job, the same at every attempt: a good idempotency key towards outside systems.
    pub id: Uuid,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// Whether a failure now puts the job aside: the moment to tell whoever waits.
    pub last_try: bool,
    pub(super) claim: Uuid,
    /// Whether the handler's own transaction ends the job.
    pub(super) is_done: Arc<AtomicBool>,
}

impl Run {
    /// Marks the job as done in the handler's own transaction, so that its effect and its end are one. The handler commits
    /// it: nobody else ends the job then.
    /// Fails when the lease has passed to another worker: then nothing may be committed.
    pub async fn done(&self, tx: &mut Tx) -> Result<()> {
        if store::delete(tx, self.id, self.claim).await? {
            self.is_done.store(true, Ordering::Relaxed);
            Ok(())
        } else {
            tx.fail();
            Err(Error::LeaseLost(self.id))
        }
    }
}

/// Answered by a handler as an error: trying again is of no use, put the job aside at once.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Hopeless(pub String);

/// Answered by a handler as an error: nothing failed, try again at the instant (a limit, hours of rest).
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("later, at {0}")]
pub struct Later(pub Timestamp);
