//! How far a person is with services: for checklists that lead through several of them.

use std::collections::BTreeMap;

use base::AccountId;
use db::{Result, Tx};

use crate::{
    life_cycle::{Move, State},
    store,
};

/// How many of the latest applications are looked at.
const LATEST: i64 = 200;

/// How far a person is with a service, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// A form is begun.
    Begun,
    /// An application is under way.
    Sent,
    /// A result is there.
    Done,
}

/// How far a person is, by the code of the service: the furthest of all applications. What came to nothing does not count.
pub async fn progress(tx: &mut Tx, account: AccountId) -> Result<BTreeMap<String, Progress>> {
    let mut furthest: BTreeMap<String, Progress> = BTreeMap::new();
    for application in store::lists::latest(tx, account, LATEST).await? {
        let Some(progress) = of(application.state()) else { continue };
        let known = furthest.entry(application.service.clone()).or_insert(progress);
        *known = progress.max(*known);
    }
    Ok(furthest)
}

fn of(state: State) -> Option<Progress> {
    match state {
        State::Draft => Some(Progress::Begun),
        State::ResultReady => Some(Progress::Done),
        State::Approved => Some(Progress::Sent),
        // What can still be taken back is still under way.
        _ => state.allows(Move::Withdraw).then_some(Progress::Sent),
    }
}
