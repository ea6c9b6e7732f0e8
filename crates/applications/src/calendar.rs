//! Working days of agencies, and the moments at which days begin and end. The rule is that of [`forms::WorkCalendar`]; the
//! days that differ from year to year are data.

use std::sync::LazyLock;

pub use base::reckoning::{day_of, end_of};
use base::{Date, SignedDuration, Timestamp, reckoning::ZONE};
use forms::WorkCalendar;
use jiff::ToSpan;

/// Which days an agency works on.
#[derive(Debug, Clone, Default)]
pub struct WorkingDays(WorkCalendar);

/// The calendar of Russia, from `calendar/russia.txt`.
pub fn russia() -> &'static WorkingDays {
    static RUSSIA: LazyLock<WorkingDays> = LazyLock::new(|| WorkingDays::read(include_str!("calendar/russia.txt")));
    &RUSSIA
}

/// Ten in the morning of `day`: when people are reminded.
pub fn morning_of(day: Date) -> Timestamp {
    let start = day.to_zoned(ZONE).map_or(Timestamp::MAX, |start| start.timestamp());
    start.saturating_add(SignedDuration::from_hours(10)).unwrap_or(start)
}

impl WorkingDays {
    /// Reads lines of a day and "free" or "worked"; lines that say neither (comments) are passed over.
    fn read(text: &str) -> Self {
        let mut calendar = WorkCalendar::default();
        for line in text.lines() {
            let Some((Ok(day), word)) = line.split_once(' ').map(|(day, word)| (day.parse(), word)) else { continue };
            match word {
                "free" => calendar.free.insert(day),
                "worked" => calendar.worked.insert(day),
                _ => false,
            };
        }
        Self(calendar)
    }

    /// Whether people work on the day.
    pub fn works(&self, day: Date) -> bool {
        self.0.is_working_day(day)
    }

    /// The day that is `count` working days after `day`; the day itself does not count (Civil Code, article 191).
    pub fn after(&self, day: Date, count: u32) -> Date {
        self.0.after(day, count)
    }

    /// The last working day before `day`.
    pub fn before(&self, day: Date) -> Date {
        let mut reached = day.saturating_sub(1.day());
        while !self.works(reached) && reached > Date::MIN {
            reached = reached.saturating_sub(1.day());
        }
        reached
    }

    /// Working days from `today` (not counted) to `due` (counted); negative when `due` has passed.
    pub fn left(&self, today: Date, due: Date) -> i64 {
        let (first, last, sign) = if due < today { (due, today, -1) } else { (today, due, 1) };
        let mut count = 0;
        let mut day = first;
        while day < last {
            day = day.saturating_add(1.day());
            if self.works(day) {
                count += 1;
            }
        }
        sign * count
    }
}

#[cfg(test)]
mod tests {
    use base::Date;

    use super::*;

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2026, month, day)
    }

    #[test]
    fn every_line_of_the_data_is_read_and_differs_from_the_plain_week() {
        let lines = include_str!("calendar/russia.txt").lines().filter(|line| !line.starts_with('#')).count();
        let WorkingDays(calendar) = russia();
        assert_eq!(calendar.free.len() + calendar.worked.len(), lines);
        let plain = WorkingDays::default();
        assert!(calendar.free.iter().all(|day| plain.works(*day)), "a free day that needs no line");
        assert!(calendar.worked.iter().all(|day| !plain.works(*day)), "a worked day that needs no line");
        // 247 working days: the production calendar of 2026.
        let year = Date::constant(2025, 12, 31).series(1.day()).skip(1).take(365);
        assert_eq!(year.filter(|day| russia().works(*day)).count(), 247);
    }

    #[test]
    fn counts_over_weekends_and_holidays() {
        // Friday 30 October 2026 + 3: Monday 2, Tuesday 3, and over the holiday of Wednesday 4 to Thursday 5 November.
        assert_eq!(russia().after(day(10, 30), 3), day(11, 5));
        assert_eq!(russia().left(day(10, 30), day(11, 5)), 3);
        assert_eq!(russia().left(day(11, 5), day(11, 5)), 0);
        assert_eq!(russia().left(day(11, 6), day(11, 5)), -1);
        assert_eq!(russia().before(day(11, 5)), day(11, 3));
        // Over the New Year: 30 December 2026 + 1 is Monday 11 January 2027.
        assert_eq!(russia().after(day(12, 30), 1), Date::constant(2027, 1, 11));
    }

    #[test]
    fn left_is_the_inverse_of_after() {
        for start in day(1, 1).series(1.day()).take(400) {
            for count in [1, 2, 5, 30] {
                assert_eq!(russia().left(start, russia().after(start, count)), i64::from(count), "{start} + {count}");
            }
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_moscow() {
        assert_eq!(end_of(day(11, 21)).to_string(), "2026-11-21T21:00:00Z");
        assert_eq!(day_of("2026-11-21T20:59:59Z".parse().expect("instant")), day(11, 21));
        assert_eq!(day_of("2026-11-21T21:00:00Z".parse().expect("instant")), day(11, 22));
        assert_eq!(morning_of(day(11, 21)).to_string(), "2026-11-21T07:00:00Z");
    }
}
