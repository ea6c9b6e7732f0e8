//! The context of a command: what it may ask of the world beside the database.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Clock, ManualClock, Random, SeededRandom, SystemClock, SystemRandom};

/// The clock and the randomness that a command works with. Cheap to clone.
#[derive(Clone)]
pub struct Cx {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Cx {
    /// A context of the given parts.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { clock, random }
    }

    /// The real world: the machine's clock and random source.
    pub fn system() -> Self {
        Self::new(Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// A repeatable context for tests, with the clock that moves it.
    pub fn test(start: Timestamp) -> (Self, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::new(start));
        (Self::new(clock.clone(), Arc::new(SeededRandom::new(7))), clock)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Random bytes, for instance a key or a token.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }

    /// A new UUID of version 7 (RFC 9562): ordered by the time it was made.
    pub fn uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// A number below `bound`, each equally likely. `bound` 0 answers 0.
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Values past the last whole multiple of the bound would favour small numbers: draw again.
        let fair = u64::MAX - (u64::MAX % bound);
        loop {
            let drawn = u64::from_le_bytes(self.bytes());
            if drawn < fair {
                return drawn % bound;
            }
        }
    }

    /// A code of `length` decimal digits, as sent by SMS.
    pub fn digits(&self, length: usize) -> String {
        (0..length).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }

    /// An opaque secret of 256 bits in URL-safe base64, 43 characters.
    pub fn token(&self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&self.bytes::<32>())
    }
}

impl fmt::Debug for Cx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx").field("now", &self.now()).finish_non_exhaustive()
    }
}
