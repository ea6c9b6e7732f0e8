//! Argon2id (RFC 9106) on threads of its own. As many at once as there are processors, a bounded number waiting, and a polite
//! refusal to the rest: under a flood of sign-ins the other pages must stay quick.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use anyhow::Context;
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        PasswordHasher,
        phc::{Output, PasswordHash},
    },
};
use base::Cx;
use tokio::sync::{Semaphore, TryAcquireError, oneshot};
use zeroize::Zeroizing;

/// 19 MiB, two passes, one lane: the smaller of the two settings that OWASP recommends for Argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// The hash of a random password nobody has: the work for accounts that do not exist.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$b2tuby1uby1vbmUtaGVyZQ$3bFqR5c0mE6q5mPZyEr9mHcNQeZ2mUlyJYcUo4nB0nE";

/// Too many wait already; come back in a few seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password queue is full")]
pub(crate) struct Busy;

/// The hash could not be made or read: a fault, not a wrong password.
#[derive(Debug, thiserror::Error)]
#[error("password hash: {0}")]
pub(crate) struct BadHash(String);

/// How many lanes keep their working memory, 19 MiB each, for the next password; further ones give it back to the system.
const KEPT: usize = 4;

/// What a lane does, with the memory that it does it in.
type Work = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// Hashes and compares passwords. Cheap to clone; all clones share one queue. Its lanes are threads of its own: the next
/// password is taken from the queue without asking a thread that serves pages, which would leave processors idle meanwhile.
#[derive(Clone)]
pub(crate) struct Hasher {
    queue: Arc<Semaphore>,
    lanes: mpsc::Sender<Work>,
}

impl Hasher {
    /// One that works on `lanes` passwords at once and lets `queue` of them wait or work.
    pub(crate) fn new(lanes: usize, queue: usize) -> Self {
        let (sender, receiver) = mpsc::channel::<Work>();
        let receiver = Arc::new(Mutex::new(receiver));
        for place in 0..lanes {
            let receiver = receiver.clone();
            let lane = thread::Builder::new().name("password".to_owned()).spawn(move || serve(place, &receiver));
            if let Err(error) = lane {
                tracing::error!(%error, "a thread for passwords did not start");
            }
        }
        Self { queue: Arc::new(Semaphore::new(queue)), lanes: sender }
    }

    /// Suited to this machine: a lane for each processor, and as many waiting as are done in some two seconds.
    pub(crate) fn for_this_machine() -> Self {
        let lanes = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::new(lanes, lanes * 64)
    }

    /// The PHC string of a password with a salt of its own.
    pub(crate) async fn hash(&self, cx: &Cx, password: &str) -> anyhow::Result<Result<String, Busy>> {
        let password = Zeroizing::new(password.to_owned());
        let salt = cx.bytes::<16>();
        self.run(move |_| hash_now(&password, &salt)).await
    }

    /// Whether the password fits. Without a hash the same work is done in vain and the answer is no.
    pub(crate) async fn fits(&self, password: &str, hash: Option<String>) -> anyhow::Result<Result<bool, Busy>> {
        let password = Zeroizing::new(password.to_owned());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        self.run(move |memory| fits_now(memory, &password, &hash).map(|fits| fits && known)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T, BadHash> + Send + 'static,
    ) -> anyhow::Result<Result<T, Busy>> {
        let place = match self.queue.clone().try_acquire_owned() {
            Ok(place) => place,
            Err(TryAcquireError::NoPermits) => {
                metrics::counter!("okno_password_queue_full_total").increment(1);
                return Ok(Err(Busy));
            }
            Err(closed) => return Err(closed.into()),
        };
        let (answer, answered) = oneshot::channel();
        let sent = self.lanes.send(Box::new(move |memory| {
            // A visitor who hung up meanwhile costs nothing.
            let done = (!answer.is_closed()).then(|| catch_unwind(AssertUnwindSafe(|| work(memory))));
            // The place is free before the answer is there, or before it is known that there is none: whoever hears of it may
            // ask again.
            drop(place);
            match done {
                Some(Ok(done)) => {
                    let _gone = answer.send(done);
                }
                Some(Err(broken)) => resume_unwind(broken),
                None => {}
            }
        }));
        sent.ok().context("there is no thread for passwords")?;
        Ok(Ok(answered.await.context("the work on a password broke off")??))
    }
}

/// A lane: does what is next until nobody can send any more.
fn serve(place: usize, queue: &Mutex<mpsc::Receiver<Work>>) {
    let mut memory = Vec::new();
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(work) = next else { return };
        // Whoever waits for the answer hears that there is none; the lane goes on.
        if catch_unwind(AssertUnwindSafe(|| work(&mut memory))).is_err() || place >= KEPT {
            memory = Vec::new();
        }
    }
}

fn argon() -> Result<Argon2<'static>, BadHash> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| BadHash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes on this thread, some 25 ms; for seeding. Pages go through [`Hasher`].
pub(crate) fn hash_now(password: &str, salt: &[u8]) -> Result<String, BadHash> {
    let hash: PasswordHash =
        argon()?.hash_password_with_salt(password.as_bytes(), salt).map_err(|error| BadHash(error.to_string()))?;
    Ok(hash.to_string())
}

fn fits_now(memory: &mut Vec<Block>, password: &str, hash: &str) -> Result<bool, BadHash> {
    let bad = |error: &dyn std::fmt::Display| BadHash(error.to_string());
    let known = PasswordHash::new(hash).map_err(|error| bad(&error))?;
    let (Some(salt), Some(expected)) = (known.salt, known.hash) else { return Err(bad(&"a part is missing")) };
    let algorithm = Algorithm::try_from(known.algorithm.as_str()).map_err(|error| bad(&error))?;
    let version = known.version.map(Version::try_from).transpose().map_err(|error| bad(&error))?.unwrap_or_default();
    let params = Params::try_from(&known).map_err(|error| bad(&error))?;
    let argon = Argon2::new(algorithm, version, params);
    let mut out = [0; Output::MAX_LENGTH];
    let out = out.get_mut(..expected.len()).ok_or_else(|| bad(&"the hash is too long"))?;
    let blocks = argon.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    argon.hash_password_into_with_memory(password.as_bytes(), &salt, out, memory).map_err(|error| bad(&error))?;
    // Outputs are compared in constant time.
    Ok(Output::new(out).map_err(|error| bad(&error))? == expected)
}

#[cfg(test)]
mod tests {
    use base::Timestamp;

    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
        let hasher = Hasher::new(1, 2);
        let hash = hasher.hash(&cx, "Кисель 7 вёдер!").await.unwrap().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let other = hasher.hash(&cx, "Кисель 7 вёдер!").await.unwrap().unwrap();
        assert_ne!(hash, other, "each has a salt of its own");
        assert_eq!(hasher.fits("Кисель 7 вёдер!", Some(hash.clone())).await.unwrap(), Ok(true));
        assert_eq!(hasher.fits("кисель 7 вёдер!", Some(hash)).await.unwrap(), Ok(false));
    }

    #[tokio::test]
    async fn memory_is_used_again_and_leaves_nothing_behind() {
        let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
        let hasher = Hasher::new(1, 2);
        let first = hasher.hash(&cx, "Кисель 7 вёдер!").await.unwrap().unwrap();
        let second = hasher.hash(&cx, "Компот 8 вёдер!").await.unwrap().unwrap();
        for (password, hash) in [("Кисель 7 вёдер!", &first), ("Компот 8 вёдер!", &second), ("Кисель 7 вёдер!", &first)]
        {
            assert_eq!(hasher.fits(password, Some(hash.clone())).await.unwrap(), Ok(true));
        }
        assert!(hasher.fits("Кисель 7 вёдер!", Some("no hash".to_owned())).await.is_err());
    }

    #[tokio::test]
    async fn a_lane_goes_on_after_work_that_broke_off() {
        let hasher = Hasher::new(1, 1);
        let broken = hasher.run(|_| -> Result<(), BadHash> { panic!("on purpose") }).await;
        assert!(broken.unwrap_err().to_string().contains("broke off"));
        assert_eq!(hasher.fits("anything", None).await.unwrap(), Ok(false));
    }

    #[tokio::test]
    async fn nobody_hashes_for_a_visitor_who_hung_up() {
        let hasher = Hasher::new(1, 3);
        let (go, gate) = mpsc::channel::<()>();
        let (begun, is_begun) = oneshot::channel();
        let first = hasher.clone();
        let busy = tokio::spawn(async move {
            first
                .run(move |_| {
                    begun.send(()).unwrap();
                    gate.recv().unwrap();
                    Ok(())
                })
                .await
        });
        is_begun.await.unwrap();
        let (done, is_done) = mpsc::channel::<()>();
        let gone = hasher.run(move |_| {
            done.send(()).unwrap();
            Ok(())
        });
        assert!(futures_util::FutureExt::now_or_never(gone).is_none());
        go.send(()).unwrap();
        busy.await.unwrap().unwrap().unwrap();
        // Taken in order: when this is answered, the one before has been passed by.
        assert_eq!(hasher.fits("anything", None).await.unwrap(), Ok(false));
        assert!(is_done.try_recv().is_err());
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        let hasher = Hasher::new(1, 1);
        assert_eq!(hasher.fits("", None).await.unwrap(), Ok(false));
        assert_eq!(hasher.fits("anything", None).await.unwrap(), Ok(false));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let hasher = Hasher::new(1, 0);
        assert_eq!(hasher.fits("anything", None).await.unwrap(), Err(Busy));
    }
}
