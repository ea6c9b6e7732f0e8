//! What of the folder of an installation was not taken over, for administrators to read: it stays until the folder is in order.

use base::{Cx, Timestamp};
use db::Tx;
use forms::Problem;

use crate::store::refusals as store;

/// The most problems that are kept: with so many, nobody reads on.
const MOST: usize = 200;

/// Something that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, and where.
    pub problem: Problem,
    /// When it was seen.
    pub at: Timestamp,
}

/// Keeps these problems in place of those of the last look.
pub async fn refuse(tx: &mut Tx, cx: &Cx, problems: &[Problem]) -> db::Result<()> {
    let known = refusals(tx).await?;
    // The same look again: the time stays that of the first.
    if known.iter().map(|refusal| &refusal.problem).eq(problems.iter().take(MOST)) {
        return Ok(());
    }
    store::clear(tx).await?;
    for (number, problem) in problems.iter().take(MOST).enumerate() {
        store::insert(tx, i64::try_from(number).unwrap_or(i64::MAX), problem, cx.now()).await?;
    }
    Ok(())
}

/// What was not taken over at the last look.
pub async fn refusals(tx: &mut Tx) -> db::Result<Vec<Refusal>> {
    store::list(tx).await
}
