//! The one press that counts.

use base::{Cx, Money};
use catalog::Door;
use db::{Result, Tx};
use forms::{Confirm, FeeDue};
use identity::Citizen;

use super::onward;
use crate::{
    agreement, calendar,
    deadlines::ReviewClock,
    drafts::apply::level_of,
    life_cycle::{
        Move, State,
        turning::{Act, By, turn},
    },
    model::{Application, Said},
    notices,
    number::{ApplicationNumber, month_of},
    opened::Opened,
    store,
    worked_out::WorkedOut,
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
    /// The service asks for a code, and none confirmed this press.
    CodeNeeded,
    /// The service takes no applications now: it was paused, or its season is over.
    Closed,
    /// The service has another edition by now.
    Replaced,
}

/// A press of «Отправить».
#[derive(Debug, Clone, Copy)]
pub struct Press<'a> {
    key: &'a str,
    by_code: bool,
}

impl<'a> Press<'a> {
    /// Of the form with this mark.
    pub const fn plain(key: &'a str) -> Self {
        Self { key, by_code: false }
    }

    /// Confirmed by a code for exactly this form, tried in the same transaction.
    pub const fn confirmed(key: &'a str) -> Self {
        Self { key, by_code: true }
    }
}

/// Whether the form is a draft of a service that asks for a code.
pub fn wants_code(draft: &Opened) -> bool {
    draft.application.state() == State::Draft && draft.definition().confirm == Some(Confirm::Code)
}

/// Sends a form, once: the press carries the mark of the form that was shown, and the same mark again, or the same application
/// again, is the same sending; the same mark with another application is a mistake, and nothing is sent. Everything that
/// follows (number, payment or review, history, notice) is in this transaction, or nothing is.
pub async fn submit(
    tx: &mut Tx,
    cx: &Cx,
    citizen: &Citizen,
    draft: &Opened,
    press: Press<'_>,
) -> Result<Result<Submitted, SubmitRefusal>> {
    let (account, key) = (citizen.account, press.key);
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
    if wants_code(draft) && !press.by_code {
        return Ok(Err(SubmitRefusal::CodeNeeded));
    }
    let fee = match forms::fee(draft.definition(), &draft.answers, draft.facts()) {
        FeeDue::Nothing => Money::ZERO,
        FeeDue::Due(sum) => sum,
        FeeDue::Unknown => return Ok(Err(SubmitRefusal::Incomplete)),
    };
    let Some(sent) = send(tx, cx, draft, (fee, press.by_code)).await? else {
        // The other press of the same button was faster: its application is this one.
        let now = store::applications::find(tx, account, draft.application.id).await?;
        return Ok(now.map_or(Err(SubmitRefusal::Changed), sent_before));
    };
    let other = forms::second_party(draft.definition(), &draft.answers, draft.facts());
    if let Some(refusal) = note(tx, cx, draft, &sent, (key, other.is_some())).await? {
        return Ok(Err(refusal));
    }
    let received = match other {
        Some(snils) => agreement::ask(tx, cx, draft, &sent, &snils).await?,
        None => onward::go_on(tx, cx, draft, &sent).await?,
    };
    Ok(received.map(Submitted::Now).ok_or(SubmitRefusal::Changed))
}

/// What goes with every sending, at once: its key, the service's door, the count of uses, and the notice, unless the message
/// about the second party says it. Answers why the form is kept back; the caller gives the transaction up then.
async fn note(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Opened,
    sent: &Application,
    (key, for_two): (&str, bool),
) -> Result<Option<SubmitRefusal>> {
    let [mut keeping, mut passing, mut counting, mut telling] = tx.hands();
    let told = async { if for_two { Ok(()) } else { notices::tell_sent(&mut telling, cx, sent).await } };
    let all = async {
        tokio::try_join!(
            store::sends::insert(&mut keeping, sent, key, cx.now()),
            kept_back(&mut passing, cx, draft),
            catalog::count_use(&mut counting, cx, &sent.service),
            told,
        )
    };
    // On the heap: whoever sends would carry the room for all of it along.
    let (_, refusal, ..) = Box::pin(all).await?;
    Ok(refusal)
}

/// Why the service does not let the form through its door; the caller gives the transaction up then.
async fn kept_back(tx: &mut Tx, cx: &Cx, draft: &Opened) -> Result<Option<SubmitRefusal>> {
    let (of, season) = (&draft.application, draft.definition().season.as_ref());
    let door = catalog::pass(tx, cx, (&of.service, &of.edition), season).await?;
    Ok(match door {
        Door::Open => None,
        Door::Paused | Door::OutOfSeason => Some(SubmitRefusal::Closed),
        Door::Replaced => Some(SubmitRefusal::Replaced),
    })
}

fn sent_before(application: Application) -> Result<Submitted, SubmitRefusal> {
    if application.number.is_some() { Ok(Submitted::Before(application)) } else { Err(SubmitRefusal::Changed) }
}

/// Why the form cannot be sent as it stands.
pub fn refusal(citizen: &Citizen, draft: &Opened) -> Option<SubmitRefusal> {
    let (definition, answers, facts) = (draft.definition(), &draft.answers, draft.facts());
    if citizen.level < level_of(&draft.edition) {
        return Some(SubmitRefusal::LevelTooLow);
    }
    if !forms::missing(definition, answers, facts).is_empty() {
        return Some(SubmitRefusal::Incomplete);
    }
    if forms::needs_second_party(definition, answers, facts)
        && forms::second_party(definition, answers, facts).is_none()
    {
        return Some(SubmitRefusal::Incomplete);
    }
    let fits = forms::eligibility(definition, answers, facts).is_empty() && !agreement::is_own(draft);
    (!fits).then_some(SubmitRefusal::NotEligible)
}

/// Keeps what is sent as it is on this day, and gives it its number.
async fn send(tx: &mut Tx, cx: &Cx, draft: &Opened, (fee, by_code): (Money, bool)) -> Result<Option<Application>> {
    let today = calendar::day_of(cx.now());
    let facts = draft.facts();
    let answers = forms::prune(draft.definition(), &draft.answers, facts);
    let ready = draft.application.changed(cx.now());
    if !store::applications::update_answers(tx, cx, &draft.application, &ready, &answers).await? {
        return Ok(None);
    }
    let worked_out = WorkedOut::of(draft.definition(), &answers, facts);
    let month = month_of(today);
    let place = {
        let [mut of_draft, mut of_applicant, mut of_values, mut of_number] = tx.hands();
        let (.., place) = tokio::try_join!(
            store::drafts::forget(&mut of_draft, &ready),
            store::applications::update_applicant(&mut of_applicant, cx, &ready, &draft.applicant),
            store::applications::update_worked_out(&mut of_values, cx, &ready, &worked_out),
            store::numbers::take(&mut of_number, &month),
        )?;
        place
    };
    let days = forms::deadlines(draft.definition(), &answers, facts);
    let said = Said::by_code();
    let act = Act { by: By::Citizen, said: by_code.then_some(&said) };
    turn(tx, cx, &ready, Move::Send, act, |after| {
        after.number = Some(ApplicationNumber::new(today, place));
        after.sent_at = Some(cx.now());
        after.fee = fee;
        after.page = None;
        after.answer_days = Some(days.answer);
        after.set_review_clock(ReviewClock::Stopped { days_left: days.review });
    })
    .await
}
