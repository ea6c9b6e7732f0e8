//! A chain that begins with several entries at once, for an account that is not in the database yet.

use base::{AccountId, Timestamp};

use super::{Access, Words, chained, genesis, place, store};
use crate::{Result, bulk::Rows, p, vault::Newcomer};

/// The chain as far as it is made.
pub struct Begun<'a> {
    owner: &'a Newcomer,
    account: AccountId,
    position: i64,
    hash: [u8; 32],
}

impl<'a> Begun<'a> {
    /// The chain of an account without entries.
    pub fn new(owner: &'a Newcomer, account: AccountId) -> Self {
        Self { owner, account, position: 0, hash: genesis(account) }
    }

    /// Adds an entry.
    pub fn record(&mut self, access: Access<'_>, at: Timestamp, rows: &mut Rows) -> Result<()> {
        self.position += 1;
        let words = Words { actor: access.actor, action: access.action, reason: access.reason, case: access.case };
        let entry = self.owner.seal_json(&place(self.account, self.position), &words)?;
        let link = store::Link { position: self.position, at, sealed_for: self.account.0, entry };
        self.hash = chained(self.account, &self.hash, &link);
        let row = p![self.account, link.position, link.at, link.sealed_for, link.entry, self.hash];
        rows.add(store::INSERT, row);
        Ok(())
    }

    /// Seals the end, if there was an entry.
    pub fn end(self, rows: &mut Rows) {
        if self.position > 0 {
            let seal = self.owner.ledger_seal(&[self.account.0.as_bytes(), &self.position.to_be_bytes(), &self.hash]);
            rows.add(store::INSERT_HEAD, p![self.account, self.position, self.hash, seal]);
        }
    }
}
