//! Forgets by time what nobody came back for: what browsers sent whose session had ended.

use base::{Cx, SignedDuration};
use db::{Result, Tx, jobs};
use serde::{Deserialize, Serialize};

use crate::{drafts::rescue, store};

/// How many rows go in one transaction, so that nobody waits long for it.
const BATCH: u32 = 500;
/// How long until the next round.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// A round of forgetting; it adds the next. [`start`] adds the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sweep;

impl jobs::Job for Sweep {
    const KIND: &'static str = "applications.sweep";
}

/// Begins the rounds, unless they go on already; every start of every node may call it.
pub async fn start(tx: &mut Tx, cx: &Cx) -> Result<()> {
    jobs::start_rounds(tx, cx, &Sweep, EVERY).await
}

/// Handles [`Sweep`]: the next round comes at once while there is more, else in an hour.
pub(crate) async fn handle(_: Sweep, run: jobs::Run) -> jobs::Result {
    let mut tx = run.db.begin().await?;
    let gone = store::rescues::forget_old(&mut tx, rescue::since(&run.cx), BATCH).await?;
    let next = if gone >= u64::from(BATCH) { SignedDuration::from_secs(1) } else { EVERY };
    jobs::next_round(&mut tx, &run, &Sweep, next).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
