//! Working days.

use std::collections::BTreeSet;

use base::Date;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// Which days are worked: not Saturdays, Sundays and the holidays of the Labour Code (article 112), unless a year's
/// calendar says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkCalendar {
    /// Working days that are free, beside the fixed holidays: holidays that were moved.
    pub free: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked.
    pub worked: BTreeSet<Date>,
}

/// Month and day of the fixed holidays.
const HOLIDAYS: [(i8, i8); 14] =
    [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)];

impl WorkCalendar {
    /// Whether a day is worked.
    pub fn is_working_day(&self, day: Date) -> bool {
        if self.worked.contains(&day) {
            return true;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && !HOLIDAYS.contains(&(day.month(), day.day())) && !self.free.contains(&day)
    }

    /// The last day of a time of so many working days that begins on the day after `start`.
    pub fn after(&self, start: Date, working_days: u32) -> Date {
        let mut day = start;
        let mut left = working_days;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return day };
            day = next;
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }
}
