//! Days and instants as people of each language write and read them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::Lang;

/// Months as they stand in a Russian date.
pub(crate) const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Months as they stand in an English date.
pub(crate) const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The text is not a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar")]
pub struct BadDay;

/// Reads a day as typed: `27.03.2015`, `27/3/2015`, `27 03 2015`, `27032015`, or ISO `2015-03-27`.
///
/// # Errors
/// [`BadDay`] when it is none of these or no such day exists.
pub fn parse_day(text: &str) -> Result<Date, BadDay> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Ok(date);
    }
    let joined: String;
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        joined = format!("{} {} {}", &text[..2], &text[2..4], &text[4..]);
        joined.split(' ').collect()
    } else {
        text.split(['.', '/', ' ', '-', ',']).filter(|part| !part.is_empty()).collect()
    };
    let [day, month, year] = parts.as_slice() else { return Err(BadDay) };
    if year.len() != 4 || !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(BadDay);
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| BadDay);
    let small = |part: &str| part.parse::<i8>().map_err(|_| BadDay);
    Date::new(number(year)?, small(month)?, small(day)?).map_err(|_| BadDay)
}

/// A day in figures: `27.03.2015`.
pub fn short_date(day: Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

/// A day in words: «21 ноября 2026», "21 November 2026"; spaces do not break.
pub fn long_date(day: Date, lang: Lang) -> String {
    let months = match lang {
        Lang::Ru => MONTHS_RU,
        Lang::En => MONTHS_EN,
    };
    let month = usize::try_from(day.month() - 1).ok().and_then(|place| months.get(place)).copied().unwrap_or_default();
    format!("{}\u{a0}{month}\u{a0}{}", day.day(), day.year())
}

/// An instant in words in the zone: «21 ноября 2026, 14:05».
pub fn long_time(at: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let local = at.to_zoned(zone.clone());
    format!("{}, {:02}:{:02}", long_date(local.date(), lang), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let day = jiff::civil::date(2015, 3, 27);
        for text in ["27.03.2015", "27/3/2015", " 27 03 2015 ", "27032015", "2015-03-27", "27-03-2015"] {
            assert_eq!(parse_day(text), Ok(day), "{text}");
        }
        for text in ["", "31.02.2015", "27.03.15", "завтра", "+1.+2.2015", "00.00.0000"] {
            assert_eq!(parse_day(text), Err(BadDay), "{text}");
        }
    }

    #[test]
    fn shows_days_in_both_languages() {
        let day = jiff::civil::date(2026, 11, 21);
        assert_eq!(long_date(day, Lang::Ru), "21\u{a0}ноября\u{a0}2026");
        assert_eq!(long_date(day, Lang::En), "21\u{a0}November\u{a0}2026");
        assert_eq!(short_date(day), "21.11.2026");
    }
}
