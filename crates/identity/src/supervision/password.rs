//! A password that is given: random, for one sign-in within a day, in which its owner chooses another.

use std::fmt;

use base::{Cx, SignedDuration, Timestamp};

use crate::passwords::hasher;

/// How long it is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Its random bytes: 120 bits.
const BYTES: usize = 15;

/// A password that lets a member of staff in once. It is shown once and never printed by accident.
pub struct NewPassword {
    text: String,
    until: Timestamp,
}

impl NewPassword {
    pub(super) fn made(cx: &Cx) -> Self {
        let letters = data_encoding::BASE32_NOPAD.encode(&cx.bytes::<BYTES>()).to_lowercase();
        let mut text = String::new();
        for (place, letter) in letters.chars().enumerate() {
            // In fours, to be read out.
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        Self { text, until: cx.now() + GOOD_FOR }
    }

    pub(super) fn hash(&self, cx: &Cx) -> anyhow::Result<String> {
        Ok(hasher::hash_now(&self.text, &cx.bytes::<16>())?)
    }

    /// The password.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Until when it is good.
    pub const fn until(&self) -> Timestamp {
        self.until
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPassword").field("until", &self.until).finish_non_exhaustive()
    }
}
