//! Where an account stands: the level that its evidence supports, kept so that every page can read it.

use base::{AccountId, Cx, Date, StaffId, Timestamp, Uuid, national::Snils};
use db::{Tx, jobs, live, vault};
use serde::{Deserialize, Serialize};

use super::{
    AssuranceLevel, StandingReason,
    evidence::{Evidence, Ground, Subject, derive, next_end},
    store,
};
use crate::{
    accounts::{self, Happening},
    events::LevelChanged,
    personal,
};

/// The level of an account and why it is that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The level.
    pub level: AssuranceLevel,
    /// Why.
    pub reason: StandingReason,
    /// Since when; `None` when nothing was ever proved.
    pub changed_at: Option<Timestamp>,
}

const NEWCOMER: Standing =
    Standing { level: AssuranceLevel::Simplified, reason: StandingReason::New, changed_at: None };

/// Evidence about to be written.
#[derive(Debug, Clone)]
pub struct NewEvidence<'a> {
    /// What it rests on.
    pub ground: Ground,
    /// The fingerprint of what it speaks of.
    pub subject: Subject,
    /// The fields that were compared.
    pub fields: &'a [&'a str],
    /// Who compared.
    pub staff: Option<StaffId>,
    /// In which office.
    pub office: Option<&'a str>,
    /// The last day on which it counts.
    pub until: Option<Date>,
}

/// How a standing came out of [`settle`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The level until now.
    pub before: AssuranceLevel,
    /// The level from now on.
    pub after: AssuranceLevel,
    /// Everything agrees, but another confirmed account holds the SNILS: the level stays «Упрощённая».
    pub snils_taken: bool,
}

/// The level of an account; «Упрощённая» for one that nothing is known of.
pub async fn of(tx: &mut Tx, account: AccountId) -> Result<AssuranceLevel, db::Error> {
    standing(tx, account).await.map(|standing| standing.level)
}

/// The level with its reason.
pub async fn standing(tx: &mut Tx, account: AccountId) -> Result<Standing, db::Error> {
    Ok(store::find(tx, account).await?.unwrap_or(NEWCOMER))
}

/// The account whose owner is proved to have this SNILS, for signing in and recovery.
pub async fn holder_of(tx: &mut Tx, snils: &Snils) -> Result<Option<AccountId>, db::Error> {
    let fingerprint = snils_fingerprint(tx, snils);
    store::holder(tx, &fingerprint).await
}

/// The keyed fingerprint that SNILS numbers are looked up by.
pub(crate) fn snils_fingerprint(by: &impl vault::Fingerprints, snils: &Snils) -> [u8; 32] {
    vault::fingerprint(by, "snils", snils.as_str())
}

/// All evidence of an account, newest first.
pub async fn evidence(tx: &mut Tx, account: AccountId) -> Result<Vec<Evidence>, db::Error> {
    store::list(tx, account).await
}

/// Adds evidence. The level follows with [`settle`] in the same transaction.
pub(crate) async fn record(tx: &mut Tx, cx: &Cx, account: AccountId, new: NewEvidence<'_>) -> Result<(), db::Error> {
    store::insert(tx, cx, account, &new).await
}

/// Takes evidence back, with a reason, and lowers the level if nothing else supports it. `false`: it was taken back before.
pub async fn revoke(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    evidence: Uuid,
    staff: Option<StaffId>,
    reason: &str,
) -> Result<bool, db::Error> {
    let revoked = store::revoke(tx, cx, account, evidence, staff, reason).await?;
    if revoked {
        settle(tx, cx, account, StandingReason::EvidenceRevoked).await?;
    }
    Ok(revoked)
}

/// Works out the level anew after `cause` and tells whoever should know. Everything that changes personal data, checks or
/// evidence ends here, and here alone a level changes.
pub(crate) async fn settle(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    cause: StandingReason,
) -> Result<Settled, db::Error> {
    // Whoever settles the same account at the same time waits here, and then sees what this one wrote.
    let keys = personal::store::lock(tx, account).await?;
    let known = store::list(tx, account).await?;
    let today = crate::day::of(cx.now());
    let supported = derive(&known, keys.as_ref().and_then(personal::store::Keys::subjects).as_ref(), today);
    let snils = keys.as_ref().and_then(|keys| keys.snils).filter(|_| supported >= AssuranceLevel::Standard);
    let snils_taken = match &snils {
        Some(snils) => store::holder(tx, snils).await?.is_some_and(|holder| holder != account),
        None => false,
    };
    let (after, snils) = if snils_taken { (AssuranceLevel::Simplified, None) } else { (supported, snils) };
    let old = standing(tx, account).await?;
    let reason = reason(old, after, cause, snils_taken);
    // A corrected SNILS moves to a new fingerprint even when the level stays.
    store::write(tx, cx, account, after, reason, snils).await?;
    if after != old.level {
        jobs::enqueue(tx, cx, &LevelChanged { account, level: after }).await?;
        accounts::note(tx, cx, account, Happening::LevelChanged, Some(after.as_str())).await?;
    }
    live::touch(tx, cx, account, "profile").await?;
    if after > old.level
        && let Some(subjects) = keys.and_then(|keys| keys.subjects())
        && let Some(end) = next_end(&known, &subjects, today)
    {
        jobs::enqueue_at(tx, cx, &ReviewLevel { account }, crate::day::after(end)).await?;
    }
    Ok(Settled { before: old.level, after, snils_taken })
}

fn reason(old: Standing, after: AssuranceLevel, cause: StandingReason, snils_taken: bool) -> StandingReason {
    match after.cmp(&old.level) {
        _ if snils_taken => StandingReason::SnilsTaken,
        std::cmp::Ordering::Greater if cause == StandingReason::IdentityConfirmed => cause,
        std::cmp::Ordering::Greater => StandingReason::ChecksAgreed,
        std::cmp::Ordering::Less => cause,
        // The conflict is over: the data are others now.
        std::cmp::Ordering::Equal if old.reason == StandingReason::SnilsTaken => cause,
        std::cmp::Ordering::Equal => old.reason,
    }
}

/// Evidence runs out: look at the level again on that day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReviewLevel {
    /// Whose.
    pub account: AccountId,
}

impl jobs::Job for ReviewLevel {
    const KIND: &'static str = "identity/review-level";
}

/// Handles [`ReviewLevel`].
pub(crate) async fn review(job: ReviewLevel, run: jobs::Run) -> anyhow::Result<()> {
    let mut tx = run.db.begin().await?;
    settle(&mut tx, &run.cx, job.account, StandingReason::EvidenceEnded).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(level: AssuranceLevel, reason: StandingReason) -> Standing {
        Standing { level, reason, changed_at: None }
    }

    #[test]
    fn reasons_say_why_the_level_moved() {
        use AssuranceLevel::{Simplified, Standard, Verified};
        use StandingReason as Reason;
        let old = standing(Standard, Reason::ChecksAgreed);
        assert_eq!(reason(old, Verified, Reason::IdentityConfirmed, false), Reason::IdentityConfirmed);
        assert_eq!(reason(old, Simplified, Reason::DataChanged, false), Reason::DataChanged);
        assert_eq!(reason(old, Simplified, Reason::EvidenceEnded, false), Reason::EvidenceEnded);
        assert_eq!(reason(old, Standard, Reason::DataChanged, false), Reason::ChecksAgreed);
        let fallen = standing(Simplified, Reason::DataChanged);
        assert_eq!(reason(fallen, Verified, Reason::ChecksAgreed, false), Reason::ChecksAgreed);
        assert_eq!(reason(fallen, Standard, Reason::DataChanged, false), Reason::ChecksAgreed);
        assert_eq!(reason(fallen, Simplified, Reason::ChecksAgreed, true), Reason::SnilsTaken);
        let taken = standing(Simplified, Reason::SnilsTaken);
        assert_eq!(reason(taken, Simplified, Reason::DataChanged, false), Reason::DataChanged);
    }
}
