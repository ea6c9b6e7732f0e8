//! Hours of a week, with breaks, and whether it is open at an instant.

use std::{fmt, str::FromStr};

use jiff::civil::{DateTime, Time, Weekday};
use serde::{Deserialize, Deserializer, de::Error};

/// The days of a week as people count them.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// From when to when, on one day; the end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: Time,
    /// The moment after the last.
    pub until: Time,
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", clock(self.from), clock(self.until))
    }
}

impl FromStr for Span {
    type Err = String;

    /// Reads "9:00-13:00".
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no span of hours like 9:00-13:00");
        let (from, until) = text.split_once('-').ok_or_else(wrong)?;
        let span = Self { from: time(from).ok_or_else(wrong)?, until: time(until).ok_or_else(wrong)? };
        if span.from < span.until { Ok(span) } else { Err(wrong()) }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A time of day as people write it: «9:00».
pub fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// When something is open, day by day. A day without spans is a day off; between two spans is a break.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    monday: Vec<Span>,
    tuesday: Vec<Span>,
    wednesday: Vec<Span>,
    thursday: Vec<Span>,
    friday: Vec<Span>,
    saturday: Vec<Span>,
    sunday: Vec<Span>,
}

/// Whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It is, until then.
    Open(Time),
    /// There is a break, until then.
    Break(Time),
    /// It is not; it opens after so many days (0 is today), on that day of the week at that time.
    Closed(i8, Weekday, Time),
    /// It never is.
    Never,
}

impl Opening {
    /// Whether one can go in.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }
}

impl Week {
    /// The spans of a day, in order.
    pub fn on(&self, day: Weekday) -> &[Span] {
        match day {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }

    /// Whether it is open at this moment of the place's own clock.
    pub fn at(&self, now: DateTime) -> Opening {
        let (today, time) = (self.on(now.weekday()), now.time());
        if let Some(span) = today.iter().find(|span| span.from <= time && time < span.until) {
            return Opening::Open(span.until);
        }
        let begun = today.first().is_some_and(|first| first.from <= time);
        if let Some(next) = today.iter().find(|span| time < span.from) {
            return if begun { Opening::Break(next.from) } else { Opening::Closed(0, now.weekday(), next.from) };
        }
        let later = (1..=7).find_map(|days| {
            let day = now.weekday().wrapping_add(days);
            self.on(day).first().map(|first| Opening::Closed(days, day, first.from))
        });
        later.unwrap_or(Opening::Never)
    }

    /// The first day whose spans overlap or are out of order.
    pub(crate) fn disorder(&self) -> Option<Weekday> {
        let ordered = |spans: &[Span]| spans.is_sorted_by(|one, next| one.until < next.from);
        WEEKDAYS.into_iter().find(|day| !ordered(self.on(*day)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn week() -> Week {
        let spans = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Week { monday: spans(&["9:00-13:00", "14:00-18:00"]), saturday: spans(&["10:00-14:00"]), ..Week::default() }
    }

    fn at(day: i8, hour: i8, minute: i8) -> Opening {
        week().at(date(2026, 11, day).at(hour, minute, 0, 0))
    }

    fn clock_of(hour: i8) -> Time {
        Time::constant(hour, 0, 0, 0)
    }

    #[test]
    fn opening_breaks_and_days_off() {
        // The 23rd of November 2026 is a Monday.
        assert_eq!(at(23, 8, 59), Opening::Closed(0, Weekday::Monday, clock_of(9)));
        assert_eq!(at(23, 9, 0), Opening::Open(clock_of(13)));
        assert_eq!(at(23, 13, 0), Opening::Break(clock_of(14)), "the end does not belong to the span");
        assert_eq!(at(23, 17, 59), Opening::Open(clock_of(18)));
        assert_eq!(at(23, 18, 0), Opening::Closed(5, Weekday::Saturday, clock_of(10)));
        assert_eq!(at(27, 12, 0), Opening::Closed(1, Weekday::Saturday, clock_of(10)));
        assert_eq!(at(28, 20, 0), Opening::Closed(2, Weekday::Monday, clock_of(9)));
        assert_eq!(Week::default().at(date(2026, 11, 23).at(12, 0, 0, 0)), Opening::Never);
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in ["9:00", "13:00-9:00", "9:00-9:00", "25:00-26:00", "nine-ten", "9-13"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
        assert_eq!("9:00-13:30".parse::<Span>().unwrap().to_string(), "9:00–13:30");
    }

    #[test]
    fn spans_stand_in_order() {
        assert_eq!(week().disorder(), None);
        let mut week = week();
        week.monday.reverse();
        assert_eq!(week.disorder(), Some(Weekday::Monday));
    }
}
