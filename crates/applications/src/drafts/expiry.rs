//! Drafts do not lie for ever: the citizen is reminded of one that waits, and again before it is deleted.
//!
//! One job goes with each draft. It carries nothing but the key, looks at the day of the last change when it runs, does what
//! is due by then, and comes again for the next moment.
//!
//! A draft whose service is out of season waits for it: its author is told on the day on which applications are taken again.

use base::{AccountId, Cx, Date, SignedDuration, Timestamp};
use catalog::Catalog;
use db::{Result, Tx, jobs};
use forms::Season;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::{
    calendar,
    life_cycle::{
        Move, State, citizen,
        turning::{Act, By, turn},
    },
    model::{Application, ApplicationId},
    notices, store,
};

/// Days after the last change at which the citizen is reminded that the draft waits.
const REMIND_AFTER: i64 = 3;
/// Days after the last change during which it is kept.
const KEPT_FOR: i64 = 60;
/// Days before the last one at which the citizen is told that it will be deleted.
const WARN_BEFORE: i64 = 7;
/// Days of a season that a draft has at least which waited for it.
const KEPT_INTO_SEASON: i64 = 30;
/// Days during which «История заявлений» still tells of a draft that was deleted; then every trace of it goes.
const TOLD_FOR: i64 = 30;

/// The watch over a draft; a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct DraftWatch {
    account: AccountId,
    application: ApplicationId,
}

impl jobs::Job for DraftWatch {
    const KIND: &'static str = "applications.draft_watch";
}

/// What the watch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Reminder,
    /// Applications are taken again.
    Season,
    Warning,
    End,
}

/// The last day on which a draft is kept, unless it is changed before.
pub fn kept_until(draft: &Application, season: Option<&Season>) -> Date {
    let usual = after(draft, KEPT_FOR);
    let into_season = awaited(draft, season).map(|opens| opens.saturating_add(KEPT_INTO_SEASON.days()));
    into_season.map_or(usual, |day| day.max(usual))
}

/// The day on which a season opens that the draft waits for.
fn awaited(draft: &Application, season: Option<&Season>) -> Option<Date> {
    let season = season?;
    season.opens(calendar::day_of(draft.changed_at)).or_else(|| season.opens(after(draft, KEPT_FOR)))
}

/// The season of the service of a draft, as it is offered now.
pub fn season_of(catalog: &Catalog, draft: &Application) -> Option<Season> {
    catalog.service(&draft.service).and_then(|service| service.definition().season.clone())
}

fn after(draft: &Application, days: i64) -> Date {
    calendar::day_of(draft.changed_at).saturating_add(days.days())
}

/// What there is to do, and when, in the order of time.
fn moments(draft: &Application, season: Option<&Season>) -> Vec<(Timestamp, Due)> {
    let last = kept_until(draft, season);
    let mut moments = vec![
        (calendar::morning_of(last.saturating_sub(WARN_BEFORE.days())), Due::Warning),
        (calendar::end_of(last), Due::End),
    ];
    let reminder = after(draft, REMIND_AFTER);
    // Nobody is told to go on with what cannot be sent.
    if season.is_none_or(|season| season.is_open(reminder)) {
        moments.push((calendar::morning_of(reminder), Due::Reminder));
    }
    if let Some(opens) = awaited(draft, season) {
        moments.push((calendar::morning_of(opens), Due::Season));
    }
    moments.sort_by_key(|(at, _)| *at);
    moments
}

/// Sets the watch over a draft that was just begun.
pub async fn begin(tx: &mut Tx, cx: &Cx, draft: &Application, season: Option<&Season>) -> Result<()> {
    come_again(tx, cx, draft, season).await
}

async fn come_again(tx: &mut Tx, cx: &Cx, draft: &Application, season: Option<&Season>) -> Result<()> {
    let next = moments(draft, season).into_iter().find(|(at, _)| *at > cx.now());
    // It could not be deleted just now, for somebody changed it: then it is looked at again soon.
    let at =
        next.map_or_else(|| cx.now().saturating_add(SignedDuration::from_hours(1)).unwrap_or(cx.now()), |(at, _)| at);
    let job = DraftWatch { account: draft.account, application: draft.id };
    jobs::enqueue_at(tx, cx, &job, at).await?;
    Ok(())
}

/// Handles [`DraftWatch`].
pub async fn handle(job: DraftWatch, run: jobs::Run, catalog: Catalog) -> jobs::Result {
    let mut tx = run.db.begin().await?;
    look(&mut tx, &run.cx, &catalog, &job).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn look(tx: &mut Tx, cx: &Cx, catalog: &Catalog, job: &DraftWatch) -> Result<()> {
    let Some(draft) = store::applications::find(tx, job.account, job.application).await? else { return Ok(()) };
    if is_deleted(&draft) {
        return forget(tx, cx, &draft, job).await;
    }
    if draft.state() != State::Draft {
        return Ok(());
    }
    let season = season_of(catalog, &draft);
    let season = season.as_ref();
    let last = kept_until(&draft, season);
    match moments(&draft, season).into_iter().rev().find(|(at, _)| *at <= cx.now()).map(|(_, due)| due) {
        Some(Due::End) if delete(tx, cx, &draft).await? => {
            let at = calendar::end_of(calendar::day_of(cx.now()).saturating_add(TOLD_FOR.days()));
            jobs::enqueue_at(tx, cx, job, at).await?;
            return Ok(());
        }
        Some(Due::Warning) => {
            notices::remind_of_draft(tx, cx, &draft, last, "drafts-notice-last").await?;
        }
        Some(Due::Season) => {
            notices::remind_of_draft(tx, cx, &draft, last, "drafts-notice-season").await?;
        }
        Some(Due::Reminder) => {
            notices::remind_of_draft(tx, cx, &draft, last, "drafts-notice-waits").await?;
        }
        Some(Due::End) | None => {}
    }
    come_again(tx, cx, &draft, season).await
}

/// Deletes a draft whose time is over; answers whether it was, and did.
pub async fn end(tx: &mut Tx, cx: &Cx, catalog: &Catalog, account: AccountId, id: ApplicationId) -> Result<bool> {
    let found = store::applications::find(tx, account, id).await?;
    let Some(draft) = found.filter(|found| found.state() == State::Draft) else { return Ok(false) };
    let over = calendar::end_of(kept_until(&draft, season_of(catalog, &draft).as_ref()));
    if cx.now() < over {
        return Ok(false);
    }
    delete(tx, cx, &draft).await
}

/// Whether it ended without ever having been sent.
fn is_deleted(application: &Application) -> bool {
    application.number.is_none() && matches!(application.state(), State::Withdrawn | State::Expired)
}

/// Takes the row of a deleted draft away with its history; before its time, comes again.
async fn forget(tx: &mut Tx, cx: &Cx, deleted: &Application, job: &DraftWatch) -> Result<()> {
    let at = calendar::end_of(after(deleted, TOLD_FOR));
    if cx.now() < at {
        jobs::enqueue_at(tx, cx, job, at).await?;
        return Ok(());
    }
    if store::applications::delete_unsent(tx, deleted).await? {
        store::history::delete(tx, deleted).await?;
    }
    Ok(())
}

/// Deletes a draft that nobody came back to: what was entered goes with it. Answers whether it did.
async fn delete(tx: &mut Tx, cx: &Cx, draft: &Application) -> Result<bool> {
    let Some(gone) = turn(tx, cx, draft, Move::Expire, Act::silent(By::Portal), |_| {}).await? else {
        return Ok(false);
    };
    citizen::erase(tx, cx, &gone).await?;
    Ok(true)
}
