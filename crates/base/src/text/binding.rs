//! What belongs together stays on one line: «1 500 ₽», «22 ноября 2026», «№ 2611-0048-31», "No. 5", «до 5 МБ».

use crate::day::{MONTHS_EN, MONTHS_RU};

/// What follows a number and stays with it.
const UNITS: [&str; 15] =
    ["%", "МБ", "КБ", "ГБ", "MB", "KB", "GB", "руб", "коп", "млн", "млрд", "тыс", "million", "billion", "roubles"];

const MONTHS: [[&str; 12]; 2] = [MONTHS_RU, MONTHS_EN];

/// The text with spaces that do not break between a number and what it counts, within a number, within a date and after the
/// sign of a number. Nothing but such spaces changes, and binding again changes nothing.
pub fn bound(text: &str) -> String {
    let mut bound = String::with_capacity(text.len() + 8);
    for (place, sign) in text.char_indices() {
        let is_bound = sign == ' '
            && text.split_at_checked(place).is_some_and(|(before, after)| binds(before, after.trim_start_matches(' ')));
        bound.push(if is_bound { '\u{a0}' } else { sign });
    }
    bound
}

fn binds(before: &str, after: &str) -> bool {
    // A placeable of a message stands for a number as well as for a word; with a unit or a number's sign beside it, for a number.
    let to_number = after.starts_with(|sign: char| sign.is_ascii_digit() || sign == '{');
    if before.ends_with('№') || (before.ends_with("No.") && to_number) {
        return to_number;
    }
    if MONTHS.iter().flatten().any(|month| before.ends_with(month)) {
        return digits(after) == 4
            && word_before(before).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    }
    if after.starts_with('₽') {
        return true;
    }
    if before.ends_with(|sign: char| sign.is_ascii_digit() || sign == '}') && begins_with_one(after, &UNITS) {
        return true;
    }
    let last = before.chars().rev().take_while(char::is_ascii_digit).count();
    match last {
        1 | 2 if MONTHS.iter().any(|months| begins_with_one(after, months)) => true,
        1..=3 => digits(after) == 3 && !follows_code(before, last),
        _ => false,
    }
}

/// Whether what stands before the last word is there, and without its closing space.
fn word_before(before: &str) -> Option<&str> {
    before.trim_end_matches(char::is_alphabetic).strip_suffix([' ', '\u{a0}'])
}

/// Whether the digits at the end are the tail of a code («45-01»), not the first digits of a number.
fn follows_code(before: &str, last: usize) -> bool {
    before
        .len()
        .checked_sub(last)
        .and_then(|at| before.get(..at))
        .is_some_and(|rest| rest.ends_with(['-', '.', ',', '/']))
}

/// How many digits the text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether the text begins with one of these, as a whole word or its stem.
fn begins_with_one(text: &str, known: &[&str]) -> bool {
    let whole = |rest: &str| !rest.starts_with(char::is_alphabetic);
    known.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| whole(rest) || matches!(*word, "руб" | "коп")))
}

#[cfg(test)]
mod tests {
    use super::bound;

    #[test]
    fn what_belongs_together_is_bound_and_nothing_else() {
        for (text, shown) in [
            ("От 750 до 4 250 ₽: зависит от номеров", "От 750 до 4_250_₽: зависит от номеров"),
            ("20 млн ₽ — 0,02 % стоимости", "20_млн_₽ — 0,02_% стоимости"),
            ("не раньше 22 ноября 2026 года", "не раньше 22_ноября_2026 года"),
            ("to 10 January, birds", "to 10_January, birds"),
            ("In May 2026 we", "In May 2026 we"),
            ("заявление № 2611-0048-31", "заявление №_2611-0048-31"),
            ("№ { $number } от { $day }", "№_{ $number } от { $day }"),
            ("Application No. { $number }", "Application No._{ $number }"),
            ("Is it so? No. Then go on", "Is it so? No. Then go on"),
            ("до 5 МБ", "до 5_МБ"),
            ("up to { $most } MB", "up to { $most }_MB"),
            ("Серия и номер, например 45 00 123456", "Серия и номер, например 45 00 123456"),
            ("№ — знак номера", "№ — знак номера"),
            ("от 27.07.2010 № 210-ФЗ", "от 27.07.2010 №_210-ФЗ"),
            ("кв. 5, 101 дом", "кв. 5, 101 дом"),
            ("1 500 000 ₽", "1_500_000_₽"),
            ("10 файлов, 3 мая", "10 файлов, 3_мая"),
            ("5 майских дней", "5 майских дней"),
            ("123-456-789 64", "123-456-789 64"),
            ("", ""),
        ] {
            let made = bound(text);
            assert_eq!(made.replace('\u{a0}', "_"), shown);
            assert_eq!(bound(&made), made);
        }
    }
}
