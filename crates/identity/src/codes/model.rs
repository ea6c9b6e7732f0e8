//! The limits of one-time codes. Pure.

use base::{SignedDuration, Timestamp};

/// Digits of a code.
pub(crate) const CODE_LENGTH: usize = 6;
/// How long a code can be used.
pub(crate) const CODE_LIVES: SignedDuration = SignedDuration::from_mins(10);
/// How long the link in an e-mail can be used.
pub(crate) const LINK_LIVES: SignedDuration = SignedDuration::from_hours(1);
/// Wrong tries that kill a code.
pub(crate) const MAX_TRIES: u32 = 5;
/// Between two codes to one contact.
pub(crate) const PAUSE: SignedDuration = SignedDuration::from_secs(60);
/// Codes to one contact in an hour.
const PER_HOUR: usize = 5;
/// Codes to one contact in a day.
const PER_DAY: usize = 20;

/// The next code may be sent only later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooSoon {
    /// From this moment on.
    pub(crate) until: Timestamp,
}

/// What became of a typed code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// It was right and is used up.
    Right,
    /// It was wrong; so many tries are left.
    Wrong {
        /// At least one.
        left: u32,
    },
    /// Too many wrong tries: the code is dead.
    Dead {
        /// When a new one can be asked for.
        until: Timestamp,
    },
    /// Too old, used already, or there never was one.
    Expired,
}

/// When the next code may be sent to a contact, given the sendings of the last day, newest first. `None`: now.
pub(crate) fn may_send_at(sent: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
    // The window is free again when the first of the last so many has left it.
    let freed = |count: usize, window: SignedDuration| sent.get(count - 1).map(|at| *at + window);
    [freed(1, PAUSE), freed(PER_HOUR, SignedDuration::from_hours(1)), freed(PER_DAY, SignedDuration::from_hours(24))]
        .into_iter()
        .flatten()
        .filter(|at| *at > now)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_minute_lies_between_two_codes() {
        assert_eq!(may_send_at(&[], at(0)), None);
        assert_eq!(may_send_at(&[at(0)], at(59)), Some(at(60)));
        assert_eq!(may_send_at(&[at(0)], at(60)), None);
    }

    #[test]
    fn five_an_hour() {
        let sent: Vec<Timestamp> = (0..5).rev().map(|n| at(n * 61)).collect();
        assert_eq!(may_send_at(&sent, at(400)), Some(at(3600)));
        assert_eq!(may_send_at(&sent, at(3600)), None);
    }

    #[test]
    fn twenty_a_day() {
        let sent: Vec<Timestamp> = (0..20).rev().map(|n| at(n * 1000)).collect();
        assert_eq!(may_send_at(&sent, at(40_000)), Some(at(86_400)));
        assert_eq!(may_send_at(&sent, at(86_400)), None);
    }
}
