//! Which questions an account has open: those about its present data that no registry has answered with yes.

use base::{AccountId, Cx};
use db::{Tx, jobs, live};

use super::{AskRegistry, CheckState, Mark, Registry, RegistryCheck, store};
use crate::{
    accounts::{self, Happening},
    levels::{
        evidence::{self, Ground, Subjects},
        standing,
    },
    personal,
};

/// Brings the open questions in line with the data: drops those about former data, asks anew what has no agreement.
/// Answers how many were asked. Called after a save, and when the citizen wants the same asked again.
pub(crate) async fn align(tx: &mut Tx, cx: &Cx, account: AccountId, subjects: &Subjects) -> Result<usize, db::Error> {
    let known = standing::evidence(tx, account).await?;
    let today = crate::day::of(cx.now());
    let mut asked = 0;
    for registry in Registry::ALL.iter().copied() {
        let subject = subjects.wanted_by(Ground::Registry(registry));
        store::drop_outdated(tx, account, registry, &subject).await?;
        let agreed = evidence::agreed(registry, &known, subjects, today);
        if agreed || store::is_open(tx, account, registry, &subject).await? {
            continue;
        }
        let check = store::insert(tx, cx, account, registry, &subject).await?;
        jobs::enqueue(tx, cx, &AskRegistry { check }).await?;
        asked += 1;
    }
    if asked > 0 {
        accounts::note(tx, cx, account, Happening::ChecksAsked, None).await?;
    }
    live::touch(tx, cx, account, "profile").await?;
    Ok(asked)
}

/// Asks again what a registry did not agree with. Answers how many questions that is; none while the form is unfinished.
pub async fn ask_again(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<usize, db::Error> {
    let keys = personal::store::lock(tx, account).await?;
    match keys.and_then(|keys| keys.subjects()) {
        Some(subjects) => align(tx, cx, account, &subjects).await,
        None => Ok(0),
    }
}

/// Where the checks of the present data stand, one line for each registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The registry.
    pub registry: Registry,
    /// The state that the line shows; evidence from an earlier time counts as agreement.
    pub state: CheckState,
    /// What the registry knows otherwise.
    pub marks: Vec<Mark>,
    /// The check itself, if the present data were ever asked about.
    pub check: Option<RegistryCheck>,
}

/// The checks of the data in force; empty while the form is unfinished.
pub async fn progress(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<Vec<Progress>, db::Error> {
    let keys = personal::store::keys(tx, account).await?;
    let Some(subjects) = keys.and_then(|keys| keys.subjects()) else { return Ok(Vec::new()) };
    let known = standing::evidence(tx, account).await?;
    let today = crate::day::of(cx.now());
    let mut lines = Vec::with_capacity(Registry::ALL.len());
    for registry in Registry::ALL.iter().copied() {
        let subject = subjects.wanted_by(Ground::Registry(registry));
        let check = store::latest(tx, account, registry, &subject).await?;
        let agreed = evidence::agreed(registry, &known, &subjects, today);
        let (state, marks) = match &check {
            _ if agreed => (CheckState::Agreed, Vec::new()),
            Some(check) if check.state == CheckState::Agreed => (CheckState::Differs, vec![ended(registry)]),
            Some(check) => (check.state, check.marks.clone()),
            None => (CheckState::GaveUp, Vec::new()),
        };
        lines.push(Progress { registry, state, marks, check });
    }
    Ok(lines)
}

/// What is wrong with data that a registry agreed with once, when that word does not count any more.
const fn ended(registry: Registry) -> Mark {
    match registry {
        Registry::PensionFund => Mark::Other,
        Registry::PassportRegistry => Mark::PassportInvalid,
    }
}
