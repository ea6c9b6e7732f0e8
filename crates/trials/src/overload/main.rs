//! `okno-overload`: how much the portal can take, and what becomes of it under four times that.
//!
//! What is looked at afterwards: every answer was right or a 503 with Retry-After, what was let in was answered in time,
//! memory did not grow without end, a citizen could sign in under a flood of wrong passwords, and the portal was as quick
//! as before as soon as the flood was over.

mod crowd;
mod verdict;

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use trials::{
    load::{self, Outcome, Until},
    portal::{House, Plan},
    process,
};

use crowd::{Tally, Visitor};
use verdict::Verdict;

/// Overloads the portal beside this program.
#[derive(Debug, Parser)]
#[command(name = "okno-overload")]
struct Options {
    /// The portal's program; without it the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// The folder of what is written; made anew.
    #[arg(long, default_value = "data/overload")]
    folder: PathBuf,
    /// The portal's port; the sandbox has the next one.
    #[arg(long, default_value_t = 9480)]
    port: u16,
    /// Seconds of each part.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How many times the rate that it can take.
    #[arg(long, default_value_t = 4.0)]
    times: f64,
    /// `postgres://…`; without it an embedded database.
    #[arg(long)]
    database: Option<String>,
}

/// Visitors who find the rate.
const STEADY: usize = 24;
/// Visitors who flood: so many that they need not wait for one another, and fewer than the connections that are allowed.
const FLOOD: usize = 3_000;
/// Places in the house under test, and seats to wait.
const PLACES: [(&str, &str); 4] = [
    ("OKNO__LIMITS__WAITING_SECONDS", "1"),
    ("OKNO__LIMITS__REQUESTS", "48"),
    ("OKNO__LIMITS__WAITING", "48"),
    ("OKNO__PORTAL__PROXIES", "1"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::parse();
    // For the sandbox's certificates.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut house = build(&options).await?;
    house.start().await?;
    let verdict = run(&options, &mut house).await;
    house.stop().await?;
    let verdict = verdict?;
    println!("{verdict}");
    ensure!(verdict.is_good(), "the portal did not stand it");
    Ok(())
}

async fn build(options: &Options) -> Result<House> {
    let here = std::env::current_exe()?;
    let beside = here.parent().context("no folder")?.join("okno");
    if options.folder.exists() {
        // What a start that broke off leaves, too.
        ensure!(
            ["okno.toml", "keys.txt", "sandbox"].iter().any(|name| options.folder.join(name).exists()),
            "{} was not made by this program; remove it yourself",
            options.folder.display()
        );
        std::fs::remove_dir_all(&options.folder)?;
    }
    House::build(Plan {
        program: options.program.clone().unwrap_or(beside),
        folder: options.folder.clone(),
        port: options.port,
        database: options.database.clone(),
        settings: PLACES.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        wrapped_in: Vec::new(),
    })
    .await
}

async fn run(options: &Options, house: &mut House) -> Result<Verdict> {
    let time = Duration::from_secs(options.seconds);
    let session = crowd::register(house).await?;
    let steady = |tally: &Tally| Visitor::many(STEADY, house.address, &session, tally);

    println!("finding the rate that the portal can take ({STEADY} visitors, {} s)", options.seconds);
    let before_tally = Tally::default();
    let before = load::closed(steady(&before_tally), Until::Time(time), Visitor::step).await?.all_well()?;
    let calm = house.memory()?;

    println!("{} times {:.0} a second", options.times, before.rate());
    let tally = Tally::default();
    let flood = Visitor::many(FLOOD, house.address, &session, &tally);
    let guessing = crowd::guess(house.address, time);
    let (during, signed_in) =
        tokio::join!(load::open(flood, before.rate() * options.times, time, Visitor::step), guessing);
    let (during, flooded): (Outcome, _) = (during?, house.memory()?);

    println!("afterwards");
    let after_tally = Tally::default();
    let after = load::closed(steady(&after_tally), Until::Time(time), Visitor::step).await?.all_well()?;
    Ok(Verdict {
        machine: process::machine(),
        before,
        during,
        after,
        tally,
        calm: calm.now,
        highest: flooded.highest.max(house.memory()?.highest),
        guessing: signed_in?,
    })
}
