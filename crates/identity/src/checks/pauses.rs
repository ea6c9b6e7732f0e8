//! How long a question to a registry waits between its tries. Pure.

use base::{SignedDuration, Timestamp};

/// After this long without an answer the check gives up.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(5 * 24);

const FIRST: SignedDuration = SignedDuration::from_secs(15);
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

/// The pause after the try of this number, counted from 1: 15 s, 30 s, 1 min, 2 min … up to 2 h.
pub fn after(tries: i64) -> SignedDuration {
    let doublings = u32::try_from(tries.saturating_sub(1).clamp(0, 16)).unwrap_or(0);
    FIRST.saturating_mul(2_i32.saturating_pow(doublings)).min(LONGEST)
}

/// When to try again after the failed try of this number; `None` when the patience is over. The last try falls on the very
/// end of the five days.
pub fn next_try(now: Timestamp, tries: i64, give_up_at: Timestamp) -> Option<Timestamp> {
    if now >= give_up_at {
        return None;
    }
    let next = now.checked_add(after(tries)).unwrap_or(give_up_at);
    Some(next.min(give_up_at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pauses_grow_and_stop_growing() {
        let pauses: Vec<i64> = (1..=12).map(|tries| after(tries).as_secs()).collect();
        assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 960, 1920, 3840, 7200, 7200, 7200]);
        assert_eq!(after(0).as_secs(), 15);
        assert_eq!(after(i64::MAX), LONGEST);
    }

    #[test]
    fn five_days_and_no_longer() {
        let start = Timestamp::UNIX_EPOCH;
        let give_up_at = start + PATIENCE;
        let (mut now, mut tries) = (start, 0);
        loop {
            tries += 1;
            let Some(next) = next_try(now, tries, give_up_at) else { break };
            now = next;
        }
        assert_eq!(now, give_up_at);
        assert!((60..=75).contains(&tries), "{tries}");
    }

    proptest! {
        #[test]
        fn always_later_and_never_past_the_end(now in 0_i64..1_000_000, tries in 1_i64..1000, left in 0_i64..1_000_000) {
            let now = Timestamp::from_second(now).unwrap();
            let give_up_at = now + SignedDuration::from_secs(left);
            let next = next_try(now, tries, give_up_at);
            prop_assert_eq!(next.is_none(), left == 0);
            prop_assert!(next.is_none_or(|next| next > now && next <= give_up_at));
        }
    }
}
