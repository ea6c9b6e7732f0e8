//! The workers: claim what is due, run it, settle it.

use std::{
    collections::{BTreeMap, VecDeque},
    future::Future,
    panic::AssertUnwindSafe,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use base::{Cx, SignedDuration, Timestamp, Uuid};
use futures_util::{FutureExt, future::BoxFuture};
use tokio::{task::JoinSet, time::timeout};

use super::{Hopeless, Job, Later, Run, failure_place, payload_place, store};
use crate::{Db, Result, vault};

/// How long a claimed job belongs to its worker.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How long it may wait at the worker before it begins, and how long it may then run: together less than the lease.
const FRESH: SignedDuration = SignedDuration::from_mins(1);
const LIMIT: Duration = Duration::from_mins(3);
/// How often the table is asked when nothing rings: jobs of other nodes, and those whose time has come.
const POLL: Duration = Duration::from_secs(1);
/// How long running jobs may go on after the worker was told to stop.
const GRACE: Duration = Duration::from_secs(30);
/// How long a job of a kind that this program does not know is left for a newer node.
const FOREIGN: SignedDuration = SignedDuration::from_mins(1);
/// How much of a failure is kept, in characters.
const FAILURE: usize = 2000;

type Handle = Box<dyn Fn(&[u8], Run) -> Result<BoxFuture<'static, super::Result>, serde_json::Error> + Send + Sync>;

struct Handler {
    tries: u32,
    pause: fn(u32) -> SignedDuration,
    handle: Handle,
}

/// Runs jobs. Built once with a handler for each kind: `Runner::new(db, cx).on(send_sms).on(check_passport)`.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    cx: Cx,
    handlers: Arc<BTreeMap<&'static str, Handler>>,
    concurrency: usize,
}

struct Taken {
    job: store::Claimed,
    plain: Result<Vec<u8>>,
    claim: Uuid,
    at: Timestamp,
}

impl Runner {
    /// A runner without handlers, for sixteen jobs at a time.
    pub fn new(db: Db, cx: Cx) -> Self {
        Self { db, cx, handlers: Arc::default(), concurrency: 16 }
    }

    /// How many jobs run at a time.
    #[must_use]
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.concurrency = jobs.max(1);
        self
    }

    /// Adds the handler of a kind; a later one for the same kind takes its place. Called before the runner is cloned.
    #[must_use]
    pub fn on<J, F, Fut>(mut self, handler: F) -> Self
    where
        J: Job,
        F: Fn(J, Run) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = super::Result> + Send + 'static,
    {
        let handle: Handle = Box::new(move |plain, run| {
            let job = serde_json::from_slice(plain)?;
            Ok(handler(job, run).boxed())
        });
        let handler = Handler { tries: J::TRIES.max(1), pause: J::pause, handle };
        if let Some(handlers) = Arc::get_mut(&mut self.handlers) {
            handlers.insert(J::KIND, handler);
        } else {
            tracing::error!(kind = J::KIND, "a handler came after the runner was shared and is left out");
        }
        self
    }

    /// Runs everything that is due, one after the other, until nothing is; answers how many attempts were made.
    /// For tests: move the clock, drain, look.
    pub async fn drain(&self) -> Result<u64> {
        let mut attempts = 0;
        loop {
            let taken = self.take(32).await?;
            if taken.is_empty() {
                return Ok(attempts);
            }
            for taken in taken {
                self.perform(taken).await?;
                attempts += 1;
            }
        }
    }

    /// Works until `shutdown` resolves; then begins nothing new, and gives what runs half a minute to end.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown.fuse());
        let mut running = JoinSet::new();
        let mut waiting = VecDeque::new();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut caught_up = false;
        loop {
            if waiting.is_empty() && !caught_up && running.len() < self.concurrency {
                (waiting, caught_up) = self.refill().await;
            }
            // It may have come while the database was asked: what was claimed then is put back, not begun.
            if (&mut shutdown).now_or_never().is_some() {
                break;
            }
            while running.len() < self.concurrency
                && let Some(taken) = waiting.pop_front()
            {
                let worker = self.clone();
                running.spawn(async move { worker.perform_or_log(taken).await });
            }
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                _ended = running.join_next(), if !running.is_empty() => while running.try_join_next().is_some() {},
                () = self.db.shared.jobs.notified(), if caught_up => caught_up = false,
                _ = poll.tick() => caught_up &= !self.is_anything_due().await,
            }
        }
        self.stop(running, waiting).await;
    }

    /// As much as the workers can begin soon, and whether that is all there is.
    async fn refill(&self) -> (VecDeque<Taken>, bool) {
        let wanted = self.concurrency.saturating_mul(2).min(128);
        match self.take(u32::try_from(wanted).unwrap_or(1)).await {
            Ok(taken) => {
                let all = taken.len() < wanted;
                (taken.into(), all)
            }
            Err(error) => {
                tracing::error!(%error, "jobs cannot be claimed");
                (VecDeque::new(), true)
            }
        }
    }

    async fn stop(&self, mut running: JoinSet<()>, waiting: VecDeque<Taken>) {
        for taken in waiting {
            if let Err(error) = self.put_back(&taken, self.cx.now()).await {
                tracing::warn!(%error, id = %taken.job.id, "a job stays claimed until its lease ends");
            }
        }
        let all = async { while running.join_next().await.is_some() {} };
        if timeout(GRACE, all).await.is_err() {
            tracing::warn!(jobs = running.len(), "jobs did not end in time; they run again when their leases end");
        }
    }

    /// Asks a reader, so that idle workers leave the writer alone; and says how far behind they are.
    async fn is_anything_due(&self) -> bool {
        let oldest = async {
            let mut tx = self.db.read().await?;
            super::oldest(&mut tx, &self.cx).await
        };
        match oldest.await {
            Ok(oldest) => {
                metrics::gauge!("jobs_lag_seconds").set(oldest.unwrap_or_default().as_secs_f64());
                oldest.is_some()
            }
            Err(error) => {
                tracing::warn!(%error, "the jobs that are due cannot be looked for");
                false
            }
        }
    }

    async fn take(&self, limit: u32) -> Result<Vec<Taken>> {
        let (now, claim) = (self.cx.now(), self.cx.uuid());
        let mut tx = self.db.begin().await?;
        let claimed = store::claim(&mut tx, claim, after(now, LEASE), now, limit).await?;
        let mut taken = Vec::with_capacity(claimed.len());
        for job in claimed {
            let plain = vault::open_system(&mut tx, &payload_place(job.id), &job.payload).await;
            taken.push(Taken { job, plain, claim, at: now });
        }
        tx.commit().await?;
        Ok(taken)
    }

    async fn perform_or_log(&self, taken: Taken) {
        let (id, kind) = (taken.job.id, taken.job.kind.clone());
        if let Err(error) = self.perform(taken).await {
            tracing::error!(%error, %id, kind, "a job could not be settled; it runs again when its lease ends");
        }
    }

    async fn perform(&self, taken: Taken) -> Result<()> {
        let now = self.cx.now();
        let Some(handler) = self.handlers.get(taken.job.kind.as_str()) else {
            tracing::warn!(kind = taken.job.kind, "no handler for this kind of job; a newer node may have one");
            return self.put_back(&taken, after(now, FOREIGN)).await;
        };
        if now.duration_since(taken.at) > FRESH {
            return self.put_back(&taken, now).await;
        }
        let begun = Instant::now();
        let is_done = Arc::new(AtomicBool::new(false));
        let outcome = self.attempt(handler, &taken, is_done.clone()).await;
        let kind = taken.job.kind.clone();
        metrics::histogram!("job_seconds", "kind" => kind.clone()).record(begun.elapsed().as_secs_f64());
        if outcome.is_ok() && is_done.load(Ordering::Relaxed) {
            // The handler's own transaction has ended it.
            count(&kind, "done");
            return Ok(());
        }
        self.settle(handler, &taken, outcome).await
    }

    /// Runs the handler; a panic or an endless wait is a failure like any other.
    async fn attempt(&self, handler: &Handler, taken: &Taken, is_done: Arc<AtomicBool>) -> super::Result {
        let attempt = taken.job.attempts;
        if attempt > handler.tries {
            // Only a worker that died in the middle leaves an attempt behind that was never settled.
            return Err(Hopeless("every attempt ended with the end of its worker".to_owned()).into());
        }
        let plain = taken.plain.as_ref().map_err(|error| Hopeless(error.to_string()))?;
        let run = Run {
            db: self.db.clone(),
            cx: self.cx.clone(),
            id: taken.job.id,
            attempt,
            last_try: attempt >= handler.tries,
            claim: taken.claim,
            is_done,
        };
        let work = (handler.handle)(plain, run).map_err(|error| Hopeless(error.to_string()))?;
        match timeout(LIMIT, AssertUnwindSafe(work).catch_unwind()).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(anyhow::anyhow!("the handler panicked")),
            Err(_) => Err(anyhow::anyhow!("the handler took longer than {} s", LIMIT.as_secs())),
        }
    }

    async fn settle(&self, handler: &Handler, taken: &Taken, outcome: super::Result) -> Result<()> {
        let (id, claim, now) = (taken.job.id, taken.claim, self.cx.now());
        let kind = taken.job.kind.as_str();
        let Err(failure) = outcome else {
            count(kind, "done");
            let mut tx = self.db.begin().await?;
            store::delete(&mut tx, id, claim).await?;
            return tx.commit().await;
        };
        if let Some(Later(at)) = failure.downcast_ref() {
            count(kind, "later");
            return self.put_back(taken, *at).await;
        }
        let text: String = format!("{failure:#}").chars().take(FAILURE).collect();
        let attempt = taken.job.attempts;
        let mut tx = self.db.begin().await?;
        let sealed = vault::seal_system(&mut tx, &self.cx, &failure_place(id), text.as_bytes()).await?;
        if attempt >= handler.tries || failure.is::<Hopeless>() {
            count(kind, "dead");
            tracing::error!(%id, kind, attempt, "a job was given up");
            store::bury(&mut tx, id, claim, now, &sealed).await?;
        } else {
            count(kind, "failed");
            tracing::warn!(%id, kind, attempt, "a job failed and will be tried again");
            store::retry(&mut tx, id, claim, after(now, (handler.pause)(attempt)), &sealed).await?;
        }
        tx.commit().await
    }

    async fn put_back(&self, taken: &Taken, due_at: Timestamp) -> Result<()> {
        let mut tx = self.db.begin().await?;
        store::put_back(&mut tx, taken.job.id, taken.claim, due_at).await?;
        tx.commit().await
    }
}

fn count(kind: &str, outcome: &'static str) {
    metrics::counter!("jobs_total", "kind" => kind.to_owned(), "outcome" => outcome).increment(1);
}

fn after(at: Timestamp, pause: SignedDuration) -> Timestamp {
    at.checked_add(pause).unwrap_or(Timestamp::MAX)
}
