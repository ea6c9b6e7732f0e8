//! Money, exact: whole kopecks.

use std::{fmt, iter::Sum, ops::Add};

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A sum in kopecks. Shown as «1 500,00 ₽».
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    kopecks: i64,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self { kopecks: 0 };

    /// A sum of so many kopecks.
    pub const fn kopecks(kopecks: i64) -> Self {
        Self { kopecks }
    }

    /// A sum of so many whole roubles.
    pub const fn roubles(roubles: i64) -> Self {
        Self { kopecks: roubles * 100 }
    }

    /// How many kopecks it is.
    pub const fn in_kopecks(self) -> i64 {
        self.kopecks
    }

    /// As people of the language read it: «1 500,00 ₽», "₽1,500.00"; spaces do not break.
    pub fn show(self, lang: Lang) -> String {
        let (group, point) = match lang {
            Lang::Ru => ('\u{a0}', ','),
            Lang::En => (',', '.'),
        };
        let whole = (self.kopecks / 100).unsigned_abs().to_string();
        let mut grouped = String::with_capacity(whole.len() + 8);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(group);
            }
            grouped.push(digit);
        }
        let sign = if self.kopecks < 0 { "−" } else { "" };
        let part = (self.kopecks % 100).unsigned_abs();
        match lang {
            Lang::Ru => format!("{sign}{grouped}{point}{part:02}\u{a0}₽"),
            Lang::En => format!("{sign}₽{grouped}{point}{part:02}"),
        }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { kopecks: self.kopecks.saturating_add(other.kopecks) }
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::Ru))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_as_people_write_it() {
        assert_eq!(Money::kopecks(150_000).show(Lang::Ru), "1\u{a0}500,00\u{a0}₽");
        assert_eq!(Money::kopecks(123_456_789).show(Lang::En), "₽1,234,567.89");
        assert_eq!(Money::kopecks(-5).show(Lang::Ru), "−0,05\u{a0}₽");
    }
}
