//! The audit of this slice: every application once, with its whole history, its key, its notices, its files, its charge and
//! its result.

mod agreement;
mod beside;
mod content;
mod history;

use base::{AccountId, Date, Uuid};
use catalog::Catalog;
use db::{
    Db, Result, Tx,
    audit::{Audit, PAGE},
};

use crate::{
    calendar,
    life_cycle::State,
    model::{Application, ApplicationId},
    number::ApplicationNumber,
    store::{agreements, applications, audit as store, drafts},
};

/// Looks at every application, and at what belongs to one that is not there.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, catalog: &Catalog, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = (AccountId(Uuid::nil()), ApplicationId(Uuid::nil()));
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::keys_after(&mut tx, after, PAGE).await?;
        let end = page.last().copied().filter(|_| page.len() == PAGE as usize);
        let last = end.unwrap_or((AccountId(Uuid::max()), ApplicationId(Uuid::max())));
        strays(&mut tx, audit, after, last).await?;
        for (account, id) in page.iter().copied() {
            if !audit.takes(account) {
                continue;
            }
            let outcome = one(&mut tx, catalog, audit, (account, id)).await;
            if audit.unreadable(outcome, format!("application {id}"))? {
                tx = db.snapshot().await?;
            }
        }
        audit.examined("applications", page.len());
        match end {
            Some(end) => after = end,
            None => break,
        }
    }
    numbers(db, audit).await
}

async fn one(
    tx: &mut Tx,
    catalog: &Catalog,
    audit: &mut Audit<'_>,
    (account, id): (AccountId, ApplicationId),
) -> Result<()> {
    let Some(application) = applications::find(tx, account, id).await? else { return Ok(()) };
    let edition = catalog.edition(&application.edition);
    match &edition {
        Some(edition) => {
            let own = edition.definition.code == application.service && edition.definition.agency == application.agency;
            audit.found_if(!own, "an application is on an edition of another service", id);
        }
        None => audit.found("the edition of an application is not there", id),
    }
    standing(audit, &application);
    history::check(tx, audit, &application).await?;
    content::check(tx, audit, &application, edition.as_deref()).await?;
    agreement::check(tx, audit, &application, edition.as_deref()).await?;
    beside::check(tx, audit, &application, edition.as_deref()).await
}

/// The row by itself: what a state needs is there, and nothing waits beyond its day.
fn standing(audit: &mut Audit<'_>, application: &Application) {
    let (id, state) = (application.id, application.state());
    let sent = application.sent_at.is_some();
    audit.found_if(application.number.is_some() != sent, "an application has a number or a day of sending alone", id);
    match state {
        State::Draft => audit.found_if(sent, "a draft was sent", id),
        // A deleted draft is withdrawn, too; or it has expired.
        State::Withdrawn | State::Expired => {}
        _ => audit.found_if(!sent, "an application moved on without being sent", id),
    }
    // Sending goes on to the agreement, the duty or the review in the same transaction.
    audit.found_if(state == State::Submitted, "an application is half sent", id);
    let waits = matches!(state, State::AwaitingAgreement | State::AwaitingPayment | State::AwaitingInformation);
    let timed = waits || state == State::InReview;
    audit.found_if(timed && application.due_on.is_none() && application.days_left.is_none(), "no day ends a wait", id);
    let over = |day: Date| audit.cx.now() > calendar::end_of(day) && audit.is_late(calendar::end_of(day));
    let forgotten = waits && application.due_on.is_some_and(over);
    audit.found_if(forgotten, "an application waits beyond its day", id);
    let decided = matches!(state, State::Approved | State::ResultReady | State::Refused);
    audit.found_if(decided != application.decided_on.is_some(), "a decision and its day do not go together", id);
}

/// Rows that belong to an application that is not there.
async fn strays(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    after: (AccountId, ApplicationId),
    last: (AccountId, ApplicationId),
) -> Result<()> {
    for application in store::stray_history(tx, after, last, PAGE).await? {
        audit.found("a history has no application", application);
    }
    for application in store::stray_attachments(tx, after, last, PAGE).await? {
        audit.found("an attachment has no application", application);
    }
    for application in drafts::strays(tx, after, last, PAGE).await? {
        audit.found("what is known of a draft has no draft", application);
    }
    for application in agreements::strays(tx, after, last, PAGE).await? {
        audit.found("an agreement has no application", application);
    }
    for application in store::stray_sends(tx, after.0, last.0, PAGE).await? {
        audit.found("a key of sending has no application", application);
    }
    Ok(())
}

/// No month has given a place that it does not know of: the next number would clash with one that is there.
async fn numbers(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut tx = db.snapshot().await?;
    for (month, last) in store::months(&mut tx).await? {
        let next = last.checked_add(1).and_then(|next| u32::try_from(next).ok());
        let taken = match next.and_then(|next| ApplicationNumber::of_month(&month, next)) {
            Some(number) => store::is_taken(&mut tx, &number).await?,
            None => true,
        };
        audit.found_if(taken, "the next number of a month is taken already", month);
    }
    Ok(())
}
