//! The steps of one application, by the table of the life cycle: what `turning.rs` does in a transaction, done in rows.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use base::{Cx, ManualClock, SeededRandom, SignedDuration, StaffId, Timestamp};
use db::{bulk::Rows, ledger, vault::Newcomer};

use super::{Frame, Specimen, Stage};
use crate::{
    calendar::{day_of, russia},
    deadlines::ReviewClock,
    desk,
    life_cycle::{Move, turning::By},
    model::{Application, Event, Said},
    notices,
    number::ApplicationNumber,
    store,
};

/// What the officers of made-up cases write.
const ASKED: &str = "Приложите копию документа целиком.";
const ANSWERED: &str = "Прикладываю.";

pub(super) struct Tale<'a> {
    owner: &'a Newcomer,
    rows: &'a mut Rows,
    specimen: &'a Specimen,
    application: Application,
    place: u32,
    waiting: Option<Event>,
}

impl<'a> Tale<'a> {
    pub fn begin(owner: &'a Newcomer, rows: &'a mut Rows, specimen: &'a Specimen, frame: &Frame<'_>) -> Result<Self> {
        let cx = Cx::new(Arc::new(ManualClock::new(frame.begun_at)), Arc::new(SeededRandom::new(0)));
        let mut application = Application::draft(&cx, frame.account, &specimen.begun());
        application.id = frame.id;
        let mut tale = Self { owner, rows, specimen, application, place: frame.place, waiting: None };
        tale.history(Event::Begun, By::Citizen, None)?;
        Ok(tale)
    }

    pub fn end(self) -> (Application, Option<Event>) {
        (self.application, self.waiting)
    }

    /// Goes as far as the stage says.
    pub fn play(&mut self, stage: Stage, officer: StaffId, ledger: &mut ledger::Begun<'_>) -> Result<()> {
        let pages = if stage == Stage::Begun { 1 } else { self.specimen.pages().len() };
        self.fill(pages);
        if matches!(stage, Stage::Begun | Stage::Draft) {
            return Ok(());
        }
        self.send()?;
        match stage {
            Stage::Begun | Stage::Draft | Stage::AwaitingPayment | Stage::InReview => Ok(()),
            Stage::NeverPaid | Stage::Withdrawn => self.withdraw(),
            Stage::PaidTooLate => self.expire(),
            Stage::Taken => self.take(officer, ledger),
            Stage::AwaitingInformation => self.ask(officer, ledger),
            Stage::Answered => {
                self.ask(officer, ledger)?;
                self.answer()
            }
            Stage::Refused => self.refuse(officer, ledger),
        }
    }

    fn fill(&mut self, pages: usize) {
        for page in self.specimen.pages().iter().take(pages) {
            self.application = self.application.changed(self.later(2));
            self.application.page = Some(page.clone());
        }
    }

    fn send(&mut self) -> Result<()> {
        let at = self.later(3);
        let (today, days, fee) = (day_of(at), self.specimen.days, self.specimen.fee);
        self.application = self.application.changed(at);
        let number = ApplicationNumber::new(today, self.place);
        self.turn((Move::Send, By::Citizen), at, None, |after| {
            after.number = Some(number);
            after.sent_at = Some(at);
            after.fee = fee;
            after.page = None;
            after.answer_days = Some(days.answer);
            after.set_review_clock(ReviewClock::Stopped { days_left: days.review });
        })?;
        let key = format!("seeding:{}", self.application.id);
        store::seeding::send(self.owner, self.rows, &self.application, &key, at);
        if self.specimen.has_fee() {
            self.waiting = Some(Event::PaymentRequired);
            return self.turn((Move::RequirePayment, By::Portal), at, None, |after| {
                after.due_on = Some(russia().after(today, days.payment));
            });
        }
        self.turn((Move::BeginReview, By::Portal), at, None, |after| {
            if let Some(clock) = after.stopped_clock() {
                after.set_review_clock(clock.resume(russia(), today));
            }
        })
    }

    fn withdraw(&mut self) -> Result<()> {
        self.waiting = None;
        self.turn((Move::Withdraw, By::Citizen), self.later(12 * 60), None, |after| {
            after.due_on = None;
            after.days_left = None;
            after.taken_by = None;
            after.answered = false;
        })
    }

    fn expire(&mut self) -> Result<()> {
        self.waiting = None;
        let day = self.application.due_on.context("nothing is due")?;
        self.turn((Move::Expire, By::Portal), crate::calendar::end_of(day), None, |after| {
            after.due_on = None;
            after.days_left = None;
        })
    }

    fn take(&mut self, officer: StaffId, ledger: &mut ledger::Begun<'_>) -> Result<()> {
        let at = self.later(4 * 60);
        ledger.record(desk::accessed(officer, &self.application, "application.read"), at, self.rows)?;
        let mut after = self.application.changed(at);
        after.taken_by = Some(officer);
        self.application = after;
        self.history(Event::Taken, By::Officer(officer), None)
    }

    fn ask(&mut self, officer: StaffId, ledger: &mut ledger::Begun<'_>) -> Result<()> {
        self.take(officer, ledger)?;
        let at = self.later(30);
        let today = day_of(at);
        let stopped = self.application.running_clock().map(|clock| clock.stop(russia(), today));
        let days = self.specimen.days.answer;
        self.waiting = Some(Event::Asked);
        self.turn((Move::Ask, By::Officer(officer)), at, Some(&Said::text(ASKED)), |after| {
            if let Some(clock) = stopped {
                after.set_review_clock(clock);
            }
            after.due_on = Some(russia().after(today, days));
            after.answered = false;
        })
    }

    fn answer(&mut self) -> Result<()> {
        let at = self.later(6 * 60);
        let clock = self.application.stopped_clock().map(|clock| clock.resume(russia(), day_of(at)));
        self.waiting = None;
        self.turn((Move::Answer, By::Citizen), at, Some(&Said::text(ANSWERED)), |after| {
            after.answered = true;
            if let Some(clock) = clock {
                after.set_review_clock(clock);
            }
        })
    }

    fn refuse(&mut self, officer: StaffId, ledger: &mut ledger::Begun<'_>) -> Result<()> {
        self.take(officer, ledger)?;
        let at = self.later(24 * 60);
        let said = Said { text: String::new(), ground: self.specimen.ground.clone(), ..Said::default() };
        self.turn((Move::Refuse, By::Officer(officer)), at, Some(&said), |after| {
            after.due_on = None;
            after.days_left = None;
            after.answered = false;
            after.decided_on = Some(day_of(at));
        })
    }

    fn turn(
        &mut self,
        (action, by): (Move, By),
        at: Timestamp,
        said: Option<&Said>,
        change: impl FnOnce(&mut Application),
    ) -> Result<()> {
        let step = self.application.state().step(action, by.role());
        let Some(mut after) = step.and_then(|step| self.application.moved(step, at)) else {
            bail!("{action} cannot be made in {}", self.application.state());
        };
        change(&mut after);
        self.application = after;
        self.history(Event::from(action), by, said)
    }

    fn history(&mut self, event: Event, by: By, said: Option<&Said>) -> Result<()> {
        store::seeding::step(self.owner, self.rows, &self.application, event, (by.role(), by.staff()), said)?;
        if let Some(notice) = notices::of(&self.application, event) {
            notifications::seeding::notice(self.owner, self.rows, &notice, self.application.changed_at)?;
        }
        Ok(())
    }

    fn later(&self, minutes: i64) -> Timestamp {
        let at = self.application.changed_at;
        at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
    }
}
