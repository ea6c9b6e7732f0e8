//! Deciding a case: approve and issue, or refuse with a ground and advice.

use base::Cx;
use catalog::Agency;
use db::{Result, Tx};
use forms::Answers;
use identity::Officer;

use super::act::{OfficerRefusal, Seen, seen};
use crate::{
    calendar,
    life_cycle::{
        Move,
        turning::{Act, By, turn},
    },
    model::{Application, Ground, Said},
    opened::Opened,
    results,
};

/// «Одобрить и выдать»: the result is ordered in the same transaction; a service without a document is done at once.
///
/// `decision` holds the officer's answers to the questions that the service asks at approval. The `case` was opened, and
/// the access recorded, by [`super::open_case`].
pub async fn approve(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    as_seen: Seen<'_>,
    case: &Opened,
    decision: &Answers,
    agency: &Agency,
) -> Result<Result<Application, OfficerRefusal>> {
    let before = match seen(tx, officer, as_seen, Move::Approve).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let act = Act::silent(By::Officer(officer.staff));
    let approved = turn(tx, cx, &before, Move::Approve, act, |after| decided(after, officer, cx)).await?;
    let Some(approved) = approved else { return Ok(Err(OfficerRefusal::Changed)) };
    if results::order(tx, cx, &approved, case, decision, agency).await? {
        return Ok(Ok(approved));
    }
    let done = turn(tx, cx, &approved, Move::Issue, Act::silent(By::Portal), |_| {}).await?;
    Ok(done.ok_or(OfficerRefusal::Changed))
}

/// «Отказать», with a ground from the service's list and what the officer adds to it.
pub async fn refuse(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    as_seen: Seen<'_>,
    ground: &forms::Refusal,
    comment: &str,
) -> Result<Result<Application, OfficerRefusal>> {
    let before = match seen(tx, officer, as_seen, Move::Refuse).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let ground = Ground { code: ground.code.clone(), title: ground.title.clone(), advice: ground.advice.clone() };
    let said = Said { text: comment.to_owned(), ground: Some(ground), ..Said::default() };
    let act = Act { by: By::Officer(officer.staff), said: Some(&said) };
    let refused = turn(tx, cx, &before, Move::Refuse, act, |after| decided(after, officer, cx)).await?;
    Ok(refused.ok_or(OfficerRefusal::Changed))
}

fn decided(after: &mut Application, officer: &Officer, cx: &Cx) {
    after.due_on = None;
    after.days_left = None;
    after.answered = false;
    after.taken_by = Some(officer.staff);
    after.decided_on = Some(calendar::day_of(cx.now()));
}
