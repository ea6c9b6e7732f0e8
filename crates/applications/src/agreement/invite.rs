//! Finding whoever must agree: when an application begins to wait, and when an account is confirmed.

use base::{AccountId, Cx};
use db::{Result, Tx, jobs, live};
use notifications::Kind;
use serde::{Deserialize, Serialize};

use crate::{
    life_cycle::State,
    model::{Application, ApplicationId},
    notices, store,
};

/// How many applications await one person at most that are told of at once.
const MOST: i64 = 100;

/// Somebody must agree to an application: tell the person, if there is a confirmed account; a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct InviteSecondParty {
    /// Which application.
    pub application: ApplicationId,
}

impl jobs::Job for InviteSecondParty {
    const KIND: &'static str = "applications.invite_second_party";
}

/// Handles [`InviteSecondParty`].
pub async fn invite(job: InviteSecondParty, run: jobs::Run) -> anyhow::Result<()> {
    let mut tx = run.db.begin().await?;
    if let Some(agreement) = store::agreements::find(&mut tx, job.application).await?
        && let Some(second) = identity::levels::person_with(&mut tx, &agreement.person_mark).await?
    {
        tell(&mut tx, &run.cx, second, job.application).await?;
    }
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// An account has been confirmed: its owner is told of what awaits the owner's agreement. Asked again, nothing changes.
pub async fn confirmed(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<()> {
    let Some(mark) = identity::levels::person_mark_of(tx, account).await? else { return Ok(()) };
    for application in store::agreements::awaiting(tx, &mark, MOST).await? {
        tell(tx, cx, account, application).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx, cx: &Cx, second: AccountId, id: ApplicationId) -> Result<()> {
    let Some(application) = store::applications::find_by_id(tx, id).await? else { return Ok(()) };
    if !is_for(&application, second) || !store::agreements::set_told(tx, id, second).await? {
        return Ok(());
    }
    let what = (Kind::Applications, "applications-notice-second-asked");
    notices::tell_second(tx, cx, &application, second, what).await?;
    live::touch(tx, cx, second, "applications").await
}

/// It still waits, and not for the one who applied.
fn is_for(application: &Application, second: AccountId) -> bool {
    application.state() == State::AwaitingAgreement && application.account != second
}
