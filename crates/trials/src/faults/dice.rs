//! Chance that can be told again: the same seed gives the same moments.

use std::time::Duration;

/// A stream of numbers from a seed (splitmix64, Steele and others 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Another stream that follows from this one.
    pub fn another(&mut self) -> Self {
        Self(self.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A time from `least` up to `most`.
    pub fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let span = u64::try_from(most.saturating_sub(least).as_micros()).unwrap_or(u64::MAX).max(1);
        least + Duration::from_micros(self.next() % span)
    }

    /// One of so many, from 0.
    pub fn one_of(&mut self, many: u64) -> u64 {
        self.next() % many.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_moments() {
        let times = |seed| {
            let mut dice = Dice::new(seed);
            [(); 5].map(|()| dice.between(Duration::from_millis(300), Duration::from_secs(2)))
        };
        assert_eq!(times(7), times(7));
        assert_ne!(times(7), times(8));
        assert!(times(7).iter().all(|time| (300..2000).contains(&time.as_millis())));
    }
}
