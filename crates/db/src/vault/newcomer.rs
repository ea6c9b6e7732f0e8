//! An owner that is not in the database yet: his data key and what is sealed with it, away from any transaction.

use std::sync::Arc;

use base::{Cx, ManualClock, SeededRandom, SignedDuration, Timestamp, Uuid};
use serde::Serialize;

use super::{Fingerprints, Keys, cipher::DataKey};
use crate::{Db, Result, bulk::Rows, database::Shared, p};

const INSERT: &str = super::store::INSERT_ROW;

/// An owner who comes with all his rows at once, as seeding makes them. The same mark makes the same key and the same
/// ids, so what is made twice is the same: never for people of flesh and blood.
pub struct Newcomer {
    shared: Arc<Shared>,
    owner: Uuid,
    key: DataKey,
    cx: Cx,
    clock: Arc<ManualClock>,
}

impl Newcomer {
    /// The owner with his data key, whose row is added. Ids begin at `ids_from`.
    pub fn new(
        db: &Db,
        owner: impl Into<Uuid>,
        mark: u64,
        (ids_from, created_at): (Timestamp, Timestamp),
        rows: &mut Rows,
    ) -> Result<Self> {
        let (owner, shared) = (owner.into(), db.shared.clone());
        let clock = Arc::new(ManualClock::new(ids_from));
        let cx = Cx::new(clock.clone(), Arc::new(SeededRandom::new(mark)));
        let plain = cx.bytes();
        let (master, wrapped) = shared.vault.keys.wrap(&cx, owner, &plain)?;
        rows.add(INSERT, p![owner, master, wrapped, created_at]);
        Ok(Self { shared, owner, key: DataKey::new(&plain), cx, clock })
    }

    /// A new id, later than those before.
    pub fn id(&self) -> Uuid {
        self.clock.advance(SignedDuration::from_millis(1));
        self.cx.uuid()
    }

    /// Seals bytes at a place.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
        self.key.seal(self.cx.bytes(), self.owner, place, plain)
    }

    /// Seals a value as JSON.
    pub fn seal_json<T: Serialize + ?Sized>(&self, place: &str, value: &T) -> Result<Vec<u8>> {
        self.seal(place, &serde_json::to_vec(value)?)
    }

    /// A seal over the end of the owner's ledger.
    pub(crate) fn ledger_seal(&self, parts: &[&[u8]]) -> [u8; 32] {
        super::keyed(self.shared.vault.keys.ledger(), parts)
    }
}

impl Fingerprints for Newcomer {
    fn keys(&self) -> &Keys {
        &self.shared.vault.keys
    }
}
