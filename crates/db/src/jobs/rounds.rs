//! Work that comes round: a job that adds itself again when it is done. Any node may begin the rounds at any time; the
//! table says which job carries them on, so that there is never more than one chain.

use base::{Cx, SignedDuration, Uuid};

use super::{Job, Run, enqueue, enqueue_at, store};
use crate::{Result, Tx};

/// Rounds that did not come for so many times their pause have died.
const MISSED: i32 = 3;

/// Begins the rounds of a kind that come after `every`, unless they go on already; every start of every node may call it.
pub async fn start_rounds<J: Job>(tx: &mut Tx, cx: &Cx, first: &J, every: SignedDuration) -> Result<()> {
    if store::take_round(tx, J::KIND, cx.now(), cx.now() - every * MISSED).await? {
        let id = enqueue(tx, cx, first).await?;
        store::hand_round_on(tx, J::KIND, Uuid::nil(), id, cx.now()).await?;
    }
    Ok(())
}

/// Adds the next round, due after `pause`, in the transaction of the one that `run` has just done. Does nothing when other
/// rounds were begun meanwhile, because these had stood still for long.
pub async fn next_round<J: Job>(tx: &mut Tx, run: &Run, next: &J, pause: SignedDuration) -> Result<()> {
    let (cx, now) = (&run.cx, run.cx.now());
    if !store::is_round(tx, J::KIND, run.id).await? {
        return Ok(());
    }
    let id = enqueue_at(tx, cx, next, now + pause).await?;
    store::hand_round_on(tx, J::KIND, run.id, id, now).await?;
    Ok(())
}
