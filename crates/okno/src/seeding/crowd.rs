//! People in batches: their rows, made away from the database by as many threads as there are.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use anyhow::{Context, Result};
use applications::seeding::{Frame, Specimen, Stage, Told};
use base::{Cx, ManualClock, SeededRandom, SignedDuration, StaffId, Timestamp};
use db::{Db, bulk::Rows, ledger, vault::Newcomer};
use identity::{Profile, seeding::Resident};

use super::person::{Person, STEP, is_confirmed, person, stage};

/// How long before the present the first of them registered.
const SPAN: SignedDuration = SignedDuration::from_hours(24 * 1_000);

/// What everybody shares.
pub(super) struct Crowd {
    pub db: Db,
    pub password_hash: String,
    pub specimens: Vec<Specimen>,
    /// The officer of each agency.
    pub officers: Vec<(String, StaffId)>,
    /// The present of the stories that are told.
    pub until: Timestamp,
    /// Whether the names to sign in with come along, or later and sorted.
    pub with_names: bool,
}

/// The rows of some people, and what waits for its citizen.
pub(super) struct Batch {
    pub people: Range<u32>,
    pub rows: Rows,
    pub waiting: Vec<(u64, Told)>,
    /// The last place that was given in each month.
    pub places: BTreeMap<String, u32>,
}

impl Crowd {
    /// The present that a first registration tells.
    pub fn until_of(first_registered: Timestamp) -> Timestamp {
        first_registered.saturating_add(SPAN).unwrap_or(Timestamp::MAX)
    }

    /// When the person registered.
    pub fn registered_at(&self, place: u32) -> Timestamp {
        let first = self.until.saturating_sub(SPAN).unwrap_or(Timestamp::UNIX_EPOCH);
        first.saturating_add(SignedDuration::from_secs(STEP * i64::from(place))).unwrap_or(first)
    }

    /// The context in which a watch over somebody's application begins.
    pub fn cx(&self, mark: u64) -> Cx {
        Cx::new(Arc::new(ManualClock::new(self.until)), Arc::new(SeededRandom::new(mark)))
    }

    pub fn batch(&self, people: Range<u32>) -> Result<Batch> {
        let mut batch =
            Batch { people: people.clone(), rows: Rows::new(), waiting: Vec::new(), places: BTreeMap::new() };
        for place in people {
            self.add(&person(place)?, &mut batch)?;
        }
        Ok(batch)
    }

    fn add(&self, who: &Person, batch: &mut Batch) -> Result<()> {
        let (registered_at, account) = (self.registered_at(who.place), who.account);
        let rows = &mut batch.rows;
        let owner = Newcomer::new(&self.db, account, who.mark, (who.ids_from(), registered_at), rows)?;
        let resident = Resident {
            account,
            place: who.place,
            names: &who.names,
            phone: &who.phone,
            password_hash: &self.password_hash,
            registered_at,
        };
        identity::seeding::resident(&owner, rows, &resident)?;
        if self.with_names {
            let mark = identity::seeding::sign_in_mark(&self.db, &who.phone);
            identity::seeding::sign_in_name(rows, &mark, account, registered_at);
        }
        let mut ledger = ledger::Begun::new(&owner, account);
        let profile = if is_confirmed(who.place) {
            let (data, saved_at) = (who.data()?, plus(registered_at, 10));
            identity::seeding::confirmed(&owner, rows, account, (&data, saved_at), &mut ledger)?;
            Some(Profile::of(data, who.phone.clone()))
        } else {
            None
        };
        let (specimen, stage) = self.form(who, profile.as_ref())?;
        let frame = Frame {
            account,
            id: who.application,
            place: who.place + 1,
            profile: profile.as_ref(),
            officer: self.officer(specimen.agency())?,
            begun_at: self.begun_at(stage, who.mark),
        };
        let told = applications::seeding::application(&owner, rows, &mut ledger, (specimen, stage), &frame)?;
        ledger.end(rows);
        if let Some(month) = told.month() {
            // Places grow with the people.
            batch.places.insert(month, frame.place);
        }
        if told.waits() {
            batch.waiting.push((who.mark, told));
        }
        Ok(())
    }

    /// The form that somebody fills in and how far it comes.
    fn form(&self, who: &Person, profile: Option<&Profile>) -> Result<(&Specimen, Stage)> {
        let none = "no service has an example that fits and needs no files";
        let wanted = stage(who.place);
        let Some(profile) = profile else {
            // Most people have no more than this: the shortest form takes the least room.
            return Ok((self.specimens.iter().min_by_key(|one| one.begun_size()).context(none)?, wanted));
        };
        let drawn = |fee: bool| {
            let fitting: Vec<&Specimen> = self.specimens.iter().filter(|one| one.has_fee() == fee).collect();
            let from = usize::try_from(who.mark >> 32).unwrap_or(0) % fitting.len().max(1);
            let in_turn = fitting.iter().cycle().skip(from).take(fitting.len());
            in_turn.copied().find(|one| one.suits(profile))
        };
        match drawn(wanted.wants_fee()) {
            Some(specimen) => Ok((specimen, wanted)),
            // Where no service asks for a duty, nobody waits to pay it.
            None => Ok((drawn(false).context(none)?, Stage::InReview)),
        }
    }

    fn officer(&self, agency: &str) -> Result<StaffId> {
        let found = self.officers.iter().find(|(of, _)| of == agency);
        found.map(|(_, staff)| *staff).with_context(|| format!("{agency} has no officer"))
    }

    /// When the form was begun, so that whatever followed is over by now, and what is due is still to come.
    fn begun_at(&self, stage: Stage, mark: u64) -> Timestamp {
        let (from, to) = match stage {
            Stage::Begun | Stage::Draft => (1, 30),
            Stage::AwaitingPayment | Stage::AwaitingInformation | Stage::Answered => (1, 3),
            Stage::InReview | Stage::Taken => (1, 6),
            Stage::NeverPaid | Stage::Withdrawn => (2, 40),
            Stage::Refused => (3, 50),
            Stage::PaidTooLate => (50, 60),
        };
        let (from, to) = (from * 24 * 60, to * 24 * 60);
        let minutes = i64::try_from((mark >> 30) % u64::try_from(to - from).unwrap_or(1)).unwrap_or(0);
        self.ago(from + minutes)
    }

    fn ago(&self, minutes: i64) -> Timestamp {
        plus(self.until, -minutes)
    }
}

fn plus(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
}
