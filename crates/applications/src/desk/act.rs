//! What an officer does with a case short of deciding it: take, put back, ask, note.

use base::Cx;
use db::{Result, Tx};
use identity::Officer;

use crate::{
    calendar::{self, russia},
    life_cycle::{
        Move,
        turning::{Act, By, record, turn},
    },
    model::{Application, Event, Said},
    number::ApplicationNumber,
    store,
};

/// A case as the officer saw it when the button was pressed.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its number.
    pub number: &'a ApplicationNumber,
    /// Its version then.
    pub version: i64,
}

/// Why an officer's act was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficerRefusal {
    /// The agency has no such case.
    NotFound,
    /// The case is not in a state for it: withdrawn or decided meanwhile, for instance.
    NotNow,
    /// The case changed since the officer saw it.
    Changed,
    /// A colleague works on it.
    WithColleague,
}

impl OfficerRefusal {
    /// The translation key of what the officer is told.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::NotFound => "desk-refusal-not-found",
            Self::NotNow => "desk-refusal-not-now",
            Self::Changed => "desk-refusal-changed",
            Self::WithColleague => "desk-refusal-with-colleague",
        }
    }
}

/// The case, if it is still as the officer saw it and nobody else works on it.
pub(super) async fn seen(
    tx: &mut Tx,
    officer: &Officer,
    seen: Seen<'_>,
    action: Move,
) -> Result<Result<Application, OfficerRefusal>> {
    let Some(case) = store::desk::find(tx, &officer.agency, seen.number).await? else {
        return Ok(Err(OfficerRefusal::NotFound));
    };
    Ok(match case.taken_by {
        _ if !case.state().allows(action) => Err(OfficerRefusal::NotNow),
        Some(other) if other != officer.staff => Err(OfficerRefusal::WithColleague),
        _ if case.version != seen.version => Err(OfficerRefusal::Changed),
        _ => Ok(case),
    })
}

/// «Взять в работу»: from now on colleagues see whose case it is.
pub async fn take(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    number: &ApplicationNumber,
) -> Result<Result<Application, OfficerRefusal>> {
    let Some(case) = store::desk::find(tx, &officer.agency, number).await? else {
        return Ok(Err(OfficerRefusal::NotFound));
    };
    match case.taken_by {
        // Pressed twice.
        Some(mine) if mine == officer.staff => return Ok(Ok(case)),
        Some(_) => return Ok(Err(OfficerRefusal::WithColleague)),
        None if case.state().is_final() || case.number.is_none() => return Ok(Err(OfficerRefusal::NotNow)),
        None => {}
    }
    let act = Act::silent(By::Officer(officer.staff));
    let taken = record(tx, cx, &case, Event::Taken, act, |after| after.taken_by = Some(officer.staff)).await?;
    // Somebody was faster; who it was the page will show.
    Ok(taken.ok_or(OfficerRefusal::Changed))
}

/// Puts a case back into the queue.
pub async fn release(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    number: &ApplicationNumber,
) -> Result<Result<Application, OfficerRefusal>> {
    let Some(case) = store::desk::find(tx, &officer.agency, number).await? else {
        return Ok(Err(OfficerRefusal::NotFound));
    };
    if case.taken_by.is_some_and(|other| other != officer.staff) {
        return Ok(Err(OfficerRefusal::WithColleague));
    }
    if case.taken_by.is_none() {
        return Ok(Ok(case));
    }
    let act = Act::silent(By::Officer(officer.staff));
    let released = record(tx, cx, &case, Event::Released, act, |after| after.taken_by = None).await?;
    Ok(released.ok_or(OfficerRefusal::Changed))
}

/// «Запросить дополнения»: the citizen is told what is missing, and which answers to correct; the agency's clock stands still until the answer.
pub async fn ask(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    case: Seen<'_>,
    said: &Said,
) -> Result<Result<Application, OfficerRefusal>> {
    let case = match seen(tx, officer, case, Move::Ask).await? {
        Ok(case) => case,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let today = calendar::day_of(cx.now());
    let stopped = case.running_clock().map(|clock| clock.stop(russia(), today));
    let act = Act { by: By::Officer(officer.staff), said: Some(said) };
    let asked = turn(tx, cx, &case, Move::Ask, act, |after| {
        if let Some(clock) = stopped {
            after.set_review_clock(clock);
        }
        after.due_on = Some(russia().after(today, after.answer_days.unwrap_or(USUAL_ANSWER_DAYS)));
        after.taken_by = Some(officer.staff);
        after.answered = false;
    })
    .await?;
    Ok(asked.ok_or(OfficerRefusal::Changed))
}

/// Working days for an answer when the service does not say.
const USUAL_ANSWER_DAYS: u32 = 10;

/// A note among colleagues: the citizen does not see it.
pub async fn note(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    number: &ApplicationNumber,
    text: &str,
) -> Result<Result<Application, OfficerRefusal>> {
    let Some(case) = store::desk::find(tx, &officer.agency, number).await? else {
        return Ok(Err(OfficerRefusal::NotFound));
    };
    let said = Said::text(text);
    let act = Act { by: By::Officer(officer.staff), said: Some(&said) };
    let noted = record(tx, cx, &case, Event::Noted, act, |_| {}).await?;
    Ok(noted.ok_or(OfficerRefusal::Changed))
}
