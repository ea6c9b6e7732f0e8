//! The part of the year in which a service takes applications.

use std::{borrow::Cow, fmt, str::FromStr};

use base::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Text;

/// A day of every year: `08-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// This day in a year; 29 February is 28 February in a common year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).or_else(|_| Date::new(year, self.month, self.day - 1)).ok()
    }
}

impl FromStr for MonthDay {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a day of the year; write `08-15`");
        // A leap year, so that 29 February is a day.
        let day: Date = format!("2024-{text}").parse().map_err(|_| wrong())?;
        if text.len() != 5 {
            return Err(wrong());
        }
        Ok(Self { month: day.month(), day: day.day() })
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

impl JsonSchema for MonthDay {
    fn schema_name() -> Cow<'static, str> {
        "MonthDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day of every year: month and day",
            "type": "string",
            "pattern": "^[0-9]{2}-[0-9]{2}$",
        })
    }
}

/// From one day of the year to another, both included; over the turn of the year when `until` comes before `from`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// The first day.
    pub from: MonthDay,
    /// The last day.
    pub until: MonthDay,
    /// Why there is a season, and what to do outside of it.
    pub note: Text,
}

impl Season {
    /// Whether applications are taken on a day.
    pub fn is_open(&self, on: Date) -> bool {
        let day = MonthDay { month: on.month(), day: on.day() };
        if self.from <= self.until {
            (self.from..=self.until).contains(&day)
        } else {
            day >= self.from || day <= self.until
        }
    }

    /// The day on which applications are taken next; none when they are now.
    pub fn opens(&self, today: Date) -> Option<Date> {
        if self.is_open(today) {
            return None;
        }
        let this_year = self.from.in_year(today.year()).filter(|opens| *opens > today);
        this_year.or_else(|| self.from.in_year(today.year() + 1))
    }

    /// The last day of the season that is open on a day; none when it is closed.
    pub fn closes(&self, today: Date) -> Option<Date> {
        let this_year = self.until.in_year(today.year()).filter(|closes| *closes >= today);
        let closes = this_year.or_else(|| self.until.in_year(today.year() + 1));
        closes.filter(|_| self.is_open(today))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn season(from: &str, until: &str) -> Season {
        Season { from: from.parse().unwrap(), until: until.parse().unwrap(), note: Text::default() }
    }

    #[test]
    fn a_season_within_the_year() {
        let season = season("04-01", "08-31");
        assert!(season.is_open(day("2026-04-01")) && season.is_open(day("2026-08-31")));
        assert!(!season.is_open(day("2026-03-31")) && !season.is_open(day("2026-09-01")));
        assert_eq!(season.opens(day("2026-01-10")), Some(day("2026-04-01")));
        assert_eq!(season.opens(day("2026-11-10")), Some(day("2027-04-01")));
        assert_eq!(season.opens(day("2026-05-10")), None);
        assert_eq!(season.closes(day("2026-05-10")), Some(day("2026-08-31")));
        assert_eq!(season.closes(day("2026-11-10")), None);
    }

    #[test]
    fn a_season_over_the_turn_of_the_year() {
        let season = season("08-01", "02-29");
        assert!(season.is_open(day("2026-12-31")) && season.is_open(day("2027-02-28")));
        assert!(!season.is_open(day("2027-03-01")));
        assert_eq!(season.closes(day("2026-12-31")), Some(day("2027-02-28")));
        assert_eq!(season.opens(day("2027-03-01")), Some(day("2027-08-01")));
    }

    #[test]
    fn what_is_no_day_is_refused_in_words() {
        for text in ["", "13-01", "02-30", "8-1", "2026-08-01"] {
            assert!(text.parse::<MonthDay>().is_err(), "{text}");
        }
        assert_eq!("02-29".parse::<MonthDay>().unwrap().in_year(2027), Some(day("2027-02-28")));
    }
}
