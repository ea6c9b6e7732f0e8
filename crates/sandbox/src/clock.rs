//! The sandbox's own clock: the machine's, moved forward on request.
//!
//! It rules what the outside world decides by itself: when an access token or an unpaid payment runs out, when a notice
//! is tried again. Moments that others compare with their own clock (signatures, certificates, time stamps, the time a
//! message came in) are the machine's.

use std::sync::atomic::{AtomicI64, Ordering};

use base::{Clock, SignedDuration, SystemClock, Timestamp};

/// The machine's clock and how far ahead of it the sandbox is.
#[derive(Debug, Default)]
pub struct MovableClock {
    ahead_seconds: AtomicI64,
}

impl MovableClock {
    /// Moves the clock on by whole seconds; it never goes back.
    pub fn advance(&self, seconds: u32) {
        self.ahead_seconds.fetch_add(i64::from(seconds), Ordering::SeqCst);
    }

    /// How many seconds the clock is ahead of the machine's.
    pub fn ahead_seconds(&self) -> i64 {
        self.ahead_seconds.load(Ordering::SeqCst)
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead_seconds());
        SystemClock.now().checked_add(ahead).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_on_by_seconds() {
        let clock = MovableClock::default();
        clock.advance(86_400);
        clock.advance(60);
        assert_eq!(clock.ahead_seconds(), 86_460);
        let ahead = SignedDuration::from_secs(86_460);
        // However long the machine pauses between two looks.
        let (before, moved, after) = (SystemClock.now(), clock.now(), SystemClock.now());
        assert!(before + ahead <= moved && moved <= after + ahead, "{before} {moved} {after}");
    }
}
