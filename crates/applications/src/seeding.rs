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

/// An application as its rows were made.
#[derive(Debug)]
pub struct Told {
    application: Application,
    /// What made it wait for its citizen, if it does: a job watches over the day.
    waits_since: Option<Event>,
}

impl Told {
    /// The month in which it was sent, if it was: its number has a place there.
    pub fn month(&self) -> Option<String> {
        self.application.sent_at.map(|at| month_of(calendar::day_of(at)))
    }

    /// Whether it waits for its citizen, so that [`watch`] is due.
    pub fn waits(&self) -> bool {
        self.waits_since.is_some()
    }
}

/// Adds the rows of an application.
///
/// # Errors
/// When the stage does not fit the service, or something cannot be sealed.
pub fn application(
    owner: &Newcomer,
    rows: &mut Rows,
    ledger: &mut ledger::Begun<'_>,
    (specimen, stage): (&Specimen, Stage),
    frame: &Frame<'_>,
) -> anyhow::Result<Told> {
    let mut tale = Tale::begin(owner, rows, specimen, frame)?;
    tale.play(stage, frame.officer, ledger)?;
    let (application, waits_since) = tale.end();
    if let (Some(fee), Some(sent_at)) = (specimen.fee_rule(), application.sent_at.filter(|_| stage.wants_fee())) {
        let charge = charges::charge(&application, application.fee, fee);
        let charged = if stage == Stage::AwaitingPayment { ChargeState::Due } else { ChargeState::Cancelled };
        let changed_at = if charged == ChargeState::Due { sent_at } else { application.changed_at };
        payments::seeding::charge(rows, owner.id(), &charge, charged, (sent_at, changed_at))?;
    }
    let known = frame.profile.filter(|_| application.sent_at.is_some());
    let applicant = known.map(|profile| Applicant::of(profile, specimen.today()));
    let answers = if stage == Stage::Begun { specimen.first_page() } else { specimen.answers() };
    store::seeding::application(owner, rows, &application, answers, applicant.as_ref())?;
    Ok(Told { application, waits_since })
}

/// Watches over the day by which the citizen has to act, from the present of `cx` on.
///
/// # Errors
/// When the database does not answer.
pub async fn watch(tx: &mut Tx, cx: &Cx, of: &Told) -> db::Result<()> {
    match of.waits_since {
        Some(event) => watch::begin(tx, cx, &of.application, event).await,
        None => Ok(()),
    }
}

/// Keeps the places of a month up to `last` for those that were written with their numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn reserve_numbers(tx: &mut Tx, month: &str, last: u32) -> db::Result<()> {
    store::seeding::reserve(tx, month, last).await
}
