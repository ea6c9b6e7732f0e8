//! What the citizen does with an application that is under way: answer the agency, take it back.

use base::{AccountId, Cx};
use db::{Result, Tx};
use documents::FileId;

use crate::{
    agreement, calendar, charges,
    life_cycle::{
        Move,
        turning::{Act, By, turn},
    },
    model::{Application, ApplicationId, Said},
    store,
};

/// Why an answer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// The citizen has no such application.
    NotFound,
    /// Nothing is asked, or no longer.
    NotNow,
    /// Neither words nor a file.
    Empty,
}

/// Answers what the agency asked, with words, files or both; the agency's clock runs on.
pub async fn answer(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    id: ApplicationId,
    text: &str,
    files: &[FileId],
) -> Result<Result<Application, AnswerRefusal>> {
    let Some(asked) = store::applications::find(tx, account, id).await? else {
        return Ok(Err(AnswerRefusal::NotFound));
    };
    if text.is_empty() && files.is_empty() {
        return Ok(Err(AnswerRefusal::Empty));
    }
    let Some(answered) = send_answer(tx, cx, &asked, &Said::text(text)).await? else {
        return Ok(Err(AnswerRefusal::NotNow));
    };
    for file in files {
        documents::hold(tx, account, *file, &answered.reference()).await?;
        store::attachments::insert(tx, &answered, *file, answered.version).await?;
    }
    Ok(Ok(answered))
}

/// Sends an answer back to the agency, whose clock runs on. None when nothing is asked any more.
pub(crate) async fn send_answer(tx: &mut Tx, cx: &Cx, asked: &Application, said: &Said) -> Result<Option<Application>> {
    let clock = asked.stopped_clock().map(|clock| clock.resume(calendar::russia(), calendar::day_of(cx.now())));
    let act = Act { by: By::Citizen, said: Some(said) };
    turn(tx, cx, asked, Move::Answer, act, |after| {
        after.answered = true;
        if let Some(clock) = clock {
            after.set_review_clock(clock);
        }
    })
    .await
}

/// Why an application was not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawRefusal {
    /// The citizen has no such application.
    NotFound,
    /// It is decided or over, or an officer was faster.
    NotNow,
}

/// Takes an application back; a duty that is not paid yet is called off. A form that was never sent is deleted: what was
/// entered goes with it.
pub async fn withdraw(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    id: ApplicationId,
) -> Result<Result<Application, WithdrawRefusal>> {
    let Some(before) = store::applications::find(tx, account, id).await? else {
        return Ok(Err(WithdrawRefusal::NotFound));
    };
    let withdrawn = turn(tx, cx, &before, Move::Withdraw, Act::silent(By::Citizen), |after| {
        after.due_on = None;
        after.days_left = None;
        after.taken_by = None;
        after.answered = false;
    })
    .await?;
    let Some(withdrawn) = withdrawn else { return Ok(Err(WithdrawRefusal::NotNow)) };
    if withdrawn.number.is_none() {
        erase(tx, cx, &withdrawn).await?;
    }
    agreement::close(tx, cx, &withdrawn, "applications-notice-second-withdrawn").await?;
    // Paid already: the duty stays paid, the citizen may ask for it back.
    let _called_off = charges::call_off(tx, cx, &withdrawn).await?;
    Ok(Ok(withdrawn))
}

/// Erases what was entered into a form that was never sent, and lets go of its files.
pub(crate) async fn erase(tx: &mut Tx, cx: &Cx, draft: &Application) -> Result<()> {
    store::drafts::forget(tx, draft).await?;
    let answers = store::applications::answers(tx, draft).await?;
    for (_, file) in answers.files() {
        if let Ok(id) = file.id.parse() {
            documents::release(tx, cx, draft.account, id, &draft.reference()).await?;
        }
    }
    store::applications::erase(tx, cx, draft).await
}
