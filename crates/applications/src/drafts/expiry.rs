//! Drafts do not lie for ever: the citizen is reminded of one that waits, and again before it is deleted.
//!
//! One job goes with each draft. It carries nothing but the key, looks at the day of the last change when it runs, does what
//! is due by then, and comes again for the next moment.

use base::{AccountId, Cx, Date, SignedDuration, Timestamp};
use db::{Result, Tx, jobs};
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
/// Days after the last change at which the citizen is told that it will be deleted.
const WARN_AFTER: i64 = 53;
/// Days after the last change during which it is kept.
const KEPT_FOR: i64 = 60;
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
    Warning,
    End,
}

/// The last day on which a draft is kept, unless it is changed before.
pub fn kept_until(draft: &Application) -> Date {
    after(draft, KEPT_FOR)
}

fn after(draft: &Application, days: i64) -> Date {
    calendar::day_of(draft.changed_at).saturating_add(days.days())
}

fn moments(draft: &Application) -> [(Timestamp, Due); 3] {
    [
        (calendar::morning_of(after(draft, REMIND_AFTER)), Due::Reminder),
        (calendar::morning_of(after(draft, WARN_AFTER)), Due::Warning),
        (calendar::end_of(kept_until(draft)), Due::End),
    ]
}

/// Sets the watch over a draft that was just begun.
pub async fn begin(tx: &mut Tx, cx: &Cx, draft: &Application) -> Result<()> {
    come_again(tx, cx, draft).await
}

async fn come_again(tx: &mut Tx, cx: &Cx, draft: &Application) -> Result<()> {
    let next = moments(draft).into_iter().find(|(at, _)| *at > cx.now());
    // It could not be deleted just now, for somebody changed it: then it is looked at again soon.
    let at =
        next.map_or_else(|| cx.now().saturating_add(SignedDuration::from_hours(1)).unwrap_or(cx.now()), |(at, _)| at);
    let job = DraftWatch { account: draft.account, application: draft.id };
    jobs::enqueue_at(tx, cx, &job, at).await?;
    Ok(())
}

/// Handles [`DraftWatch`].
pub async fn handle(job: DraftWatch, run: jobs::Run) -> jobs::Result {
    let mut tx = run.db.begin().await?;
    look(&mut tx, &run.cx, &job).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn look(tx: &mut Tx, cx: &Cx, job: &DraftWatch) -> Result<()> {
    let Some(draft) = store::applications::find(tx, job.account, job.application).await? else { return Ok(()) };
    if is_deleted(&draft) {
        return forget(tx, cx, &draft, job).await;
    }
    if draft.state() != State::Draft {
        return Ok(());
    }
    let due = moments(&draft).into_iter().rev().find(|(at, _)| *at <= cx.now()).map(|(_, due)| due);
    match due {
        Some(Due::End) if delete(tx, cx, &draft).await? => {
            let at = calendar::end_of(calendar::day_of(cx.now()).saturating_add(TOLD_FOR.days()));
            jobs::enqueue_at(tx, cx, job, at).await?;
            return Ok(());
        }
        Some(Due::Warning) => {
            notices::remind_of_draft(tx, cx, &draft, kept_until(&draft), "drafts-notice-last").await?;
        }
        Some(Due::Reminder) => {
            notices::remind_of_draft(tx, cx, &draft, kept_until(&draft), "drafts-notice-waits").await?;
        }
        Some(Due::End) | None => {}
    }
    come_again(tx, cx, &draft).await
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
