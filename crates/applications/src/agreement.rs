//! The agreement of a second party: the other spouse, the buyer. An application that needs it waits for it before its duty
//! is due and before the agency sees it.
//!
//! The other person is known by the СНИЛС that the applicant typed, kept as a keyed fingerprint. Whether somebody with
//! that СНИЛС has an account is never told to the applicant: it is looked up by a job, and again when an account is
//! confirmed; the pages of the applicant are the same either way.

mod confirm;
mod decline;
mod invite;
mod pages;
mod party;

use axum::{
    Router,
    routing::{get, post},
};
use base::{Cx, Timestamp, national::Snils};
use db::{Result, Tx, jobs};
use identity::{AssuranceLevel, Citizen};
use notifications::Kind;
use serde::{Deserialize, Serialize};

pub use invite::confirmed;
pub(crate) use invite::{InviteSecondParty, invite};
pub(crate) use party::awaiting;

use crate::{
    State,
    calendar::{self, russia},
    life_cycle::{
        Move,
        turning::{Act, By, turn},
    },
    model::{Application, Said},
    notices,
    opened::Opened,
    store, submission,
};

db::codes!(
    /// What became of an agreement.
    pub enum AgreementState {
        /// Nobody has said anything yet.
        Awaited = "awaited",
        /// The second party agreed.
        Agreed = "agreed",
        /// The second party declined.
        Declined = "declined",
        /// It is not needed any more: withdrawn, or too late.
        Closed = "closed",
    }
);

/// Who agreed, as the agency reads it; sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Family name, given name, patronymic.
    pub name: String,
    /// The СНИЛС that was proved.
    pub snils: Snils,
    /// When.
    pub at: Timestamp,
}

/// The pages of whoever must agree.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/agreements/{id}", get(pages::show).post(confirm::begin))
        .route("/cabinet/agreements/{id}/confirm", get(confirm::show).post(confirm::check))
        .route("/cabinet/agreements/{id}/confirm/again", post(confirm::again))
        .route("/cabinet/agreements/{id}/decline", get(decline::show).post(decline::decline))
        .with_state(state)
}

/// Whether the application would need the agreement of the very person who applies.
pub(crate) fn is_own(draft: &Opened) -> bool {
    let other = forms::second_party(draft.definition(), &draft.answers, draft.facts());
    other.is_some_and(|other| draft.applicant.text("snils") == Some(other.as_str()))
}

/// Makes a sent application wait for whoever has this СНИЛС.
pub(crate) async fn ask(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Opened,
    sent: &Application,
    snils: &Snils,
) -> Result<Option<Application>> {
    let mark = identity::levels::person_mark(tx, snils);
    store::agreements::insert(tx, sent, &mark, cx.now()).await?;
    let days = forms::deadlines(draft.definition(), &draft.answers, draft.facts());
    let today = calendar::day_of(cx.now());
    let waits = turn(tx, cx, sent, Move::RequireAgreement, Act::silent(By::Portal), |after| {
        after.due_on = Some(russia().after(today, days.agreement));
    })
    .await?;
    // Always, whoever that is: the applicant's page takes as long for a СНИЛС that nobody here has.
    jobs::enqueue(tx, cx, &InviteSecondParty { application: sent.id }).await?;
    Ok(waits)
}

/// The second party agrees: the application goes on to its duty or to its review in the same transaction.
///
/// None when it is not awaited any more; nothing may stay then, the caller drops the transaction.
pub(crate) async fn agree(tx: &mut Tx, cx: &Cx, citizen: &Citizen, asked: &Opened) -> Result<Option<Application>> {
    let Some(agreed) = person(tx, cx, citizen, asked).await? else { return Ok(None) };
    let before = &asked.application;
    let decided = (AgreementState::Agreed, citizen.account);
    if !store::agreements::decide(tx, cx, before, decided, Some(&agreed)).await? {
        return Ok(None);
    }
    let said = Said::by_code();
    let act = Act { by: By::SecondParty, said: Some(&said) };
    let Some(agreed) = turn(tx, cx, before, Move::Agree, act, |after| after.due_on = None).await? else {
        return Ok(None);
    };
    let what = (Kind::Applications, "applications-notice-second-agreed");
    notices::tell_second(tx, cx, &agreed, citizen.account, what).await?;
    submission::go_on(tx, cx, asked, &agreed).await
}

async fn person(tx: &mut Tx, cx: &Cx, citizen: &Citizen, asked: &Opened) -> Result<Option<Agreed>> {
    let Some(snils) = forms::second_party(asked.definition(), &asked.answers, asked.facts()) else { return Ok(None) };
    let profile = identity::profile(tx, citizen.account).await?;
    let name = profile.map_or_else(
        || citizen.name.clone(),
        |of| format!("{} {} {}", of.family_name, of.given_name, of.patronymic.unwrap_or_default()),
    );
    Ok(Some(Agreed { name: name.trim_end().to_owned(), snils, at: cx.now() }))
}

/// The second party declines, with a reason that the applicant reads. None when it is not awaited any more.
pub async fn decline(
    tx: &mut Tx,
    cx: &Cx,
    citizen: &Citizen,
    before: &Application,
    reason: &str,
) -> Result<Option<Application>> {
    if !store::agreements::decide(tx, cx, before, (AgreementState::Declined, citizen.account), None).await? {
        return Ok(None);
    }
    let said = Said::text(reason);
    let act = Act { by: By::SecondParty, said: Some(&said) };
    let declined = turn(tx, cx, before, Move::Decline, act, |after| {
        after.due_on = None;
        after.days_left = None;
    })
    .await?;
    let Some(declined) = declined else { return Ok(None) };
    let what = (Kind::Applications, "applications-notice-second-declined");
    notices::tell_second(tx, cx, &declined, citizen.account, what).await?;
    Ok(Some(declined))
}

/// Nobody has to agree any more: withdrawn, or too late. Whoever was asked is told so.
pub(crate) async fn close(tx: &mut Tx, cx: &Cx, over: &Application, key: &'static str) -> Result<()> {
    if !store::agreements::close(tx, over.id).await? {
        return Ok(());
    }
    tell_asked(tx, cx, over, (Kind::Applications, key)).await
}

/// Reminds whoever must agree that the day is near.
pub(crate) async fn remind(tx: &mut Tx, cx: &Cx, of: &Application) -> Result<()> {
    tell_asked(tx, cx, of, (Kind::Reminders, "applications-notice-second-near")).await
}

async fn tell_asked(tx: &mut Tx, cx: &Cx, of: &Application, what: (Kind, &'static str)) -> Result<()> {
    let told = store::agreements::find(tx, of.id).await?.and_then(|agreement| agreement.told);
    match told {
        Some(second) => notices::tell_second(tx, cx, of, second, what).await,
        None => Ok(()),
    }
}

/// Whether agreements can be given by an account of this level: its owner has been identified.
pub(crate) fn may_agree(level: AssuranceLevel) -> bool {
    level >= AssuranceLevel::Verified
}
