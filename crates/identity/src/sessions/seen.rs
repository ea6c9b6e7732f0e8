//! Whose session a token was when it was last looked at: what a page needs beside the session is asked for in the same flight.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base::AccountId;

/// How many are kept at hand.
const MOST: usize = 20_000;

/// The accounts of sessions by the hashes of their tokens. A token never passes to another account, so this is never wrong;
/// whether the session still lives the database alone says.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<HashMap<[u8; 32], AccountId>>>);

impl Seen {
    /// The account, when it is known.
    pub(super) fn account(&self, token_hash: &[u8; 32]) -> Option<AccountId> {
        self.all().get(token_hash).copied()
    }

    /// Notes it.
    pub(super) fn note(&self, token_hash: [u8; 32], account: AccountId) {
        let mut all = self.all();
        if all.len() >= MOST {
            // Whoever is still there is noted again with the next page.
            all.clear();
        }
        all.insert(token_hash, account);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 32], AccountId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use base::{Cx, Timestamp};

    use super::*;

    #[test]
    fn it_never_grows_beyond_its_place() {
        let (cx, _) = Cx::test(Timestamp::UNIX_EPOCH);
        let (seen, account) = (Seen::default(), AccountId::new(&cx));
        for _ in 0..MOST + 5 {
            seen.note(cx.bytes(), account);
        }
        seen.note([1; 32], account);
        assert_eq!(seen.account(&[1; 32]), Some(account));
        assert_eq!(seen.account(&[2; 32]), None);
        assert!(seen.all().len() <= MOST);
    }
}
