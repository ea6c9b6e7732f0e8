//! Made-up people in any number, for measuring: `okno seed --accounts`.
//!
//! Who somebody is follows from their place in the line alone ([`person`]), so whoever measures needs no list. The first
//! hundred and every twentieth are confirmed and have an application in some stage of its life; the others registered and
//! began a form. They are real for the product: sealed with keys of their own, with history, ledger and notices, and
//! `okno doctor --deep` finds nothing wrong with them. They all have one [`PASSWORD`], so this is never for production.
//!
//! What is done stands in the database: a run that was killed goes on where it stopped, and a second run does nothing.

mod crowd;
mod fill;
mod names;
mod person;
mod progress;

use anyhow::{Context, Result, ensure};
use base::{Cx, Timestamp};
use db::Db;

pub use self::{
    fill::{Plan, Progress, Step, fill},
    person::{Person, is_confirmed, person, stage},
};
use crate::{config::Config, keys, portal, services};

/// What everybody signs in with.
pub const PASSWORD: &str = "Derevjannyj-Most!26-Okno";

/// How many people there can be.
pub const MOST: u32 = 11_000_000;

/// Brings the number of made-up people to `accounts`.
///
/// # Errors
/// When there are people of another kind, or the database does not answer.
pub async fn seed(config: Config, accounts: u32, until: Option<Timestamp>) -> Result<()> {
    ensure!(accounts <= MOST, "at most {MOST} people");
    let cx = Cx::system();
    let ring = keys::read(&config.keys.file)?;
    let db = portal::open(&config)?;
    portal::prepare(&config, &db, &cx).await?;
    let catalog = catalog::load(&mut db.read().await?).await?;
    // The embedded database is filled by one connection that lets nobody else in.
    drop(db);
    let files = services::files(config.services.folder.as_deref())?;
    let db = Db::open_to_fill(&config.database.url, ring).context("the database cannot be opened")?;
    let plan = Plan { until, ..Plan::new(accounts) };
    let mut shown = progress::Shown::new(accounts);
    let outcome = fill(&db, &cx, (&catalog, &files), plan, &mut |step| shown.step(&step)).await;
    drop(db);
    outcome?;
    settle(&config)?;
    shown.end(size(&config));
    Ok(())
}

/// What was written without waiting for the disk is brought there, and the file goes back to its usual ways.
fn settle(config: &Config) -> Result<()> {
    if let Some(path) = config.database.url.strip_prefix("sqlite:") {
        std::fs::File::open(path)?.sync_all().context("the database cannot be brought to the disk")?;
    }
    portal::open(config).map(drop)
}

/// How large the embedded database is.
fn size(config: &Config) -> Option<u64> {
    let path = config.database.url.strip_prefix("sqlite:")?;
    std::fs::metadata(path).ok().map(|file| file.len())
}
