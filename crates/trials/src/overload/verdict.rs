//! What was seen, beside what was promised.

use std::{fmt, time::Duration};

use trials::load::Outcome;

use crate::crowd::{Guessing, Tally};

/// What is let in is answered within: the wait for a place and the work.
const ADMITTED: Duration = Duration::from_secs(4);
/// Resident memory under the flood at most, beside what calm work took.
const MEMORY: u64 = 150 * 1024 * 1024;
/// The share of the rate that must be back afterwards.
const BACK: f64 = 0.7;

/// The measurements.
pub struct Verdict {
    pub machine: String,
    pub before: Outcome,
    pub during: Outcome,
    pub after: Outcome,
    pub tally: Tally,
    pub calm: u64,
    pub highest: u64,
    pub guessing: Guessing,
}

impl Verdict {
    fn promises(&self) -> [(&'static str, bool); 6] {
        [
            ("every answer is right, or 503 with Retry-After", self.during.failed == 0),
            ("what is too much is refused", self.tally.refused() > 0),
            ("p99 of what is let in is bounded", self.tally.quantile(0.99) <= ADMITTED),
            ("memory is bounded", self.highest <= self.calm + MEMORY),
            ("a citizen signs in under a flood of wrong passwords", self.guessing.signed_in_after.is_some()),
            ("the rate is back afterwards", self.after.rate() >= self.before.rate() * BACK),
        ]
    }

    /// Whether every promise was kept.
    pub fn is_good(&self) -> bool {
        self.promises().iter().all(|(_, kept)| *kept)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        let mebibytes = |bytes: u64| bytes / 1024 / 1024;
        writeln!(f, "{}", self.machine)?;
        for (name, outcome) in [("before", &self.before), ("after", &self.after)] {
            let (p50, p99) = (millis(outcome.quantile(0.5)), millis(outcome.quantile(0.99)));
            writeln!(f, "{name:<10}{:>8.0} a second, p50 {p50:.1} ms, p99 {p99:.1} ms", outcome.rate())?;
        }
        let seconds = self.during.took.as_secs_f64();
        let (p50, p99) = (millis(self.tally.quantile(0.5)), millis(self.tally.quantile(0.99)));
        let (admitted, refused) = (self.tally.admitted(), self.tally.refused());
        #[expect(clippy::cast_precision_loss, reason = "counts of seconds of load")]
        let (in_rate, out_rate) = (admitted as f64 / seconds, refused as f64 / seconds);
        writeln!(f, "{:<10}{in_rate:>8.0} a second let in, p50 {p50:.1} ms, p99 {p99:.1} ms", "flood")?;
        writeln!(f, "{:<10}{out_rate:>8.0} a second told to come again; {} wrong", "", self.during.failed)?;
        if let Some(complaint) = &self.during.complaint {
            writeln!(f, "          the first: {complaint}")?;
        }
        let Guessing { compared, refused, signed_in_after } = self.guessing;
        writeln!(
            f,
            "passwords {compared} wrong ones compared, {refused} refused; signed in after {signed_in_after:?} tries"
        )?;
        writeln!(f, "memory    {} MiB calm, {} MiB at most", mebibytes(self.calm), mebibytes(self.highest))?;
        for (promise, kept) in self.promises() {
            writeln!(f, "{} {promise}", if kept { "kept  " } else { "BROKEN" })?;
        }
        Ok(())
    }
}
