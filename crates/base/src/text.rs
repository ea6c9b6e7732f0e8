//! Texts as strangers type them: what nobody sees goes, what nobody can read is told apart. One place for the whole house.

mod binding;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

pub use binding::bound;

/// The most marks above and below one letter; no writing of people has more.
const MOST_MARKS: usize = 4;

/// The text without signs that nobody sees (controls, NUL, zero-width signs, marks that turn the direction of writing), in
/// Unicode's composed form (NFC), with `\n` for every kind of line end. Nothing that can be seen is lost, and cleaning
/// again changes nothing.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte == b'\n' || byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let ends = text.replace("\r\n", "\n");
    let seen = ends.chars().filter_map(|sign| match sign {
        '\n' | '\t' => Some(sign),
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        sign if is_unseen(sign) => None,
        sign => Some(sign),
    });
    Cow::Owned(seen.nfc().collect())
}

/// The text as one line: cleaned, with single spaces between words and none around them.
pub fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether everybody sees the same: no sign that came broken (U+FFFD), that only one font knows (private use) or that does
/// not exist, and no towers of marks.
pub fn is_readable(text: &str) -> bool {
    let mut marks = 0;
    text.chars().all(|sign| {
        let category = sign.general_category();
        let is_mark = matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark);
        marks = if is_mark { marks + 1 } else { 0 };
        let is_known = !matches!(category, GeneralCategory::PrivateUse | GeneralCategory::Unassigned);
        is_known && sign != '\u{fffd}' && marks <= MOST_MARKS
    })
}

/// Whether a word has Latin and Cyrillic letters in it: «Иванoв» with a Latin «o» looks right and is found by nobody.
pub fn mixes_scripts(text: &str) -> bool {
    text.split(|sign: char| !sign.is_alphabetic()).any(|word| {
        let has = |script: fn(char) -> bool| word.chars().any(script);
        has(|sign| matches!(sign, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}'))
            && has(|sign| ('\u{400}'..='\u{52f}').contains(&sign))
    })
}

fn is_unseen(sign: char) -> bool {
    match sign {
        // Signs of Arabic and Syriac numbers are called "format", but are seen.
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' => false,
        // Blanks that are called letters, and selectors of another drawing of the sign before.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        _ => matches!(sign.general_category(), GeneralCategory::Control | GeneralCategory::Format),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_nobody_sees_goes() {
        for (typed, clean_text) in [
            ("Вера", "Вера"),
            ("Ве\u{0}ра\u{7f}\u{1b}[31m", "Вера[31m"),
            ("\u{202e}vera\u{202c}\u{2066}x\u{2069}\u{200f}", "verax"),
            ("Ве\u{200b}р\u{feff}а\u{ad}\u{2060}\u{e0041}", "Вера"),
            ("Е\u{308}лкин и\u{306}", "Ёлкин й"),
            ("Е\u{200d}\u{308}лкин", "Ёлкин"),
            ("a\r\nb\rc\u{2028}d\u{b}e", "a\nb\nc\nd\ne"),
            ("  two  spaces  ", "  two  spaces  "),
        ] {
            assert_eq!(clean(typed), clean_text, "{typed:?}");
        }
        assert_eq!(line(" \u{a0}Анна\t\u{2003}Мария\r\nИвановна\u{3000}"), "Анна Мария Ивановна");
    }

    #[test]
    fn what_nobody_can_read_is_told_apart() {
        for text in ["", "Ёлкина-Щукина О'Нил", "D’Arc", "Ли", "Nguyễn", "ไม้", "👨‍👩‍👧", "№ 5 «б» — 10 ₽", "одна\nдве"]
        {
            assert!(is_readable(&clean(text)), "{text}");
        }
        let tower = format!("я{}", "\u{336}\u{489}\u{35c}".repeat(30));
        for text in ["Ве\u{fffd}ра", "\u{e000}", "\u{f8ff}", "\u{378}", "\u{fdd0}", "\u{10ffff}", &tower] {
            assert!(!is_readable(&clean(text)), "{text:?}");
        }
    }

    #[test]
    fn letters_that_only_look_alike_are_noticed() {
        for text in ["Иванoв", "Cидоров", "Мария-Aнна", "Ли Cи Цын"] {
            assert!(mixes_scripts(text), "{text}");
        }
        for text in ["Иванов", "Smith", "Иванов Smith", "Анна-Maria", "Ё", "Ђурић", "Müller", ""]
        {
            assert!(!mixes_scripts(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(&*clean(&once), &once);
            let line = line(&text);
            prop_assert_eq!(&super::line(&line), &line);
            prop_assert!(!line.chars().any(char::is_control));
        }

        #[test]
        fn russian_and_latin_names_stay_as_they_are(name in "[А-ЯЁA-Z][а-яёa-z]{0,20}([-' ][А-ЯЁA-Z][а-яёa-z]{0,20})?") {
            prop_assert_eq!(&line(&name), &name);
            prop_assert!(is_readable(&name));
        }
    }
}
