//! `okno-faults`: citizens sign in, apply, send twice and pay while the portal, or its database, is killed at random moments;
//! backups are made meanwhile. Afterwards everything that was promised is there, once, and `okno doctor --deep` finds nothing.
//!
//! The moments follow from a seed that is printed, so that a run can be told again as far as a machine allows.

mod books;
mod copy;
mod desk;
mod dice;
mod disk;
mod drain;
mod rounds;
mod walker;

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use base::Cx;
use clap::Parser;
use trials::postgres::is_root;

use rounds::Trial;

/// Kills the portal and its database under load, and looks whether anything was lost.
#[derive(Debug, Parser)]
#[command(name = "okno-faults")]
struct Arguments {
    /// How often the portal is killed on each database.
    #[arg(long, default_value_t = 30)]
    rounds: u32,
    /// How often PostgreSQL is killed.
    #[arg(long, default_value_t = 10)]
    database_rounds: u32,
    /// How often there is no room on the disk. The disk is one of the trial's own in memory, which only root can make.
    #[arg(long, default_value_t = 5)]
    disk_rounds: u32,
    /// How many citizens.
    #[arg(long, default_value_t = 6)]
    citizens: u32,
    /// What chance follows from; without it another one each time.
    #[arg(long)]
    seed: Option<u64>,
    /// The shortest time between start and kill, in milliseconds.
    #[arg(long, default_value_t = 300)]
    least: u64,
    /// The longest.
    #[arg(long, default_value_t = 3_000)]
    most: u64,
    /// Do not wait until the leases of jobs that died with the portal end by themselves: let them end at once.
    #[arg(long)]
    hurry: bool,
    /// Leave the embedded database out.
    #[arg(long)]
    no_sqlite: bool,
    /// Leave PostgreSQL out.
    #[arg(long)]
    no_postgres: bool,
    /// The portal's program; without it the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// The folder of what is written; without it a new one, which is removed when all is well.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// The first of four ports.
    #[arg(long, default_value_t = 9300)]
    port: u16,
}

impl Arguments {
    fn trial(&self, name: &'static str, seed: u64, folder: &std::path::Path) -> Result<Trial> {
        let here = std::env::current_exe()?;
        let beside = here.parent().context("no folder")?.join("okno");
        Ok(Trial {
            name,
            program: self.program.clone().unwrap_or(beside),
            folder: folder.join(name),
            port: self.port,
            rounds: self.rounds,
            database_rounds: 0,
            disk_rounds: if is_root() { self.disk_rounds } else { 0 },
            citizens: self.citizens,
            seed,
            moments: (Duration::from_millis(self.least), Duration::from_millis(self.most)),
            hurry: self.hurry,
            desk: Arc::default(),
        })
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // For the sandbox's certificates.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let seed = arguments.seed.unwrap_or_else(|| u64::from_be_bytes(Cx::system().bytes()));
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("okno-faults-{seed:016x}")),
    };
    println!("seed {seed}, in {}", folder.display());
    if arguments.disk_rounds > 0 && !is_root() {
        println!("a disk without room is left out: only root can make one");
    }
    if !arguments.no_sqlite {
        rounds::on_sqlite(&arguments.trial("sqlite", seed, &folder)?).await.context("embedded database")?;
    }
    if !arguments.no_postgres {
        let trial = arguments.trial("postgres", seed, &folder)?;
        let trial = Trial { database_rounds: arguments.database_rounds, ..trial };
        rounds::on_postgres(&trial).await.context("PostgreSQL")?;
    }
    if arguments.folder.is_none() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    println!("nothing was lost, nothing was done twice");
    Ok(())
}
