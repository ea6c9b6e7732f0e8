//! What a good password is. Pure.
//!
//! Beside the four kinds of signs and the length, a password is judged by how many guesses a clever guesser needs
//! (zxcvbn), in each disguise that people here use: as typed, with the Russian keyboard read as the Latin one, and in
//! transliteration.

use std::fmt::Write as _;

use zxcvbn::{Score, zxcvbn};

use super::commonest;
use crate::accounts::Names;

/// The shortest that is taken, in characters.
pub(crate) const MIN_LENGTH: usize = 12;
/// The longest that is taken, in characters.
pub(crate) const MAX_LENGTH: usize = 128;

/// What a password must not be made of.
#[derive(Debug, Default)]
pub(crate) struct About<'a> {
    /// The owner's names.
    pub(crate) names: Option<&'a Names>,
    /// The owner's phone and e-mail, as far as they are known.
    pub(crate) contacts: Vec<String>,
}

/// What is wrong with a password. The message says how to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Fewer than twelve characters.
    Short,
    /// More than 128 characters.
    Long,
    /// A kind of sign is missing: upper case, lower case, digit, special.
    Kinds,
    /// Holds the owner's name, phone or e-mail.
    Personal,
    /// Holds a date.
    Date,
    /// Holds a row of neighbouring keys or a run like 12345.
    Row,
    /// Known from leaks.
    Leaked,
    /// Too easy to guess.
    Weak,
}

impl Fault {
    /// The translation key of the message.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Short => "password-fault-short",
            Self::Long => "password-fault-long",
            Self::Kinds => "password-fault-kinds",
            Self::Personal => "password-fault-personal",
            Self::Date => "password-fault-date",
            Self::Row => "password-fault-row",
            Self::Leaked => "password-fault-leaked",
            Self::Weak => "password-fault-weak",
        }
    }
}

/// The first fault of the password, the most telling one first; none when it is good.
pub(crate) fn check(password: &str, about: &About<'_>) -> Result<(), Fault> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(Fault::Short);
    }
    if length > MAX_LENGTH {
        return Err(Fault::Long);
    }
    if !has_all_kinds(password) {
        return Err(Fault::Kinds);
    }
    let disguises = disguises(password);
    if disguises.iter().any(|disguise| commonest::is_known(disguise)) {
        return Err(Fault::Leaked);
    }
    let personal = personal_words(about);
    if disguises.iter().any(|disguise| personal.iter().any(|word| disguise.contains(word))) {
        return Err(Fault::Personal);
    }
    if disguises.iter().any(|disguise| has_row(disguise)) {
        return Err(Fault::Row);
    }
    if has_date(password) {
        return Err(Fault::Date);
    }
    let mut words: Vec<&str> = personal.iter().map(String::as_str).collect();
    words.extend(commonest::stems().map(|stem| -> &str { stem }));
    // The estimate looks at a hundred characters at most, and a rare alphabet must not count as a virtue of its own.
    let weakest = [password.to_owned(), keyed(password)].iter().map(|text| zxcvbn(text, &words).score()).min();
    if weakest.is_none_or(|score| score < Score::Three) {
        return Err(Fault::Weak);
    }
    Ok(())
}

fn has_all_kinds(password: &str) -> bool {
    password.chars().any(char::is_uppercase)
        && password.chars().any(char::is_lowercase)
        && password.chars().any(char::is_numeric)
        && password.chars().any(|c| !c.is_alphanumeric() && !c.is_control())
}

/// The password in small letters: as typed, on the Latin keyboard, on the Russian keyboard, in transliteration.
fn disguises(password: &str) -> Vec<String> {
    let plain = password.to_lowercase();
    let mut all = vec![keyed(&plain), unkeyed(&plain), transliterated(&plain), plain];
    all.sort_unstable();
    all.dedup();
    all
}

const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";

/// What the same keys give on the Latin keyboard: «пароль» is `gfhjkm`.
fn keyed(text: &str) -> String {
    swap(text, RUSSIAN, LATIN)
}

/// What the same keys give on the Russian keyboard: `gfhjkm` is «пароль».
fn unkeyed(text: &str) -> String {
    swap(text, LATIN, RUSSIAN)
}

fn swap(text: &str, from: &str, to: &str) -> String {
    let one = |c: char| from.chars().zip(to.chars()).find(|(key, _)| *key == c).map(|(_, value)| value);
    text.chars()
        .map(|c| match (one(c), c.to_lowercase().next().and_then(one)) {
            (Some(value), _) => value,
            // A capital stays one, as far as the other alphabet has it there.
            (None, Some(value)) if c.is_uppercase() => value.to_uppercase().next().unwrap_or(value),
            _ => c,
        })
        .collect()
}

fn transliterated(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        let letters = match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' | 'ь' => "",
            'ю' => "yu",
            'я' => "ya",
            other => {
                // Writing to a string cannot fail.
                _ = write!(latin, "{other}");
                continue;
            }
        };
        latin.push_str(letters);
    }
    latin
}

/// The owner's words, in small letters and in transliteration; shorter than four signs they would turn up by chance.
fn personal_words(about: &About<'_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if let Some(names) = about.names {
        words
            .extend([&names.family, &names.given].into_iter().chain(&names.patronymic).map(|name| name.to_lowercase()));
    }
    for contact in &about.contacts {
        let contact = contact.to_lowercase();
        match contact.split_once('@') {
            Some((name, _)) => words.push(name.to_owned()),
            // Without the country code, since nobody types that.
            None => words.push(contact.trim_start_matches("+7").to_owned()),
        }
    }
    let latin: Vec<String> = words.iter().map(|word| transliterated(word)).collect();
    words.extend(latin);
    words.retain(|word| word.chars().count() >= 4);
    words
}

/// Whether five keys in a row stand side by side on a keyboard, or five signs count up or down, or repeat.
fn has_row(text: &str) -> bool {
    const ROWS: [&str; 6] = ["1234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,.", "йцукенгшщзхъ", "фывапролджэ"];
    let signs: Vec<char> = text.chars().collect();
    signs.windows(5).any(|window| {
        let run: String = window.iter().collect();
        let back: String = window.iter().rev().collect();
        let steps = |by: i64| {
            window.windows(2).all(|pair| match pair {
                [a, b] => a.is_alphanumeric() && i64::from(u32::from(*b)) - i64::from(u32::from(*a)) == by,
                _ => false,
            })
        };
        ROWS.iter().any(|row| row.contains(&run) || row.contains(&back)) || [1, -1, 0].into_iter().any(steps)
    })
}

/// Whether a whole date of the last or this century is in it: `27.03.1990`, `27031990`, `1990-03-27`.
fn has_date(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (0..signs.len()).any(|start| {
        let rest: String =
            signs.iter().skip(start).take(10).filter(|c| !matches!(c, '.' | '-' | '/' | ' ' | '_')).collect();
        let number = |from: usize, to: usize| {
            let digits = rest.get(from..to)?;
            if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse::<u16>().ok() } else { None }
        };
        let fits = |day: Option<u16>, month: Option<u16>, year: Option<u16>| {
            matches!((day, month, year), (Some(1..=31), Some(1..=12), Some(1900..=2099)))
        };
        fits(number(0, 2), number(2, 4), number(4, 8)) || fits(number(6, 8), number(4, 6), number(0, 4))
    })
}

#[cfg(test)]
mod tests;
