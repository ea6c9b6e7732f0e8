//! Applications of people who are made up: each goes through the steps of the life cycle, as far as its stage says, and
//! leaves the rows that it would have left.

mod specimen;
mod tale;

use base::{AccountId, Cx, StaffId, Timestamp};
use db::{Tx, bulk::Rows, ledger, vault::Newcomer};
use identity::Profile;
use payments::ChargeState;

pub use self::specimen::Specimen;
use self::tale::Tale;
use crate::{
    applicant::Applicant,
    calendar, charges,
    model::{Application, ApplicationId, Event},
    number::month_of,
    store, watch,
};

/// How far an application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The first page is filled in, by somebody who has an account and nothing else.
    Begun,
    /// Every page is filled in.
    Draft,
    /// Sent; the duty is not paid yet.
    AwaitingPayment,
    /// Taken back before the duty was paid.
    NeverPaid,
    /// Nobody paid in time.
    PaidTooLate,
    /// In review, with nobody.
    InReview,
    /// In review, with an officer.
    Taken,
    /// The officer asked for more.
    AwaitingInformation,
    /// The citizen answered.
    Answered,
    /// Decided against.
    Refused,
    /// Taken back.
    Withdrawn,
}

impl Stage {
    /// Whether the service must ask for a duty, or must not.
    pub const fn wants_fee(self) -> bool {
        matches!(self, Self::AwaitingPayment | Self::NeverPaid | Self::PaidTooLate)
    }
}

/// Whose application it is and when what happens.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub id: ApplicationId,
    /// Its place in the month of its sending.
    pub place: u32,
    /// Who applies; nobody knows of one who only registered.
    pub profile: Option<&'a Profile>,
    /// The officer of the agency.
    pub officer: StaffId,
    /// When the form was begun; everything else follows from it.
    pub begun_at: Timestamp,
}

/// An application that waits for its citizen: a job watches over the day.
#[derive(Debug)]
pub struct Waiting(Application, Event);

/// Adds the rows of an application. One that waits for its citizen comes back, for [`watch`].
///
/// # Errors
/// When the stage does not fit the service, or something cannot be sealed.
pub fn application(
    owner: &Newcomer,
    rows: &mut Rows,
    ledger: &mut ledger::Begun<'_>,
    (specimen, stage): (&Specimen, Stage),
    frame: &Frame<'_>,
) -> anyhow::Result<Option<Waiting>> {
    let mut tale = Tale::begin(owner, rows, specimen, frame)?;
    tale.play(stage, frame.officer, ledger)?;
    let (application, waiting) = tale.end();
    if let (Some(fee), Some(sent_at)) = (specimen.fee_rule(), application.sent_at.filter(|_| stage.wants_fee())) {
        let charge = charges::charge(&application, application.fee, fee);
        let state = if stage == Stage::AwaitingPayment { ChargeState::Due } else { ChargeState::Cancelled };
        let changed_at = if state == ChargeState::Due { sent_at } else { application.changed_at };
        payments::seeding::charge(rows, owner.id(), &charge, state, (sent_at, changed_at))?;
    }
    let known = frame.profile.filter(|_| application.sent_at.is_some());
    let applicant = known.map(|profile| Applicant::of(profile, specimen.today()));
    let answers = if stage == Stage::Begun { specimen.first_page() } else { specimen.answers() };
    store::seeding::application(owner, rows, &application, answers, applicant.as_ref())?;
    Ok(waiting.map(|event| Waiting(application, event)))
}

/// Watches over the day by which the citizen has to act, from the present of `cx` on.
///
/// # Errors
/// When the database does not answer.
pub async fn watch(tx: &mut Tx, cx: &Cx, of: &Waiting) -> db::Result<()> {
    watch::begin(tx, cx, &of.0, of.1).await
}

/// Keeps the places up to `last` in every month from one instant to another.
///
/// # Errors
/// When the database does not answer.
pub async fn reserve_numbers(tx: &mut Tx, (from, to): (Timestamp, Timestamp), last: u32) -> db::Result<()> {
    let (mut day, end) = (calendar::day_of(from).first_of_month(), calendar::day_of(to));
    while day <= end {
        store::seeding::reserve(tx, &month_of(day), last).await?;
        day = day.saturating_add(jiff::ToSpan::month(1));
    }
    Ok(())
}
