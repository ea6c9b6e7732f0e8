//! `okno-bench`: what the portal costs, each figure beside its limit.
//!
//! Processor time is told per step and does not depend on what else the machine does; rates and latencies do.

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

mod bare;
mod catalogue;
mod finding;
mod growth;
mod made;
mod measure;
mod people;
mod results;
mod scenes;
mod suite;
mod table;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use measure::Span;

/// Measures the portal beside this program.
#[derive(Debug, Parser)]
#[command(name = "okno-bench")]
struct Arguments {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Serves hello; the limit that the run compares with.
    #[command(hide = true)]
    Bare {
        #[arg(long)]
        port: u16,
    },
}

/// What can be chosen.
#[derive(Debug, Clone, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Options {
    /// The portal's program; without it the one beside this program.
    #[arg(long)]
    program: Option<PathBuf>,
    /// The folder of what is written.
    #[arg(long, default_value = "data/bench")]
    folder: PathBuf,
    /// The first of ten ports.
    #[arg(long, default_value_t = 9200)]
    port: u16,
    /// Short measurements, a thousand accounts.
    #[arg(long)]
    quick: bool,
    /// How long each load lasts, in seconds; 5, or 1 when quick.
    #[arg(long)]
    seconds: Option<u64>,
    /// Measure growth over databases of these sizes: `10k,1m,10m`.
    #[arg(long, value_delimiter = ',')]
    sizes: Vec<String>,
    /// A folder of seeded databases by size, for instance with `1m/okno.db`; what is missing there is seeded below `folder`.
    #[arg(long)]
    seeded: Option<PathBuf>,
    /// Only growth.
    #[arg(long)]
    growth_only: bool,
    /// Only search among ten thousand services.
    #[arg(long, conflicts_with = "growth_only")]
    search_only: bool,
    /// Leave PostgreSQL out.
    #[arg(long)]
    no_postgres: bool,
    /// Write the tables into this file as well.
    #[arg(long)]
    markdown: Option<PathBuf>,
    /// Only lines whose name holds this.
    #[arg(long, default_value = "")]
    only: String,
    /// Put around the portal, for instance "valgrind --tool=callgrind".
    #[arg(long, default_value = "")]
    wrap: String,
}

impl Options {
    fn span(&self) -> Span {
        let time = Duration::from_secs(self.seconds.unwrap_or(if self.quick { 1 } else { 5 }));
        Span { full: time, calm: time }
    }

    /// How many people there are, and the ending of their folder's name.
    fn accounts(&self) -> (u32, &'static str) {
        if self.quick { (1_000, "1k") } else { (10_000, "10k") }
    }

    fn program(&self) -> Result<PathBuf> {
        let here = std::env::current_exe()?;
        let beside = here.parent().context("no folder")?.join("okno");
        Ok(self.program.clone().unwrap_or(beside))
    }

    fn wants(&self, name: &str) -> bool {
        name.contains(&self.only)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("okno-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    // For the sandbox's certificates.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let Some(Part::Bare { port }) = arguments.part {
        return bare::serve(port).await;
    }
    let options = arguments.options;
    let mut report = String::new();
    if !options.growth_only && !options.search_only {
        report.push_str(&suite::run(&options).await?);
    }
    if options.search_only || (!options.growth_only && options.wants("search among services")) {
        report.push_str(&finding::run(&options).await?);
    }
    if !options.sizes.is_empty() {
        report.push_str(&growth::run(&options).await?);
    }
    println!("{report}");
    if let Some(file) = &options.markdown {
        std::fs::write(file, report).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}
