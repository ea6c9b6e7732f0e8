//! What is proved of an account: personal data, registry checks, evidence, and the level that follows.

use base::{AccountId, Date};
use db::{Tx, audit::Audit};

use super::store;
use crate::{
    checks::CheckState,
    levels::{self, AssuranceLevel, evidence::derive},
    personal::store as personal,
};

pub(super) async fn check(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    profile(tx, audit, account).await?;
    level(tx, audit, account).await?;
    for check in store::checks(tx, account).await? {
        registry_check(audit, &check);
    }
    Ok(())
}

async fn profile(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    let contents = personal::open(tx, account).await;
    let Some(contents) = audit.opened(contents, "personal data do not open", account)? else { return Ok(()) };
    let Some(data) = contents.data else { return Ok(()) };
    let keys = personal::keys(tx, account).await?;
    let subjects = keys.as_ref().and_then(personal::Keys::subjects);
    let right = subjects == Some(personal::subjects_of(tx, &data))
        && keys.and_then(|keys| keys.snils) == Some(levels::standing::snils_fingerprint(tx, &data.snils));
    audit.found_if(!right, "the fingerprints of a profile are not those of its data", account);
    Ok(())
}

async fn level(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    let known = levels::standing::evidence(tx, account).await?;
    let keys = personal::keys(tx, account).await?;
    let subjects = keys.as_ref().and_then(personal::Keys::subjects);
    let today = crate::day::of(audit.cx.now());
    // Evidence that ran out yesterday lowers the level by a job of this morning.
    let yesterday = today.yesterday().unwrap_or(Date::MIN);
    let supported = |day| derive(&known, subjects.as_ref(), day);
    let kept = levels::of(tx, account).await?;
    let snils = store::standing_snils(tx, account).await?;
    let bearer = kept >= AssuranceLevel::Standard;
    audit.found_if(bearer != snils.is_some(), "a level and its SNILS do not go together", account);
    if kept == supported(today) || kept == supported(yesterday) {
        return Ok(());
    }
    // One person has one confirmed account: the other one stays below.
    let taken = match keys.and_then(|keys| keys.snils) {
        Some(snils) => levels::store::holder(tx, &snils).await?.is_some_and(|holder| holder != account),
        None => false,
    };
    let below = taken && kept == AssuranceLevel::Simplified;
    audit.found_if(!below, "a level is not the one that the evidence supports", account);
    Ok(())
}

fn registry_check(audit: &mut Audit<'_>, check: &store::CheckRow) {
    let Ok(state) = check.state.parse::<CheckState>() else {
        audit.found("a registry check is in no known state", check.id);
        return;
    };
    let open = matches!(state, CheckState::Queued | CheckState::Asked);
    audit.found_if(open == check.ended_at.is_some(), "a registry check is neither open nor ended", check.id);
    let due = if state == CheckState::Asked { check.asked_at.unwrap_or(check.ask_at) } else { check.ask_at };
    let late = open && due <= audit.cx.now() && audit.is_late(due);
    audit.found_if(late, "nobody asks a registry any more", check.id);
    audit.found_if(open && audit.is_late_outside(check.give_up_at), "a registry check was never given up", check.id);
}
