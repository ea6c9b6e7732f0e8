//! Which day it is for a person whose data are checked. One zone for the whole country: the days that decide (of a
//! passport, of evidence) come with weeks of grace, so the hours between the zones decide nothing.

use base::{Date, Timestamp};
use jiff::{
    Span,
    tz::{self, TimeZone},
};

/// Moscow, three hours ahead of UTC all year (Federal law 107-ФЗ of 03.06.2011, article 5).
const ZONE: TimeZone = TimeZone::fixed(tz::offset(3));

/// The day of an instant.
pub(crate) fn of(at: Timestamp) -> Date {
    at.to_zoned(ZONE).date()
}

/// The first instant after a day.
pub(crate) fn after(day: Date) -> Timestamp {
    let next = day.saturating_add(Span::new().days(1));
    next.to_zoned(ZONE).map_or(Timestamp::MAX, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_begins_three_hours_before_that_of_greenwich() {
        let late: Timestamp = "2026-11-21T21:00:00Z".parse().unwrap();
        assert_eq!(of(late), date(2026, 11, 22));
        assert_eq!(of(late - base::SignedDuration::from_micros(1)), date(2026, 11, 21));
        assert_eq!(after(date(2026, 11, 21)), late);
    }
}
