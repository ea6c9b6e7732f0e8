//! How late this process is. Work that never waits fills no place: what is too much of it stands in line for a thread before
//! anybody can count it. So a task beats, and whoever is about to be let in looks how long the beat is overdue.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::runtime::{Handle, RuntimeFlavor};

const BEAT: Duration = Duration::from_millis(20);

/// The beat of this process.
#[derive(Debug)]
pub(crate) struct Pulse {
    begun: Instant,
    /// When the next beat is due, in microseconds since `begun`.
    due: AtomicU64,
}

impl Pulse {
    /// Begins to beat until the last holder goes. Where there is one thread alone (in tests) nobody stands in line, so it
    /// does not.
    pub fn start() -> Arc<Self> {
        let pulse = Arc::new(Self { begun: Instant::now(), due: AtomicU64::new(u64::MAX) });
        if let Ok(handle) = Handle::try_current()
            && handle.runtime_flavor() == RuntimeFlavor::MultiThread
        {
            handle.spawn(beat(Arc::downgrade(&pulse)));
        }
        pulse
    }

    /// By how much the beat is overdue.
    pub fn late(&self) -> Duration {
        let due = Duration::from_micros(self.due.load(Ordering::Relaxed));
        self.begun.elapsed().saturating_sub(due)
    }

    fn expect(&self, in_time: Duration) {
        let due = self.begun.elapsed() + in_time;
        self.due.store(u64::try_from(due.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    #[cfg(test)]
    pub fn overdue() -> Arc<Self> {
        let begun = Instant::now().checked_sub(Duration::from_mins(1)).unwrap();
        Arc::new(Self { begun, due: AtomicU64::new(0) })
    }
}

async fn beat(pulse: Weak<Pulse>) {
    while let Some(held) = pulse.upgrade() {
        held.expect(BEAT);
        drop(held);
        tokio::time::sleep(BEAT).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_expected_is_not_late() {
        assert_eq!(Pulse::start().late(), Duration::ZERO);
        let pulse = Pulse::overdue();
        assert!(pulse.late() >= Duration::from_mins(1));
        pulse.expect(Duration::from_hours(1));
        assert_eq!(pulse.late(), Duration::ZERO);
    }
}
