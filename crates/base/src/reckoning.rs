//! The days that are counted for everybody alike, wherever in the country somebody is: of seasons, pauses, deadlines, passports
//! and evidence. One zone for the whole country, so that no page says another day than the rule that decides.

use jiff::{
    Span, Timestamp,
    civil::Date,
    tz::{self, TimeZone},
};

/// Moscow, three hours ahead of UTC all year (Federal law 107-ФЗ of 03.06.2011, article 5).
pub const ZONE: TimeZone = TimeZone::fixed(tz::offset(3));

/// The day of an instant.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(ZONE).date()
}

/// The first instant after a day: from then on a deadline of that day has passed.
pub fn end_of(day: Date) -> Timestamp {
    let next = day.saturating_add(Span::new().days(1));
    next.to_zoned(ZONE).map_or(Timestamp::MAX, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, civil::date};

    use super::*;

    #[test]
    fn a_day_begins_three_hours_before_that_of_greenwich() {
        let late: Timestamp = "2026-11-21T21:00:00Z".parse().unwrap();
        assert_eq!(day_of(late), date(2026, 11, 22));
        assert_eq!(day_of(late - SignedDuration::from_micros(1)), date(2026, 11, 21));
        assert_eq!(end_of(date(2026, 11, 21)), late);
    }
}
