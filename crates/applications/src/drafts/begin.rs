//! Beginning a form.

use base::{AccountId, Cx};
use catalog::Edition;
use db::{Result, Tx};
use forms::Answers;

use super::expiry;
use crate::{
    applicant, calendar,
    life_cycle::{
        Role,
        citizen::{WithdrawRefusal, withdraw},
    },
    model::{Application, ApplicationId, Begun, Event},
    store,
};

/// What came of beginning a form.
#[derive(Debug, Clone)]
pub enum Begin {
    /// A new draft.
    New(Application),
    /// There is an unfinished one of this service, or what was to be begun was begun before and may even be sent by now.
    Unfinished(Application),
}

/// Begins a form of an edition, unless there is an unfinished one of that service.
pub async fn begin(tx: &mut Tx, cx: &Cx, account: AccountId, edition: &Edition) -> Result<Begin> {
    if let Some(unfinished) = store::applications::find_draft(tx, account, &edition.definition.code).await? {
        return Ok(Begin::Unfinished(unfinished));
    }
    start(tx, cx, account, edition, None, &Answers::new()).await
}

/// Withdraws the unfinished form of the service, if there is one, and begins a new one.
pub async fn begin_anew(tx: &mut Tx, cx: &Cx, account: AccountId, edition: &Edition) -> Result<Begin> {
    if let Some(unfinished) = store::applications::find_draft(tx, account, &edition.definition.code).await? {
        match withdraw(tx, cx, account, unfinished.id).await? {
            Ok(_) | Err(WithdrawRefusal::NotFound) => {}
            Err(WithdrawRefusal::NotNow) => return Ok(Begin::Unfinished(unfinished)),
        }
    }
    start(tx, cx, account, edition, None, &Answers::new()).await
}

/// Begins a form instead of an application that came to nothing (refused, not agreed to, withdrawn, too late), with its
/// answers so far as they fit `edition`. What was begun instead of it before is gone on with.
///
/// The editions are the one that it was sent on and the one that is offered now. None when the citizen has no such
/// application, or when it may still come to something.
pub async fn correct(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    former: ApplicationId,
    (old, edition): (Option<&Edition>, &Edition),
) -> Result<Option<Begin>> {
    let found = store::applications::find(tx, account, former).await?;
    let is_over = |application: &Application| application.number.is_some() && application.state().came_to_nothing();
    let Some(former) = found.filter(is_over) else { return Ok(None) };
    if let Some(instead) = store::applications::find_instead(tx, account, former.id).await? {
        return Ok(Some(Begin::Unfinished(instead)));
    }
    if let Some(unfinished) = store::applications::find_draft(tx, account, &former.service).await? {
        return Ok(Some(Begin::Unfinished(unfinished)));
    }
    let mut answers = store::applications::answers(tx, &former).await?;
    if let Some(old) = old {
        let facts = applicant::read(tx, account, calendar::day_of(cx.now())).await?.facts();
        answers = forms::rebase(&old.definition, &edition.definition, &answers, &facts).answers;
    }
    start(tx, cx, account, edition, Some(former.id), &answers).await.map(Some)
}

async fn start(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    edition: &Edition,
    corrects: Option<ApplicationId>,
    answers: &Answers,
) -> Result<Begin> {
    let definition = &edition.definition;
    let begun = Begun {
        service: &definition.code,
        hash: &edition.hash,
        agency: &definition.agency,
        title: &definition.title,
        corrects,
    };
    let draft = Application::draft(cx, account, &begun);
    if store::applications::insert(tx, cx, &draft, answers).await? {
        let [mut watching, mut keeping] = tx.hands();
        tokio::try_join!(
            expiry::begin(&mut watching, cx, &draft, definition.season.as_ref()),
            store::history::insert(&mut keeping, cx, &draft, Event::Begun, (Role::Citizen, None), None),
        )?;
        return Ok(Begin::New(draft));
    }
    // Another press of the same button was faster.
    let faster = store::applications::find_draft(tx, account, &definition.code).await?;
    faster.map(Begin::Unfinished).ok_or(db::Error::Busy("a draft that was just begun"))
}
