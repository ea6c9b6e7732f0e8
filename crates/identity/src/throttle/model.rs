//! The buckets: how much each holds and how fast it drains. Pure.

use base::{SignedDuration, Timestamp};

/// What attempts are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bucket {
    /// A device that has signed in to the account before.
    KnownDevice,
    /// The name that was typed, by strangers.
    Name,
    /// The account behind it, by strangers, whichever of its names they type.
    Account,
    /// The strangers of one network together.
    Network,
    /// The name of a member of staff.
    StaffName,
    /// Registrations and recoveries begun from one network.
    Begin,
}

impl Bucket {
    /// How many attempts in a row it holds.
    const fn holds(self) -> i32 {
        match self {
            Self::KnownDevice => 10,
            Self::Name | Self::StaffName => 5,
            Self::Account => 100,
            Self::Network => 60,
            Self::Begin => 40,
        }
    }

    /// How long one attempt takes to drain.
    const fn drains(self) -> SignedDuration {
        match self {
            Self::KnownDevice | Self::Begin => SignedDuration::from_mins(1),
            Self::Name | Self::StaffName => SignedDuration::from_mins(15),
            // A hundred in 24 hours.
            Self::Account => SignedDuration::from_secs(864),
            Self::Network => SignedDuration::from_secs(20),
        }
    }

    /// Whether a right password shows that what was poured in was the owner's own mistyping.
    pub(super) const fn is_personal(self) -> bool {
        matches!(self, Self::KnownDevice | Self::Name | Self::StaffName)
    }

    /// Keeps fingerprints of different buckets apart.
    pub(super) const fn domain(self) -> &'static str {
        match self {
            Self::KnownDevice => "attempts-device",
            Self::Name => "attempts-name",
            Self::Account => "attempts-account",
            Self::Network => "attempts-network",
            Self::StaffName => "attempts-staff",
            Self::Begin => "attempts-begin",
        }
    }

    /// One measure: how much later the bucket is empty after one attempt.
    pub(super) fn measure(self) -> SignedDuration {
        self.drains()
    }

    /// The latest moment of being empty at which one more attempt still fits in.
    pub(super) fn brim(self, now: Timestamp) -> Timestamp {
        now + self.drains() * (self.holds() - 1)
    }

    /// When a bucket that will be empty at `drained_at` takes an attempt again.
    pub(super) fn open_again(self, drained_at: Timestamp) -> Timestamp {
        drained_at - self.drains() * (self.holds() - 1)
    }
}

/// One bucket of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) bucket: Bucket,
    pub(crate) fingerprint: [u8; 32],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bucket_opens_when_one_measure_has_drained() {
        let now = Timestamp::UNIX_EPOCH;
        for bucket in [Bucket::KnownDevice, Bucket::Name, Bucket::Account, Bucket::Network] {
            let mut drained_at = now;
            let mut taken = 0;
            while drained_at <= bucket.brim(now) {
                drained_at += bucket.measure();
                taken += 1;
            }
            assert_eq!(taken, bucket.holds(), "{bucket:?}");
            assert_eq!(bucket.open_again(drained_at), now + bucket.measure(), "{bucket:?}");
        }
    }
}
