//! Forgets what has run out: codes, begun registrations and recoveries, old sessions, empty buckets, old news.

use base::{Cx, SignedDuration};
use db::{Tx, jobs};
use serde::{Deserialize, Serialize};

use crate::{codes, contacts, recovery, registration, sessions, staff, throttle};

/// How many rows of a table go in one transaction, so that nobody waits long for it.
const BATCH: u32 = 500;
/// How long until the next round.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// A round of forgetting; it enqueues the next. [`start`] enqueues the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep;

impl jobs::Job for Sweep {
    const KIND: &'static str = "identity/sweep";
}

/// Begins the rounds, unless they go on already; every start of every node may call it.
pub async fn start(tx: &mut Tx, cx: &Cx) -> Result<(), db::Error> {
    jobs::start_rounds(tx, cx, &Sweep, EVERY).await
}

/// Forgets one batch of each kind; answers how many rows went.
pub async fn sweep(tx: &mut Tx, cx: &Cx) -> Result<u64, db::Error> {
    let mut gone = codes::sweep(tx, cx, BATCH).await?;
    gone += registration::sweep(tx, cx, BATCH).await?;
    gone += recovery::sweep(tx, cx, BATCH).await?;
    gone += contacts::sweep(tx, cx, BATCH).await?;
    gone += sessions::sweep(tx, cx, BATCH).await?;
    gone += staff::session::sweep(tx, cx, BATCH).await?;
    gone += throttle::sweep(tx, cx, BATCH).await?;
    gone += db::live::sweep(tx, cx, BATCH).await?;
    Ok(gone)
}

/// Handles [`Sweep`]: forgets, and enqueues the next round: at once while there is more, else in an hour.
pub async fn handle(_: Sweep, run: jobs::Run) -> anyhow::Result<()> {
    let mut tx = run.db.begin().await?;
    let gone = sweep(&mut tx, &run.cx).await?;
    let next = if gone >= u64::from(BATCH) { SignedDuration::from_secs(1) } else { EVERY };
    jobs::next_round(&mut tx, &run, &Sweep, next).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
