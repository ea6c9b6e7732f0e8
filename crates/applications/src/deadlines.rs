//! The agency's clock: it runs while the case lies with the agency and stands still while the citizen is asked.

use base::Date;

use crate::calendar::WorkingDays;

/// The clock of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewClock {
    /// The decision is due on this day.
    Running {
        /// The last day of the review.
        due_on: Date,
    },
    /// The citizen was asked: so many working days of the review are left.
    Stopped {
        /// Working days, 0 or more.
        days_left: u32,
    },
}

impl ReviewClock {
    /// A review of `days` working days that begins `today`.
    pub fn start(calendar: &WorkingDays, today: Date, days: u32) -> Self {
        Self::Running { due_on: calendar.after(today, days) }
    }

    /// Stops the clock; what is overdue has nothing left.
    pub fn stop(self, calendar: &WorkingDays, today: Date) -> Self {
        match self {
            Self::Running { due_on } => {
                Self::Stopped { days_left: u32::try_from(calendar.left(today, due_on)).unwrap_or(0) }
            }
            stopped @ Self::Stopped { .. } => stopped,
        }
    }

    /// Lets the clock run on; the officer has at least one working day to read the answer.
    pub fn resume(self, calendar: &WorkingDays, today: Date) -> Self {
        match self {
            Self::Stopped { days_left } => Self::start(calendar, today, days_left.max(1)),
            running @ Self::Running { .. } => running,
        }
    }
}

/// How a deadline is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// More than two working days are left.
    Calm,
    /// One or two working days are left.
    Soon,
    /// It is due today.
    Today,
    /// It has passed.
    Overdue,
}

impl Urgency {
    /// Of a deadline with so many working days left; `past` when the day itself is over.
    pub const fn of(left: i64, past: bool) -> Self {
        match left {
            _ if past => Self::Overdue,
            0 => Self::Today,
            1 | 2 => Self::Soon,
            _ => Self::Calm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::russia;

    fn november(day: i8) -> Date {
        Date::constant(2026, 11, day)
    }

    #[test]
    fn the_clock_stands_still_while_the_citizen_is_asked() {
        // Ten working days from Monday 9 November end on Monday 23.
        let clock = ReviewClock::start(russia(), november(9), 10);
        assert_eq!(clock, ReviewClock::Running { due_on: november(23) });
        // Asked on Friday 13: Monday 16 to Monday 23 are left.
        let stopped = clock.stop(russia(), november(13));
        assert_eq!(stopped, ReviewClock::Stopped { days_left: 6 });
        assert_eq!(stopped.stop(russia(), november(30)), stopped);
        // Answered a week later: six working days from then.
        assert_eq!(stopped.resume(russia(), november(20)), ReviewClock::Running { due_on: november(30) });
    }

    #[test]
    fn an_overdue_review_still_gets_a_day_to_read_the_answer() {
        let clock = ReviewClock::Running { due_on: november(10) }.stop(russia(), november(12));
        assert_eq!(clock, ReviewClock::Stopped { days_left: 0 });
        assert_eq!(clock.resume(russia(), november(12)), ReviewClock::Running { due_on: november(13) });
    }

    #[test]
    fn urgency_grows() {
        assert_eq!(Urgency::of(9, false), Urgency::Calm);
        assert_eq!(Urgency::of(2, false), Urgency::Soon);
        assert_eq!(Urgency::of(0, false), Urgency::Today);
        assert_eq!(Urgency::of(0, true), Urgency::Overdue);
    }
}
