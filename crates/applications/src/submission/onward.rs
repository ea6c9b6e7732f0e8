//! Where a sent application goes when nobody else has to agree, or has agreed: to its duty, or to its review.

use base::{Cx, Money};
use db::{Result, Tx};

use crate::{
    calendar, charges,
    life_cycle::{
        Move,
        turning::{Act, By, turn},
    },
    model::Application,
    opened::Opened,
};

/// Demands the duty or begins the review, in the caller's transaction. None when somebody was faster.
pub async fn go_on(tx: &mut Tx, cx: &Cx, form: &Opened, sent: &Application) -> Result<Option<Application>> {
    if sent.fee == Money::ZERO { review(tx, cx, sent).await } else { demand(tx, cx, form, sent).await }
}

async fn review(tx: &mut Tx, cx: &Cx, sent: &Application) -> Result<Option<Application>> {
    let today = calendar::day_of(cx.now());
    turn(tx, cx, sent, Move::BeginReview, Act::silent(By::Portal), |after| {
        if let Some(clock) = after.stopped_clock() {
            after.set_review_clock(clock.resume(calendar::russia(), today));
        }
    })
    .await
}

async fn demand(tx: &mut Tx, cx: &Cx, draft: &Opened, sent: &Application) -> Result<Option<Application>> {
    let today = calendar::day_of(cx.now());
    let days = forms::deadlines(draft.definition(), &draft.answers, draft.facts());
    if let Some(fee) = &draft.definition().fee {
        charges::make(tx, cx, sent, sent.fee, fee).await?;
    }
    turn(tx, cx, sent, Move::RequirePayment, Act::silent(By::Portal), |after| {
        after.due_on = Some(calendar::russia().after(today, days.payment));
    })
    .await
}
