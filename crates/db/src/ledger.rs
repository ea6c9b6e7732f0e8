//! The ledger of accesses: who looked at or changed the data of an account, when, why and for which case.
//!
//! Append-only. Each entry is chained to the one before by its hash (SHA-256), and the end of the chain is sealed with a
//! key that the database does not hold, so that whoever alters, removes or cuts off entries is found by [`verify`].

mod audit;
mod begun;
mod store;

use base::{AccountId, Cx, StaffId, Timestamp, Uuid};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(crate) use self::audit::audit;
pub use self::begun::Begun;
use crate::{Result, Tx, vault};

/// How many entries are verified at a time.
const PAGE: i64 = 500;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A citizen, mostly the owner of the account.
    Account(AccountId),
    /// A member of staff, in a role, of an office (agency or centre).
    Staff {
        /// Who it is.
        id: StaffId,
        /// "officer", "operator" …
        role: String,
        /// The agency or the centre.
        office: String,
    },
    /// The portal itself, in the named background job.
    Job(&'static str),
}

/// Who acted, as it was recorded: the twin of [`Actor`] that is read back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedActor {
    /// A citizen, mostly the owner of the account.
    Account(AccountId),
    /// A member of staff, in a role, of an office.
    Staff {
        /// Who it was.
        id: StaffId,
        /// "officer", "operator" …
        role: String,
        /// The agency or the centre.
        office: String,
    },
    /// The portal itself, in the named background job.
    Job(String),
}

/// An access to be recorded.
#[derive(Debug, Clone)]
pub struct Access<'a> {
    /// Whose data it is.
    pub account: AccountId,
    /// Who acts.
    pub actor: Actor,
    /// What was done, a stable code: "profile.read".
    pub action: &'a str,
    /// Why, as told to the citizen.
    pub reason: &'a str,
    /// The case it was done for, for instance the number of an application.
    pub case: Option<String>,
}

/// An access as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the account's chain, from 1.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who acted.
    pub actor: RecordedActor,
    /// What was done, a stable code.
    pub action: String,
    /// Why.
    pub reason: String,
    /// The case it was done for.
    pub case: Option<String>,
}

/// The end of an account's chain: whoever keeps it can tell later whether the ledger was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub position: u64,
    /// The hash of the last one.
    pub hash: [u8; 32],
}

/// What [`verify`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The chain is whole, with so many entries.
    Whole(u64),
    /// The chain is broken at this position: the entry was altered or is missing, or the end is not the sealed one.
    Broken(u64),
}

#[derive(Serialize)]
struct Words<'a> {
    actor: Actor,
    action: &'a str,
    reason: &'a str,
    case: Option<String>,
}

#[derive(Deserialize)]
struct RecordedWords {
    actor: RecordedActor,
    action: String,
    reason: String,
    case: Option<String>,
}

/// Records an access, in the transaction that makes it.
pub async fn record(tx: &mut Tx, cx: &Cx, access: Access<'_>) -> Result<()> {
    let account = access.account;
    let words = Words { actor: access.actor, action: access.action, reason: access.reason, case: access.case };
    // The row of the head is locked until the commit: entries of one account stand in line.
    let (position, before) = store::advance(tx, account, &genesis(account)).await?;
    // A closed account has no key; that somebody looked at what is left of it is recorded all the same.
    let owner = if vault::exists(tx, account).await? { account.0 } else { vault::SYSTEM };
    let sealed = vault::seal_json(tx, cx, owner, &place(account, position), &words).await?;
    let link = store::Link { position, at: cx.now(), sealed_for: owner, entry: sealed };
    let hash = chained(account, &before, &link);
    store::insert(tx, account, &link, &hash).await?;
    let seal = head_seal(tx, account, position, &hash);
    store::set_head(tx, account, position, &hash, &seal).await
}

/// The latest entries, the newest first. What was sealed with a key since destroyed is left out.
pub async fn list(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<Entry>> {
    let keeps_key = vault::exists(tx, account).await?;
    let mut entries = Vec::new();
    for link in store::list_newest(tx, account, limit).await? {
        if link.sealed_for == vault::SYSTEM || keeps_key {
            let place = place(account, link.position);
            let words: RecordedWords = vault::open_json(tx, link.sealed_for, &place, &link.entry).await?;
            let RecordedWords { actor, action, reason, case } = words;
            entries.push(Entry { position: link.position.unsigned_abs(), at: link.at, actor, action, reason, case });
        }
    }
    Ok(entries)
}

/// The end of the chain, if anything was recorded.
pub async fn head(tx: &mut Tx, account: AccountId) -> Result<Option<Head>> {
    let head = store::find_head(tx, account).await?;
    Ok(head.map(|head| Head { position: head.position.unsigned_abs(), hash: head.hash }))
}

/// Walks the whole chain of an account. Needs no data key: the chain is over what is sealed.
pub async fn verify(tx: &mut Tx, account: AccountId) -> Result<Verdict> {
    let mut last = 0;
    let mut hash = genesis(account);
    loop {
        let page = store::list_after(tx, account, last, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for (link, recorded) in &page {
            let expected = chained(account, &hash, link);
            if link.position != last + 1 || expected != *recorded {
                return Ok(Verdict::Broken((last + 1).unsigned_abs()));
            }
            (last, hash) = (link.position, expected);
        }
    }
    let whole = match store::find_head(tx, account).await? {
        None => last == 0,
        Some(head) => {
            let seal = head_seal(tx, account, last, &hash);
            head.position == last && head.hash == hash && head.seal == seal
        }
    };
    Ok(if whole { Verdict::Whole(last.unsigned_abs()) } else { Verdict::Broken((last + 1).unsigned_abs()) })
}

/// Before the first entry stands the account itself, so that no chain can be passed for another's.
fn genesis(account: AccountId) -> [u8; 32] {
    Sha256::digest(account.0.as_bytes()).into()
}

fn chained(account: AccountId, before: &[u8; 32], link: &store::Link) -> [u8; 32] {
    Sha256::new()
        .chain_update(before)
        .chain_update(account.0.as_bytes())
        .chain_update(link.position.to_be_bytes())
        .chain_update(link.at.as_microsecond().to_be_bytes())
        .chain_update(link.sealed_for.as_bytes())
        .chain_update(&link.entry)
        .finalize()
        .into()
}

fn head_seal(tx: &Tx, account: AccountId, position: i64, hash: &[u8; 32]) -> [u8; 32] {
    vault::ledger_seal(tx, &[account.0.as_bytes(), &position.to_be_bytes(), hash])
}

fn place(account: AccountId, position: i64) -> String {
    let account: Uuid = account.0;
    format!("ledger_entries/entry/{account}/{position}")
}
