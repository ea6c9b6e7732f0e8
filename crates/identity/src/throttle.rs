//! Slows guessers without locking the owner out: every attempt pours a measure into the buckets of what it came with (the
//! name that was typed, the account behind it, the device, the network), time drains them, and a full bucket refuses.
//!
//! A device that has signed in to the account before has a bucket of its own and is not stopped by what strangers pour.

mod model;
mod store;

use base::{AccountId, Cx, StaffId, Timestamp, Uuid};
use db::{Tx, vault};

pub(crate) use model::{Bucket, Subject};

use crate::accounts::SignInName;

/// A bucket is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slowed {
    /// When the next attempt is possible.
    pub(crate) until: Timestamp,
}

/// Who attempts to sign in, as far as it is known.
pub(crate) struct Attempted<'a> {
    /// What was typed.
    pub(crate) name: &'a SignInName,
    /// Whose it is, if anybody's.
    pub(crate) account: Option<AccountId>,
    /// The device, if it has signed in to that account before.
    pub(crate) known_device: Option<Uuid>,
    /// The network of the client.
    pub(crate) network: &'a str,
}

/// The buckets that an attempt to sign in goes through.
pub(crate) fn subjects(tx: &Tx, attempted: &Attempted<'_>) -> Vec<Subject> {
    if let (Some(account), Some(device)) = (attempted.account, attempted.known_device) {
        return vec![of_device(tx, account, device)];
    }
    let name = format!("{}:{}", attempted.name.kind(), attempted.name.key());
    let mut subjects = vec![subject(tx, Bucket::Name, &name), of_network(tx, attempted.network)];
    if let Some(account) = attempted.account {
        subjects.push(subject(tx, Bucket::Account, &account.to_string()));
    }
    subjects
}

/// The buckets of a member of staff who signs in.
pub(crate) fn staff_subjects(tx: &Tx, sign_in: &str, staff: Option<StaffId>, network: &str) -> Vec<Subject> {
    // A staff name that does not exist fills a bucket too, or the difference would tell which exist.
    let name = staff.map_or_else(|| sign_in.to_owned(), |staff| staff.to_string());
    vec![subject(tx, Bucket::StaffName, &name), of_network(tx, network)]
}

/// The bucket of a network that begins registrations or recoveries.
pub(crate) fn begun_from(tx: &Tx, network: &str) -> Subject {
    subject(tx, Bucket::Begin, network)
}

/// The buckets of the owner who is asked for the password again: one that no change of devices gets around, and that of
/// signing in from this device.
pub(crate) fn of_owner(tx: &Tx, account: AccountId, device: Uuid) -> [Subject; 2] {
    [subject(tx, Bucket::KnownDevice, &format!("{account}:owner")), of_device(tx, account, device)]
}

fn of_device(tx: &Tx, account: AccountId, device: Uuid) -> Subject {
    subject(tx, Bucket::KnownDevice, &format!("{account}:{device}"))
}

/// What the security log says in place of a name that was typed: the same each time, and nobody reads it back.
pub(crate) fn mark(subjects: &[Subject]) -> String {
    let first = subjects.first().map(|subject| subject.fingerprint).unwrap_or_default();
    first.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn of_network(tx: &Tx, network: &str) -> Subject {
    subject(tx, Bucket::Network, network)
}

fn subject(tx: &Tx, bucket: Bucket, key: &str) -> Subject {
    Subject { bucket, fingerprint: vault::fingerprint(tx, bucket.domain(), key) }
}

/// Pours a measure into each bucket; when one is full nothing may stay: the caller drops the transaction.
///
/// The measure is poured before the password is looked at, so that many guesses at once are still counted one by one.
pub(crate) async fn pour(tx: &mut Tx, cx: &Cx, subjects: &[Subject]) -> Result<Result<(), Slowed>, db::Error> {
    let now = cx.now();
    for subject in subjects {
        if !store::pour(tx, subject, now).await? {
            let drained_at = store::drained_at(tx, subject).await?.unwrap_or(now);
            return Ok(Err(Slowed { until: subject.bucket.open_again(drained_at) }));
        }
    }
    Ok(Ok(()))
}

/// After a right password: what was poured is taken back, and the buckets that only this person fills are emptied.
pub(crate) async fn forgive(tx: &mut Tx, subjects: &[Subject]) -> Result<(), db::Error> {
    for subject in subjects {
        if subject.bucket.is_personal() {
            store::empty(tx, subject).await?;
        } else {
            store::take_back(tx, subject).await?;
        }
    }
    Ok(())
}

/// Forgets buckets that are empty; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    store::sweep(tx, cx.now(), limit).await
}
