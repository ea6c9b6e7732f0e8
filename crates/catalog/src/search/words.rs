//! From a text to its words: small letters, ё as е, stems, without words that say nothing.

use rust_stemmers::{Algorithm, Stemmer};

/// Words that stand in every sentence.
const EMPTY: [&str; 56] = [
    "и",
    "в",
    "во",
    "на",
    "о",
    "об",
    "обо",
    "от",
    "по",
    "из",
    "за",
    "до",
    "для",
    "с",
    "со",
    "к",
    "ко",
    "у",
    "не",
    "ни",
    "а",
    "или",
    "как",
    "что",
    "где",
    "при",
    "мне",
    "мой",
    "моя",
    "нужна",
    "нужен",
    "нужно",
    "получить",
    "оформить",
    "хочу",
    "надо",
    "можно",
    "куда",
    "через",
    "без",
    "под",
    "над",
    "это",
    "the",
    "a",
    "an",
    "of",
    "for",
    "to",
    "in",
    "on",
    "and",
    "get",
    "my",
    "i",
    "how",
];

/// Whether a word in small letters says nothing.
pub(super) fn is_empty_word(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// A word as it was written (in small letters, ё as е) and its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) written: String,
    pub(super) stem: String,
}

/// Cuts texts into words.
pub(super) struct Cutter {
    russian: Stemmer,
    english: Stemmer,
}

impl Default for Cutter {
    fn default() -> Self {
        Self { russian: Stemmer::create(Algorithm::Russian), english: Stemmer::create(Algorithm::English) }
    }
}

impl Cutter {
    /// Every word of a text that says something. A text of empty words alone keeps them.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        telling(text).iter().map(|word| self.word(word)).collect()
    }

    pub(super) fn word(&self, written: &str) -> Word {
        Word { written: written.to_owned(), stem: self.stem(written) }
    }

    /// The stem of a word in small letters.
    pub(super) fn stem(&self, word: &str) -> String {
        let russian = word.chars().any(|c| matches!(c, 'а'..='я'));
        let stemmer = if russian { &self.russian } else { &self.english };
        stemmer.stem(word).into_owned()
    }
}

/// As [`Cutter::words`], as written.
pub(super) fn telling(text: &str) -> Vec<String> {
    let all: Vec<String> = pieces(text).filter(|(_, is_word)| *is_word).map(|(piece, _)| plain(piece)).collect();
    let telling: Vec<String> = all.iter().filter(|word| !is_empty_word(word)).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    pieces(text).filter(|(_, is_word)| *is_word).count()
}

/// Small letters, ё as е.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'а'..='я' => plain.push(letter),
            'ё' | 'Ё' => plain.push('е'),
            _ => plain.extend(letter.to_lowercase()),
        }
    }
    plain
}

/// A text cut into words and what stands between them; true for words.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = is_letter(first);
        let end = rest.find(|c: char| is_letter(c) != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((piece, is_word))
    })
}

/// As [`char::is_alphanumeric`], which looks a Cyrillic letter up in a long table: a quarter of the time of a page of results.
fn is_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё') || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_what_unicode_says() {
        let wrong = ('\0'..=char::MAX).find(|c| is_letter(*c) != c.is_alphanumeric());
        assert_eq!(wrong, None);
    }

    #[test]
    fn small_letters_are_what_unicode_says() {
        let wrong = ('\0'..=char::MAX).map(String::from).find(|c| plain(c) != c.to_lowercase().replace('ё', "е"));
        assert_eq!(wrong, None);
        assert_eq!(plain("Ёлка и ЩЁТКА, Passport"), "елка и щетка, passport");
    }

    #[test]
    fn forms_of_one_word_are_one() {
        let cutter = Cutter::default();
        for (left, right) in [
            ("несудимости", "несудимость"),
            ("справка", "справки"),
            ("загранпаспорта", "загранпаспорт"),
            ("ёлки", "елка"),
            ("passports", "Passport"),
        ] {
            assert_eq!(cutter.words(left)[0].stem, cutter.words(right)[0].stem, "{left} {right}");
        }
        let words: Vec<String> =
            cutter.words("Справка о несудимости, для работы").into_iter().map(|w| w.written).collect();
        assert_eq!(words, ["справка", "несудимости", "работы"]);
        assert_eq!(cutter.words("для").len(), 1, "better than nothing");
        assert!(cutter.words(" —, ").is_empty());
    }
}
