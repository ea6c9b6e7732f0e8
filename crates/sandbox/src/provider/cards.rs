//! Bank cards as a payer types them.

use base::Date;

/// A card that pays.
pub(super) const GOOD: &str = "2200 0000 0000 0004";
/// A card whose bank refuses.
pub(super) const POOR: &str = "2200 0000 0000 0012";

/// What is wrong with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadCard {
    /// Not 16 to 19 digits with a right check digit.
    Number,
    /// Not a month to come.
    Until,
    /// Not three digits.
    Code,
    /// The bank refuses.
    Refused,
}

/// A card as typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) number: &'a str,
    pub(super) until: &'a str,
    pub(super) code: &'a str,
}

impl Typed<'_> {
    /// The number with its middle hidden, if the card can pay.
    pub(super) fn charge(self, today: Date) -> Result<String, BadCard> {
        let number: String = self.number.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if !(16..=19).contains(&number.len()) || !has_right_check_digit(&number) {
            return Err(BadCard::Number);
        }
        if !is_to_come(self.until, today) {
            return Err(BadCard::Until);
        }
        if self.code.trim().len() != 3 || !self.code.trim().bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BadCard::Code);
        }
        if number == POOR.replace(' ', "") {
            return Err(BadCard::Refused);
        }
        let (start, end) = (number.get(..6).unwrap_or_default(), number.get(number.len() - 4..).unwrap_or_default());
        Ok(format!("{start}••••••{end}"))
    }
}

/// Luhn's check.
fn has_right_check_digit(number: &str) -> bool {
    let mut sum = 0;
    for (place, sign) in number.chars().rev().enumerate() {
        let Some(digit) = sign.to_digit(10) else { return false };
        sum += match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        };
    }
    sum % 10 == 0
}

/// `12/29`, `12 / 2029`: the last month in which the card is good.
fn is_to_come(until: &str, today: Date) -> bool {
    let Some((month, year)) = until.split_once('/') else { return false };
    let (Ok(month), Ok(year)) = (month.trim().parse::<i8>(), year.trim().parse::<i16>()) else { return false };
    let year = if year < 100 { 2_000 + year } else { year };
    (1..=12).contains(&month) && (year, month) >= (today.year(), today.month()) && year < today.year() + 20
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn typed<'a>(number: &'a str, until: &'a str, code: &'a str) -> Result<String, BadCard> {
        Typed { number, until, code }.charge(date(2026, 11, 21))
    }

    #[test]
    fn good_cards_pay_and_others_say_why_not() {
        assert_eq!(typed(GOOD, "11/26", "123").as_deref(), Ok("220000••••••0004"));
        assert_eq!(typed("2200-0000-0000-0004", " 12 / 2029 ", " 123 ").as_deref(), Ok("220000••••••0004"));
        assert_eq!(typed(POOR, "12/29", "123"), Err(BadCard::Refused));
        assert_eq!(typed("2200 0000 0000 0005", "12/29", "123"), Err(BadCard::Number));
        assert_eq!(typed("карта", "12/29", "123"), Err(BadCard::Number));
        assert_eq!(typed(GOOD, "10/26", "123"), Err(BadCard::Until));
        assert_eq!(typed(GOOD, "1229", "123"), Err(BadCard::Until));
        assert_eq!(typed(GOOD, "12/29", "12"), Err(BadCard::Code));
    }
}
