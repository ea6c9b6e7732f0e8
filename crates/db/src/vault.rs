//! The vault of personal data: what is sealed here can be read only with keys that the database does not hold.
//!
//! Every owner (an account) has a data key of its own, AES-256-GCM, wrapped by a master key of the ring ([`Keys`]).
//! What is sealed is bound to its owner and its place (table, column, row), so that it cannot be moved to another row.
//! Destroying the data key makes all of the owner's data unreadable at once, in every backup taken later. Rows that
//! belong to no account are sealed with the key of the installation. Look-ups go through keyed fingerprints.

mod audit;
mod cipher;
mod keys;
mod newcomer;
mod store;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base::{Cx, Uuid};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use tokio::sync::OnceCell;
use zeroize::Zeroizing;

pub(crate) use self::audit::audit;
use self::cipher::DataKey;
pub use self::{keys::Keys, newcomer::Newcomer};
use crate::{Db, Error, FromRow, Result, Tx};

/// The owner of what belongs to no account: the installation.
pub(crate) const SYSTEM: Uuid = Uuid::nil();

/// How many data keys a transaction keeps at hand.
const AT_HAND: usize = 64;

/// What the process holds: the ring and the key of the installation, which is never destroyed.
pub(crate) struct Shared {
    keys: Keys,
    system: OnceLock<Arc<DataKey>>,
}

impl Shared {
    pub fn new(keys: Keys) -> Self {
        Self { keys, system: OnceLock::new() }
    }
}

/// The data keys that a transaction has opened. They live no longer than it does: one that is destroyed by another node
/// must not be usable here a moment later, nor one whose making was rolled back.
#[derive(Default)]
pub(crate) struct Opened(Mutex<Vec<(Uuid, Place)>>);

/// Where a data key lies once it is fetched: of several hands that need it one fetches it, and the others wait.
type Place = Arc<OnceCell<Arc<DataKey>>>;

impl Opened {
    fn place(&self, owner: Uuid) -> Place {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = places.iter().find(|(known, _)| *known == owner) {
            return place.clone();
        }
        if places.len() >= AT_HAND {
            places.remove(0);
        }
        let place = Place::default();
        places.push((owner, place.clone()));
        place
    }

    fn forget(&self, owner: Uuid) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != owner);
    }
}

/// Makes the data key of an owner; keeps the one that is there.
pub async fn create(tx: &mut Tx, cx: &Cx, owner: impl Into<Uuid>) -> Result<()> {
    let owner = owner.into();
    let (master, wrapped) = tx.shared.vault.keys.wrap(cx, owner, &cx.bytes())?;
    store::insert(tx, owner, &master, &wrapped, cx.now()).await
}

/// Destroys the data key of an owner: whatever was sealed for it can never be opened again.
pub async fn destroy(tx: &mut Tx, owner: impl Into<Uuid>) -> Result<()> {
    let owner = owner.into();
    tx.common.opened.forget(owner);
    store::delete(tx, owner).await
}

/// A wrapped data key as a query brings it along: `vault_keys.master` and `vault_keys.wrapped` of a row that is left-joined by
/// `vault_keys.owner`.
#[derive(FromRow)]
pub struct Wrapped {
    master: Option<String>,
    wrapped: Option<Vec<u8>>,
}

/// Takes the data key of an owner that a query brought along, if there is one. For what every page reads.
pub fn take(tx: &mut Tx, owner: impl Into<Uuid>, brought: &Wrapped) -> Result<()> {
    let (Some(master), Some(wrapped)) = (&brought.master, &brought.wrapped) else { return Ok(()) };
    let owner = owner.into();
    let place = tx.common.opened.place(owner);
    if !place.initialized() {
        let plain = tx.shared.vault.keys.unwrap(owner, master, wrapped)?;
        // Another hand may have been faster: its key is the same.
        let _known = place.set(Arc::new(DataKey::new(&plain)));
    }
    Ok(())
}

/// Seals bytes for an owner at a place, for instance "profiles/data/<row id>".
pub async fn seal(tx: &mut Tx, cx: &Cx, owner: impl Into<Uuid>, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
    let owner = owner.into();
    data_key(tx, owner).await?.seal(cx.bytes(), owner, place, plain)
}

/// Opens what was sealed for the owner at the place.
pub async fn open(tx: &mut Tx, owner: impl Into<Uuid>, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let owner = owner.into();
    data_key(tx, owner).await?.open(owner, place, sealed)
}

/// Seals a value as JSON.
pub async fn seal_json<T: Serialize + Sync + ?Sized>(
    tx: &mut Tx,
    cx: &Cx,
    owner: impl Into<Uuid>,
    place: &str,
    value: &T,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value)?;
    seal(tx, cx, owner.into(), place, &plain).await
}

/// Opens a value that was sealed as JSON.
pub async fn open_json<T: DeserializeOwned>(
    tx: &mut Tx,
    owner: impl Into<Uuid>,
    place: &str,
    sealed: &[u8],
) -> Result<T> {
    let plain = open(tx, owner.into(), place, sealed).await?;
    Ok(serde_json::from_slice(&plain)?)
}

/// Seals bytes that belong to no account, with the key of the installation.
pub async fn seal_system(tx: &mut Tx, cx: &Cx, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
    seal(tx, cx, SYSTEM, place, plain).await
}

/// Opens what was sealed with the key of the installation.
pub async fn open_system(tx: &mut Tx, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    open(tx, SYSTEM, place, sealed).await
}

/// The keyed fingerprint of a value (HMAC-SHA-256), by which it is looked up and kept unique without being kept.
/// `kind` ("phone", "snils") keeps equal texts of different meaning apart. Bring the value to one canonical form first.
pub fn fingerprint(by: &impl Fingerprints, kind: &str, value: &str) -> [u8; 32] {
    keyed(by.keys().fingerprints(), &[kind.as_bytes(), value.as_bytes()])
}

/// What holds the key of fingerprints: a transaction, the database, an owner about to come.
pub trait Fingerprints {
    /// The ring.
    #[doc(hidden)]
    fn keys(&self) -> &Keys;
}

impl Fingerprints for Tx {
    fn keys(&self) -> &Keys {
        &self.shared.vault.keys
    }
}

impl Fingerprints for Db {
    fn keys(&self) -> &Keys {
        &self.shared.vault.keys
    }
}

/// Wraps every data key by the newest master key of the ring; answers how many were wrapped anew. After that the older
/// master keys may leave the ring. Runs beside the portal, in small transactions.
pub async fn rotate(db: &Db, cx: &Cx) -> Result<u64> {
    let mut count = 0;
    for old in db.shared.vault.keys.older() {
        loop {
            let mut tx = db.begin().await?;
            let rows = store::list_of_master(&mut tx, &old).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let key = tx.shared.vault.keys.unwrap(row.owner, &row.master, &row.wrapped)?;
                let (master, wrapped) = tx.shared.vault.keys.wrap(cx, row.owner, &key)?;
                count += store::rewrap(&mut tx, row.owner, &old, &master, &wrapped).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(count)
}

/// Makes the key of the installation once, when the schema is there.
pub(crate) async fn ensure_system(tx: &mut Tx, cx: &Cx) -> Result<()> {
    if store::find(tx, SYSTEM).await?.is_none() {
        create(tx, cx, SYSTEM).await?;
    }
    Ok(())
}

/// Whether the owner has a data key.
pub async fn exists(tx: &mut Tx, owner: impl Into<Uuid>) -> Result<bool> {
    Ok(store::find(tx, owner.into()).await?.is_some())
}

/// A seal over the end of an account's ledger, which whoever only holds the database cannot make.
pub(crate) fn ledger_seal(tx: &Tx, parts: &[&[u8]]) -> [u8; 32] {
    keyed(tx.shared.vault.keys.ledger(), parts)
}

async fn data_key(tx: &mut Tx, owner: Uuid) -> Result<Arc<DataKey>> {
    if owner == SYSTEM
        && let Some(key) = tx.shared.vault.system.get()
    {
        return Ok(key.clone());
    }
    if owner == SYSTEM {
        let key = fetch(tx, owner).await?;
        return Ok(tx.shared.vault.system.get_or_init(|| key).clone());
    }
    let place = tx.common.opened.place(owner);
    place.get_or_try_init(|| fetch(tx, owner)).await.cloned()
}

async fn fetch(tx: &mut Tx, owner: Uuid) -> Result<Arc<DataKey>> {
    let row = store::find(tx, owner).await?.ok_or(Error::NoKey(owner))?;
    let plain = tx.shared.vault.keys.unwrap(owner, &row.master, &row.wrapped)?;
    Ok(Arc::new(DataKey::new(&plain)))
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts are the same bytes.
fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // The whole block that HMAC works with; a shorter key is filled up with zeros anyway (RFC 2104).
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

impl std::fmt::Debug for Wrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wrapped(sealed)")
    }
}
