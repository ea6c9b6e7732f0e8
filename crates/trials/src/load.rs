//! Load and its latencies: as many at once as asked (closed), or so many a second whatever comes back (open).

use std::{
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use tokio::{sync::mpsc, task::JoinSet};

/// The longest latency that is told apart, in microseconds.
const LONGEST: u64 = 120_000_000;
/// Significant figures.
const FIGURES: u8 = 3;

/// What came of a load.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How long it took, from the first request to the last answer.
    pub took: Duration,
    /// Latencies of what succeeded, in microseconds.
    pub latencies: Histogram<u64>,
    /// How many failed.
    pub failed: u64,
    /// What the first that failed said.
    pub complaint: Option<String>,
}

impl Outcome {
    /// How many succeeded in a second.
    pub fn rate(&self) -> f64 {
        self.count() as f64 / self.took.as_secs_f64()
    }

    /// How many succeeded.
    pub fn count(&self) -> u64 {
        self.latencies.len()
    }

    /// The latency that this share (0.5, 0.99) did not exceed.
    pub fn quantile(&self, share: f64) -> Duration {
        Duration::from_micros(self.latencies.value_at_quantile(share))
    }

    /// An error when anything failed.
    pub fn all_well(self) -> Result<Self> {
        match &self.complaint {
            Some(complaint) => anyhow::bail!("{} of the requests failed; the first: {complaint}", self.failed),
            None => Ok(self),
        }
    }
}

/// The record of one worker.
struct Record {
    latencies: Histogram<u64>,
    failed: u64,
    complaint: Option<String>,
}

impl Record {
    fn new() -> Result<Self> {
        Ok(Self { latencies: Histogram::new_with_max(LONGEST, FIGURES)?, failed: 0, complaint: None })
    }

    fn note(&mut self, begun: Instant, result: Result<()>) {
        match result {
            Ok(()) => {
                let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(LONGEST);
                self.latencies.saturating_record(micros);
            }
            Err(error) => {
                self.failed += 1;
                self.complaint.get_or_insert_with(|| format!("{error:#}"));
            }
        }
    }

    fn add(&mut self, other: &Self) -> Result<()> {
        self.latencies.add(&other.latencies).context("latencies cannot be added")?;
        self.failed += other.failed;
        if self.complaint.is_none() {
            self.complaint.clone_from(&other.complaint);
        }
        Ok(())
    }
}

/// When a closed load ends.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// After this time.
    Time(Duration),
    /// After so many steps of each worker.
    Steps(u64),
}

impl Until {
    fn is_over(self, begun: Instant, steps: u64) -> bool {
        match self {
            Self::Time(time) => begun.elapsed() >= time,
            Self::Steps(most) => steps >= most,
        }
    }
}

/// Each worker does one step after the other; the next begins when the last has its answer. `step` gets the worker and
/// gives it back.
pub async fn closed<W, F>(
    workers: Vec<W>,
    until: Until,
    step: impl Fn(W) -> F + Clone + Send + Sync + 'static,
) -> Result<Outcome>
where
    W: Send + 'static,
    F: Future<Output = (W, Result<()>)> + Send + 'static,
{
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for mut worker in workers {
        let (step, mut record) = (step.clone(), Record::new()?);
        running.spawn(async move {
            let mut steps = 0;
            while !until.is_over(begun, steps) {
                let asked = Instant::now();
                let (back, result) = step(worker).await;
                worker = back;
                record.note(asked, result);
                steps += 1;
            }
            record
        });
    }
    let mut all = Record::new()?;
    while let Some(record) = running.join_next().await {
        all.add(&record?)?;
    }
    Ok(outcome(begun, all))
}

/// So many steps a second for a time, each begun when it is due, whether or not earlier ones have their answers: as people
/// come. A latency counts from the moment at which the step was due, and so holds the wait for a free worker; but not what
/// the timer, which knows whole milliseconds only, sleeps too long.
pub async fn open<W, F>(
    workers: Vec<W>,
    rate: f64,
    time: Duration,
    step: impl Fn(W) -> F + Clone + Send + Sync + 'static,
) -> Result<Outcome>
where
    W: Send + 'static,
    F: Future<Output = (W, Result<()>)> + Send + 'static,
{
    let begun = Instant::now();
    let (give_back, mut free) = mpsc::unbounded_channel();
    for worker in workers {
        give_back.send(worker).ok().context("no workers")?;
    }
    let record = Arc::new(std::sync::Mutex::new(Record::new()?));
    let mut running = JoinSet::new();
    let mut number = 0_u32;
    loop {
        let due = begun + Duration::from_secs_f64(f64::from(number) / rate);
        if due.duration_since(begun) >= time {
            break;
        }
        number += 1;
        let was_early = Instant::now() < due;
        pin!(tokio::time::sleep_until(due.into())).await;
        let due = if was_early { Instant::now() } else { due };
        let worker = free.recv().await.context("no workers")?;
        let (step, record, give_back) = (step.clone(), record.clone(), give_back.clone());
        running.spawn(async move {
            let (worker, result) = step(worker).await;
            if let Ok(mut record) = record.lock() {
                record.note(due, result);
            }
            // Nobody waits for it when the load is over.
            let _over = give_back.send(worker);
        });
        while running.try_join_next().is_some() {}
    }
    while running.join_next().await.is_some() {}
    let record = Arc::into_inner(record).and_then(|record| record.into_inner().ok()).context("a step broke off")?;
    Ok(outcome(begun, record))
}

fn outcome(begun: Instant, record: Record) -> Outcome {
    let Record { latencies, failed, complaint } = record;
    Outcome { took: begun.elapsed(), latencies, failed, complaint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_worker_does_its_steps() {
        let outcome = closed(vec![1, 2], Until::Steps(3), async |worker| (worker, Ok(()))).await.unwrap();
        assert_eq!((outcome.count(), outcome.failed), (6, 0));
        assert!(outcome.all_well().is_ok());
    }

    #[tokio::test]
    async fn what_fails_is_counted_apart() {
        let refuse = async |worker: i32| (worker, Err(anyhow::anyhow!("no")));
        let outcome = closed(vec![1], Until::Steps(2), refuse).await.unwrap();
        assert_eq!((outcome.count(), outcome.failed, outcome.complaint.as_deref()), (0, 2, Some("no")));
        assert!(outcome.all_well().is_err());
    }

    #[tokio::test]
    async fn an_open_load_begins_all_that_is_due() {
        let step = async |worker: ()| (worker, Ok(()));
        let outcome = open(vec![()], 10_000.0, Duration::from_millis(1), step).await.unwrap();
        assert_eq!(outcome.count(), 10);
    }
}
