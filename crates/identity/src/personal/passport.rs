//! How long an internal passport lives: given at 14, renewed at 20 and at 45, with 90 days to do it
//! (Government resolution 2267 of 23.12.2023, points 9 and 12). Pure.

use base::Date;
use jiff::Span;

/// Days after the birthday during which the old passport still counts.
const GRACE_DAYS: i64 = 90;
/// From this age on a citizen has a passport.
pub const FIRST_AGE: i64 = 14;
/// Ages at which a passport must be renewed.
const RENEWALS: [i64; 2] = [20, 45];

/// Why a passport cannot be as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPassport {
    /// Issued on a day that has not come.
    Future,
    /// Issued before the 14th birthday.
    TooEarly,
    /// Should have been renewed at this age, and the days to do it are over.
    RunOut {
        /// 20 or 45.
        age: i64,
    },
}

/// The birthday of this age; for 29 February in a common year the 28th.
pub fn birthday(born_on: Date, age: i64) -> Date {
    born_on.saturating_add(Span::new().years(age))
}

/// The last day on which a passport issued on this day counts; `None` after the last renewal: for life.
pub fn runs_out_on(born_on: Date, issued_on: Date) -> Option<Date> {
    RENEWALS
        .into_iter()
        .map(|age| birthday(born_on, age))
        .find(|renewal| issued_on < *renewal)
        .map(|renewal| renewal.saturating_add(Span::new().days(GRACE_DAYS)))
}

/// Whether the days of a passport agree with its owner's age.
pub fn check(born_on: Date, issued_on: Date, today: Date) -> Result<(), BadPassport> {
    if issued_on > today {
        return Err(BadPassport::Future);
    }
    if issued_on < birthday(born_on, FIRST_AGE) {
        return Err(BadPassport::TooEarly);
    }
    match runs_out_on(born_on, issued_on) {
        Some(last) if today > last => {
            // The age whose birthday has passed since: a passport of a 16-year-old shown at 50 should be that of 45.
            let age = RENEWALS.into_iter().rev().find(|age| birthday(born_on, *age) <= today).unwrap_or(FIRST_AGE);
            Err(BadPassport::RunOut { age })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn the_days_of_a_passport() {
        let born = date(1990, 5, 12);
        assert_eq!(check(born, date(2010, 6, 1), TODAY), Ok(()));
        assert_eq!(check(born, date(2004, 5, 11), TODAY), Err(BadPassport::TooEarly));
        assert_eq!(check(born, date(2004, 5, 12), TODAY), Err(BadPassport::RunOut { age: 20 }));
        assert_eq!(check(born, date(2026, 11, 22), TODAY), Err(BadPassport::Future));
        assert_eq!(check(born, TODAY, TODAY), Ok(()));
        assert_eq!(check(date(1970, 1, 1), date(2000, 1, 1), TODAY), Err(BadPassport::RunOut { age: 45 }));
        assert_eq!(check(date(1970, 1, 1), date(1990, 1, 1), date(2014, 12, 31)), Ok(()));
        assert_eq!(check(date(1960, 1, 1), date(1976, 1, 1), TODAY), Err(BadPassport::RunOut { age: 45 }));
    }

    #[test]
    fn ninety_days_to_renew() {
        let born = date(2006, 9, 1);
        assert_eq!(runs_out_on(born, date(2020, 9, 10)), Some(date(2026, 11, 30)));
        assert_eq!(check(born, date(2020, 9, 10), date(2026, 11, 30)), Ok(()));
        assert_eq!(check(born, date(2020, 9, 10), date(2026, 12, 1)), Err(BadPassport::RunOut { age: 20 }));
        assert_eq!(runs_out_on(born, date(2026, 9, 1)), Some(date(2051, 11, 30)));
        assert_eq!(runs_out_on(born, date(2051, 9, 1)), None);
    }

    #[test]
    fn born_on_the_leap_day() {
        assert_eq!(birthday(date(2004, 2, 29), 14), date(2018, 2, 28));
        assert_eq!(check(date(2004, 2, 29), date(2018, 3, 1), date(2018, 3, 2)), Ok(()));
    }

    proptest! {
        /// Whatever passes today ran out on no day between its issue and today.
        #[test]
        fn what_counts_today_counted_all_along(born in 0_i64..30_000, issued in 0_i64..30_000, on in 0_i64..30_000) {
            let day = |days: i64| date(1930, 1, 1).saturating_add(Span::new().days(days));
            let (born, issued, on) = (day(born), day(issued), day(on));
            if check(born, issued, on).is_ok() {
                prop_assert!(issued <= on && issued >= birthday(born, 14));
                prop_assert_eq!(check(born, issued, issued), Ok(()));
                if on > issued {
                    prop_assert_eq!(check(born, issued, on.yesterday().unwrap()), Ok(()));
                }
                prop_assert!(runs_out_on(born, issued).is_none_or(|last| on <= last));
            }
        }
    }
}
