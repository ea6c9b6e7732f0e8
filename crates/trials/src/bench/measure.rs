//! One line of the report: a step done over and over, what it cost, and how long people waited.

use std::time::Duration;

use anyhow::{Context, Result};
use trials::{
    load::{self, Outcome, Until},
    portal::House,
    postgres::Cluster,
    process,
};

/// The most of the measured rate at which latencies are taken: a server that is full has only a queue to show.
const CALM: f64 = 0.4;
/// How long nothing may happen until the work behind is taken for done.
const QUIET: Duration = Duration::from_millis(600);

/// What is looked at while a step is done.
#[derive(Clone, Copy)]
pub struct Watched<'a> {
    /// The process that serves.
    pub pid: u32,
    /// The PostgreSQL behind it.
    pub postgres: Option<&'a Cluster>,
}

impl<'a> Watched<'a> {
    /// A portal and what lies behind it.
    pub fn of(house: &House, postgres: Option<&'a Cluster>) -> Result<Self> {
        Ok(Self { pid: house.pid()?, postgres })
    }

    fn used(&self) -> Result<Cpu> {
        let postgres = self.postgres.map_or(Ok(Duration::ZERO), Cluster::used)?;
        let client = process::used(std::process::id())?.own;
        Ok(Cpu { portal: process::used_by_family(self.pid)?, postgres, client })
    }

    /// Waits until the jobs behind the pages are done.
    async fn rest(&self) -> Result<()> {
        loop {
            let before = process::used_by_family(self.pid)?;
            tokio::time::sleep(QUIET).await;
            // Housekeeping alone takes less than this.
            if process::used_by_family(self.pid)?.saturating_sub(before) < QUIET / 20 {
                return Ok(());
            }
        }
    }
}

/// Processor time of all who take part.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cpu {
    /// The portal with its typesetters.
    pub portal: Duration,
    /// All processes of PostgreSQL.
    pub postgres: Duration,
    /// The load itself.
    pub client: Duration,
}

impl Cpu {
    fn since(self, before: Self, steps: u64) -> Self {
        let each = |now: Duration, before: Duration| {
            now.saturating_sub(before) / u32::try_from(steps.max(1)).unwrap_or(u32::MAX)
        };
        Self {
            portal: each(self.portal, before.portal),
            postgres: each(self.postgres, before.postgres),
            client: each(self.client, before.client),
        }
    }
}

/// A line of the report.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was done.
    pub name: String,
    /// The most processor time of the portal that it should take.
    pub aim: Option<Duration>,
    /// How many in a second, with the machine full.
    pub rate: f64,
    /// What one took.
    pub cpu: Cpu,
    /// Latencies at less than half of that rate.
    pub p50: Duration,
    /// The same, of the slowest hundredth.
    pub p99: Duration,
    /// Resident memory of the portal afterwards, in bytes.
    pub memory: u64,
}

/// How long a measurement takes.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// With the machine full.
    pub full: Duration,
    /// In calm.
    pub calm: Duration,
}

/// Does a step with all workers as fast as it goes, then calmly. What the workers carry must serve any number of steps.
pub async fn measure<W, F>(
    (name, aim): (&str, Option<Duration>),
    watched: Watched<'_>,
    span: Span,
    workers: impl AsyncFn() -> Result<Vec<W>>,
    step: impl Fn(W) -> F + Clone + Send + Sync + 'static,
) -> Result<Line>
where
    W: Send + 'static,
    F: Future<Output = (W, Result<()>)> + Send + 'static,
{
    let (full, cpu) =
        full(watched, Until::Time(span.full), workers().await?, step.clone()).await.context(name.to_owned())?;
    let rate = full.rate();
    let calm = load::open(workers().await?, (rate * CALM).max(1.0), span.calm, step).await?;
    let calm = calm.all_well().context(name.to_owned())?;
    let memory = process::memory(watched.pid)?.now;
    let (p50, p99) = (calm.quantile(0.5), calm.quantile(0.99));
    let line = Line { name: name.to_owned(), aim, rate, cpu, p50, p99, memory };
    eprintln!("{}", super::table::text(&line));
    Ok(line)
}

/// A closed load and what each of its steps cost, with the jobs that it left behind.
pub async fn full<W, F>(
    watched: Watched<'_>,
    until: Until,
    workers: Vec<W>,
    step: impl Fn(W) -> F + Clone + Send + Sync + 'static,
) -> Result<(Outcome, Cpu)>
where
    W: Send + 'static,
    F: Future<Output = (W, Result<()>)> + Send + 'static,
{
    watched.rest().await?;
    let before = watched.used()?;
    let outcome = load::closed(workers, until, step).await?.all_well()?;
    watched.rest().await?;
    let cpu = watched.used()?.since(before, outcome.count());
    Ok((outcome, cpu))
}
