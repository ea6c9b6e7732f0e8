//! The one press that counts.

use base::{Cx, Money};
use db::{Result, Tx};
use forms::FeeDue;
use identity::Citizen;

use crate::{
    calendar, charges,
    deadlines::ReviewClock,
    drafts::apply::level_of,
    life_cycle::{
        Move, State,
        turning::{Act, By, turn},
    },
    model::Application,
    number::{ApplicationNumber, month_of},
    opened::Opened,
    store,
};

/// What came of sending.
#[derive(Debug, Clone)]
pub enum Submitted {
    /// It has been sent just now.
    Now(Application),
    /// It was sent before: by the same press twice, or from another window.
    Before(Application),
}

/// Why a form was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmitRefusal {
    /// Something is not answered, or does not hold any more.
    Incomplete,
    /// The citizen may not apply for it.
    NotEligible,
    /// The level of the account has fallen below what the service needs.
    LevelTooLow,
    /// It was withdrawn, or changed in another window at this very moment.
    Changed,
    /// The mark of the form belongs to another application, which was sent with it.
    KeyTaken,
}

/// Sends a form, once: `key` is the mark of the form that was shown, and the same mark again, or the same application
/// again, is the same sending; the same mark with another application is a mistake, and nothing is sent. Everything that
/// follows (number, payment or review, history, notice) is in this transaction, or nothing is.
pub async fn submit(
    tx: &mut Tx,
    cx: &Cx,
    citizen: &Citizen,
    draft: &Opened,
    key: &str,
) -> Result<Result<Submitted, SubmitRefusal>> {
    let account = citizen.account;
    if let Some(id) = store::sends::find(tx, account, key).await? {
        if id != draft.application.id {
            return Ok(Err(SubmitRefusal::KeyTaken));
        }
        if let Some(sent) = store::applications::find(tx, account, id).await? {
            return Ok(Ok(Submitted::Before(sent)));
        }
    }
    if draft.application.state() != State::Draft {
        return Ok(sent_before(draft.application.clone()));
    }
    if let Some(refusal) = refusal(citizen, draft) {
        return Ok(Err(refusal));
    }
    let fee = match forms::fee(draft.definition(), &draft.answers, draft.facts()) {
        FeeDue::Nothing => Money::ZERO,
        FeeDue::Due(sum) => sum,
        FeeDue::Unknown => return Ok(Err(SubmitRefusal::Incomplete)),
    };
    let Some(sent) = send(tx, cx, draft, fee).await? else {
        // The other press of the same button was faster: its application is this one.
        let now = store::applications::find(tx, account, draft.application.id).await?;
        return Ok(now.map_or(Err(SubmitRefusal::Changed), sent_before));
    };
    store::sends::insert(tx, &sent, key, cx.now()).await?;
    let received = if fee == Money::ZERO { review(tx, cx, &sent).await? } else { demand(tx, cx, draft, &sent).await? };
    Ok(received.map(Submitted::Now).ok_or(SubmitRefusal::Changed))
}

fn sent_before(application: Application) -> Result<Submitted, SubmitRefusal> {
    if application.number.is_some() { Ok(Submitted::Before(application)) } else { Err(SubmitRefusal::Changed) }
}

fn refusal(citizen: &Citizen, draft: &Opened) -> Option<SubmitRefusal> {
    let (definition, answers, facts) = (draft.definition(), &draft.answers, draft.facts());
    if citizen.level < level_of(&draft.edition) {
        return Some(SubmitRefusal::LevelTooLow);
    }
    if !forms::missing(definition, answers, facts).is_empty() {
        return Some(SubmitRefusal::Incomplete);
    }
    (!forms::eligibility(definition, answers, facts).is_empty()).then_some(SubmitRefusal::NotEligible)
}

/// Keeps what is sent as it is on this day, and gives it its number.
async fn send(tx: &mut Tx, cx: &Cx, draft: &Opened, fee: Money) -> Result<Option<Application>> {
    let today = calendar::day_of(cx.now());
    let facts = draft.facts();
    let answers = forms::prune(draft.definition(), &draft.answers, facts);
    let ready = draft.application.changed(cx.now());
    if !store::applications::update_answers(tx, cx, &draft.application, &ready, &answers).await? {
        return Ok(None);
    }
    store::applications::update_applicant(tx, cx, &ready, &draft.applicant).await?;
    let place = store::numbers::take(tx, &month_of(today)).await?;
    let days = forms::deadlines(draft.definition(), &answers, facts);
    turn(tx, cx, &ready, Move::Send, Act::silent(By::Citizen), |after| {
        after.number = Some(ApplicationNumber::new(today, place));
        after.sent_at = Some(cx.now());
        after.fee = fee;
        after.page = None;
        after.answer_days = Some(days.answer);
        after.set_review_clock(ReviewClock::Stopped { days_left: days.review });
    })
    .await
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
