//! What the portal itself does when news arrives from other slices. Each may arrive more than once.

use base::Cx;
use db::{Result, Tx};
use documents::{DocumentKind, events::DocumentIssued};

use crate::{
    calendar,
    life_cycle::{
        Move, Role, State,
        turning::{Act, By, turn},
    },
    model::{self, Application},
    store,
};

/// What became of news about an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The application moved on.
    Moved,
    /// It had moved on already: the news came again.
    Already,
    /// The reference is not that of an application.
    NotOurs,
    /// The application is over (withdrawn, expired): the news came too late.
    TooLate,
}

/// The duty of the application with this reference has been paid: the review begins. Asked again, nothing changes.
pub async fn paid(tx: &mut Tx, cx: &Cx, reference: &str) -> Result<Outcome> {
    let today = calendar::day_of(cx.now());
    carry_on(tx, cx, reference, Move::Settle, |after| {
        if let Some(clock) = after.stopped_clock() {
            after.set_review_clock(clock.resume(calendar::russia(), today));
        }
    })
    .await
}

/// The result of an application has been made, signed and put into the cabinet. Asked again, nothing changes; a document of
/// another kind (a receipt) is not our news.
pub async fn document_issued(tx: &mut Tx, cx: &Cx, news: &DocumentIssued) -> Result<Outcome> {
    if news.kind != DocumentKind::Result.as_str() {
        return Ok(Outcome::NotOurs);
    }
    carry_on(tx, cx, &news.reference, Move::Issue, |_| {}).await
}

async fn carry_on(
    tx: &mut Tx,
    cx: &Cx,
    reference: &str,
    action: Move,
    change: impl Fn(&mut Application) + Send + Sync,
) -> Result<Outcome> {
    let Some(id) = model::application_of(reference) else { return Ok(Outcome::NotOurs) };
    let Some(mut application) = store::applications::find_by_id(tx, id).await? else { return Ok(Outcome::NotOurs) };
    // Somebody may change the application in the very same moment: news must not get lost, so look again until it has
    // either moved or left the state that the news is about.
    while application.state().step(action, Role::Portal).is_some() {
        if turn(tx, cx, &application, action, Act::silent(By::Portal), &change).await?.is_some() {
            return Ok(Outcome::Moved);
        }
        let Some(now) = store::applications::find(tx, application.account, id).await? else {
            return Ok(Outcome::NotOurs);
        };
        application = now;
    }
    Ok(match application.state() {
        State::Withdrawn | State::Expired => Outcome::TooLate,
        _ => Outcome::Already,
    })
}
