//! Filling a database, batch after batch. How far it has come is read from the database itself.

use std::{collections::VecDeque, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use applications::seeding::Specimen;
use base::{Cx, ManualClock, SeededRandom, StaffId, Timestamp};
use catalog::Catalog;
use db::{
    Db, Tx,
    bulk::{self, Rows},
};
use identity::{Role, StaffSeed, seeding};
use tokio::task::{JoinHandle, spawn_blocking};

use super::{
    PASSWORD,
    crowd::{Batch, Crowd},
    person::person,
};
use crate::{portal::MIGRATIONS, services::Files};

/// Indexes whose order is that of fingerprints: made in the end, they are sorted once instead of searched ten million
/// times.
const SET_ASIDE: [&str; 4] = ["sign_in_names_account", "profiles_snils", "standings_snils", "applications_snils"];
/// The seed of what everybody shares.
const SEED: u64 = 26;
/// How many batches are made ahead of the one that is written.
const AHEAD: usize = 3;

/// What is to be there.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many people.
    pub accounts: u32,
    /// The present of their stories; the clock's when it is not said.
    pub until: Option<Timestamp>,
    /// How many people come in one transaction.
    pub batch: u32,
    /// From how many people on an empty database is filled in sorted order.
    pub sorted_from: u32,
}

impl Plan {
    /// So many people, in batches that suit a disk.
    pub const fn new(accounts: u32) -> Self {
        Self { accounts, until: None, batch: 2_000, sorted_from: 50_000 }
    }
}

/// What is being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// People with all that is theirs.
    People,
    /// What they sign in with.
    Names,
    /// An index.
    Index(String),
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// With what.
    pub step: Step,
    /// How many of them there are.
    pub done: u32,
    /// How many there will be.
    pub of: u32,
}

/// Who listens to the progress; an error ends the run between two transactions.
pub type Listener<'a> = &'a mut (dyn FnMut(Progress) -> Result<()> + Send);

/// Brings the number of made-up people to that of the plan. The database was prepared, and nobody else works with it.
///
/// # Errors
/// When there are people of another kind, the database does not answer, or the listener says so.
pub async fn fill(
    db: &Db,
    cx: &Cx,
    (catalog, files): (&Catalog, &Files),
    plan: Plan,
    told: Listener<'_>,
) -> Result<()> {
    let until = present(db, cx, plan.until).await?;
    let mut crowd = crowd(db, (catalog, files), until).await?;
    let mut done = count(db, plan.accounts).await?;
    let mut sorted = !bulk::are_there(db, &SET_ASIDE).await?;
    if sorted && seeding::does_anybody_sign_in(&mut db.begin().await?).await? {
        // A former run had come to its end but for this.
        finish(db, &crowd, count(db, super::MOST).await?, told).await?;
        sorted = false;
    } else if !sorted && done == 0 && plan.accounts >= plan.sorted_from {
        bulk::set_aside(db, MIGRATIONS, &SET_ASIDE).await?;
        sorted = true;
    }
    crowd.with_names = !sorted;
    let crowd = Arc::new(crowd);
    people(db, &crowd, (&mut done, plan), told).await?;
    if sorted {
        finish(db, &crowd, count(db, super::MOST).await?, told).await?;
    }
    Ok(())
}

/// The present of the stories: that of the run which began them.
async fn present(db: &Db, cx: &Cx, wanted: Option<Timestamp>) -> Result<Timestamp> {
    let mut tx = db.begin().await?;
    if let Some(registered_at) = seeding::since(&mut tx, person(0)?.account).await? {
        let until = Crowd::until_of(registered_at);
        ensure!(wanted.is_none_or(|wanted| wanted == until), "the people who are here live until {until}");
        return Ok(until);
    }
    if seeding::is_anybody_there(&mut tx).await? {
        bail!("there are accounts of other people: made-up ones belong into a database of their own");
    }
    Ok(Timestamp::from_second(wanted.unwrap_or_else(|| cx.now()).as_second())?)
}

async fn crowd(db: &Db, (catalog, files): (&Catalog, &Files), until: Timestamp) -> Result<Crowd> {
    let cx = Cx::new(Arc::new(ManualClock::new(until)), Arc::new(SeededRandom::new(SEED)));
    let specimens = specimens(catalog, files);
    ensure!(!specimens.is_empty(), "no service has an example that could be sent without files");
    Ok(Crowd {
        db: db.clone(),
        password_hash: seeding::password_hash(&cx, PASSWORD)?,
        officers: officers(db, &cx, &specimens).await?,
        specimens,
        until,
        with_names: true,
    })
}

/// The examples of the services that are offered, in the order of their files.
fn specimens(catalog: &Catalog, files: &Files) -> Vec<Specimen> {
    let mut examples: Vec<&(String, String)> = files.iter().filter(|(path, _)| path.contains("/examples/")).collect();
    examples.sort();
    let specimen = |(path, text): &&(String, String)| {
        let service = catalog.service(path.split('/').next()?)?;
        Specimen::of(service.edition.clone(), text)
    };
    examples.iter().filter_map(specimen).collect()
}

/// One officer for each agency, made where there is none; they sign in with everybody's password.
async fn officers(db: &Db, cx: &Cx, specimens: &[Specimen]) -> Result<Vec<(String, StaffId)>> {
    let mut agencies: Vec<&str> = specimens.iter().map(Specimen::agency).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let mut tx = db.begin().await?;
    let mut officers = Vec::new();
    for agency in agencies {
        let sign_in = format!("seeded-{agency}");
        if seeding::staff_by_name(&mut tx, &sign_in).await?.is_none() {
            let seed = StaffSeed {
                role: Role::Officer,
                sign_in: sign_in.clone(),
                password: PASSWORD.to_owned(),
                totp_secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
                name: "Орлова Вера".to_owned(),
                agency: Some(agency.to_owned()),
                centre: None,
            };
            identity::seed_staff(&mut tx, cx, &[seed]).await?;
        }
        let staff = seeding::staff_by_name(&mut tx, &sign_in).await?.context("an officer was not made")?;
        officers.push((agency.to_owned(), staff));
    }
    tx.commit().await?;
    Ok(officers)
}

/// How many of the first `most` people are there: they come in order, so the first who is missing tells.
async fn count(db: &Db, most: u32) -> Result<u32> {
    let mut tx = db.begin().await?;
    let (mut there, mut missing) = (0, most);
    while there < missing {
        let middle = there + (missing - there) / 2;
        if seeding::since(&mut tx, person(middle)?.account).await?.is_some() {
            there = middle + 1;
        } else {
            missing = middle;
        }
    }
    Ok(there)
}

/// Writes whoever is missing, while the next batches are made.
async fn people(db: &Db, crowd: &Arc<Crowd>, (done, plan): (&mut u32, Plan), told: Listener<'_>) -> Result<()> {
    let mut coming: VecDeque<JoinHandle<Result<Batch>>> = VecDeque::new();
    let mut next = *done;
    while *done < plan.accounts {
        while coming.len() < AHEAD && next < plan.accounts {
            let end = (next + plan.batch.max(1)).min(plan.accounts);
            let (crowd, batch) = (crowd.clone(), next..end);
            coming.push_back(spawn_blocking(move || crowd.batch(batch)));
            next = end;
        }
        let Some(batch) = coming.pop_front() else { break };
        let batch = batch.await??;
        write(db, crowd, &batch).await?;
        *done = batch.people.end;
        told(Progress { step: Step::People, done: *done, of: plan.accounts })?;
    }
    Ok(())
}

async fn write(db: &Db, crowd: &Crowd, batch: &Batch) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.insert_rows(&batch.rows).await?;
    for (mark, waiting) in &batch.waiting {
        applications::seeding::watch(&mut tx, &crowd.cx(*mark), waiting).await?;
    }
    for (month, last) in &batch.places {
        applications::seeding::reserve_numbers(&mut tx, month, *last).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What comes in the order of fingerprints: the names to sign in with, then the indexes.
async fn finish(db: &Db, crowd: &Crowd, people: u32, told: Listener<'_>) -> Result<()> {
    const AT_ONCE: usize = 20_000;
    let marks = sorted_marks(db, people).await?;
    let mut done = first_missing(&mut db.begin().await?, &marks).await?;
    while let Some(some) = marks.get(done..marks.len().min(done + AT_ONCE)).filter(|some| !some.is_empty()) {
        let mut rows = Rows::new();
        for (mark, place) in some {
            let account = person(*place)?.account;
            seeding::sign_in_name(&mut rows, mark, account, crowd.registered_at(*place));
        }
        let mut tx = db.begin().await?;
        tx.insert_rows(&rows).await?;
        tx.commit().await?;
        done += some.len();
        told(Progress { step: Step::Names, done: u32::try_from(done)?, of: people })?;
    }
    let mut stopped = Ok(());
    bulk::put_back(db, MIGRATIONS, &SET_ASIDE, |index| {
        let progress = Progress { step: Step::Index(index.to_owned()), done: people, of: people };
        stopped = std::mem::replace(&mut stopped, Ok(())).and_then(|()| told(progress));
        stopped.is_ok()
    })
    .await?;
    stopped
}

async fn sorted_marks(db: &Db, people: u32) -> Result<Vec<([u8; 32], u32)>> {
    let db = db.clone();
    spawn_blocking(move || {
        let marked = |place| Ok((seeding::sign_in_mark(&db, &person(place)?.phone), place));
        let mut marks: Vec<([u8; 32], u32)> = (0..people).map(marked).collect::<Result<_>>()?;
        marks.sort_unstable();
        Ok(marks)
    })
    .await?
}

async fn first_missing(tx: &mut Tx, marks: &[([u8; 32], u32)]) -> Result<usize> {
    let (mut there, mut missing) = (0, marks.len());
    while there < missing {
        let middle = there + (missing - there) / 2;
        let Some((mark, _)) = marks.get(middle) else { break };
        if seeding::signs_in(tx, mark).await? {
            there = middle + 1;
        } else {
            missing = middle;
        }
    }
    Ok(there)
}
