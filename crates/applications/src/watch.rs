//! The watch over the days by which somebody has to agree, to pay or to answer: a reminder before, the end after.
//!
//! Both are jobs of the state that set the day. They carry the day, so that a job left over from an earlier question
//! finds another day and does nothing.

use base::{AccountId, Cx, Date};
use catalog::Catalog;
use db::{Result, Tx, jobs};
use serde::{Deserialize, Serialize};

use crate::{
    agreement, calendar, charges,
    drafts::expiry,
    life_cycle::{
        Move, State,
        turning::{Act, By, turn},
    },
    model::{Application, ApplicationId, Event},
    notices, store, sweep,
};

/// Working days before the last one at which the citizen is reminded.
const REMIND_BEFORE: usize = 2;

/// A day by which the citizen has to act has passed; a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct DayPassed {
    account: AccountId,
    application: ApplicationId,
    day: Date,
}

impl jobs::Job for DayPassed {
    const KIND: &'static str = "applications.day_passed";
}

/// A day by which the citizen has to act is near; a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct DayNear {
    account: AccountId,
    application: ApplicationId,
    day: Date,
}

impl jobs::Job for DayNear {
    const KIND: &'static str = "applications.day_near";
}

/// Sets the watch when the step made the application wait for the citizen.
pub async fn begin(tx: &mut Tx, cx: &Cx, after: &Application, event: Event) -> Result<()> {
    let (Event::AgreementRequired | Event::PaymentRequired | Event::Asked, Some(day)) = (event, after.due_on) else {
        return Ok(());
    };
    let (account, application) = (after.account, after.id);
    jobs::enqueue_at(tx, cx, &DayPassed { account, application, day }, calendar::end_of(day)).await?;
    let mut near = day;
    for _ in 0..REMIND_BEFORE {
        near = calendar::russia().before(near);
    }
    let morning = calendar::morning_of(near);
    if morning > cx.now() {
        jobs::enqueue_at(tx, cx, &DayNear { account, application, day }, morning).await?;
    }
    Ok(())
}

/// Adds this slice's jobs to a runner.
pub fn jobs(runner: jobs::Runner, catalog: &Catalog) -> jobs::Runner {
    let catalog = catalog.clone();
    runner
        .on(agreement::invite)
        .on(|job: DayPassed, run: jobs::Run| async move {
            let mut tx = run.db.begin().await?;
            expire(&mut tx, &run.cx, job.account, job.application, job.day).await?;
            run.done(&mut tx).await?;
            tx.commit().await?;
            Ok(())
        })
        .on(move |job: expiry::DraftWatch, run: jobs::Run| expiry::handle(job, run, catalog.clone()))
        .on(sweep::handle)
        .on(|job: DayNear, run: jobs::Run| async move {
            let mut tx = run.db.begin().await?;
            remind(&mut tx, &run.cx, &job).await?;
            run.done(&mut tx).await?;
            tx.commit().await?;
            Ok(())
        })
}

/// Ends an application that waited for its citizen until `day` in vain; answers whether it did.
///
/// A duty that was paid at the last moment keeps the application alive, however late the news of it is.
pub async fn expire(tx: &mut Tx, cx: &Cx, account: AccountId, id: ApplicationId, day: Date) -> Result<bool> {
    let Some(waiting) = waiting(tx, account, id, day).await? else { return Ok(false) };
    if cx.now() < calendar::end_of(day) {
        return Ok(false);
    }
    if waiting.state() == State::AwaitingPayment && !charges::call_off(tx, cx, &waiting).await? {
        return Ok(false);
    }
    let expired = turn(tx, cx, &waiting, Move::Expire, Act::silent(By::Portal), |after| {
        after.due_on = None;
        after.days_left = None;
    })
    .await?;
    let Some(expired) = expired else { return Ok(false) };
    agreement::close(tx, cx, &expired, "applications-notice-second-expired").await?;
    Ok(true)
}

async fn remind(tx: &mut Tx, cx: &Cx, job: &DayNear) -> Result<()> {
    let Some(waiting) = waiting(tx, job.account, job.application, job.day).await? else { return Ok(()) };
    let key = match waiting.state() {
        State::AwaitingAgreement => {
            agreement::remind(tx, cx, &waiting).await?;
            "applications-notice-near-agreement"
        }
        State::AwaitingPayment => "applications-notice-near-payment",
        _ => "applications-notice-near-answer",
    };
    notices::remind(tx, cx, &waiting, key).await
}

/// The application, if it still waits for its citizen until that day.
async fn waiting(tx: &mut Tx, account: AccountId, id: ApplicationId, day: Date) -> Result<Option<Application>> {
    let found = store::applications::find(tx, account, id).await?;
    Ok(found.filter(|application| {
        matches!(application.state(), State::AwaitingAgreement | State::AwaitingPayment | State::AwaitingInformation)
            && application.due_on == Some(day)
    }))
}
