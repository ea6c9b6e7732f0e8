//! The stems of the commonest passwords of leaks, Russian and English. What people hang on them to satisfy rules (capitals,
//! years, exclamation marks, `@` for `a`) is taken off before comparing, so a short list covers millions of variants.

const LIST: &str = include_str!("commonest.txt");

/// The stems, one after another.
pub(super) fn stems() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether the password, given in small letters, is one of them but for its trimmings.
pub(super) fn is_known(password: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let plain = bare(password);
    let decoded = bare(&undisguised(password));
    // The trimmings at the end must go before digits are read as letters: `parol1` is not «paroll».
    let trimmed = bare(&undisguised(password.trim_matches(|c: char| !c.is_alphabetic())));
    let once = |text: &str| repeated_part(text).to_owned();
    let forms = [once(&plain), once(&decoded), once(&trimmed)];
    stems().any(|stem| forms.iter().any(|form| form == stem))
}

fn undisguised(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '$' | '5' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

/// The part that a text repeats: «любовь» of «любовьлюбовь»; the text itself when it repeats nothing.
fn repeated_part(text: &str) -> &str {
    for (end, _) in text.char_indices().skip(1) {
        let (part, _) = text.split_at(end);
        if text.len().is_multiple_of(end) && part.repeat(text.len() / end) == text {
            return part;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimmings_do_not_hide_a_stem() {
        for password in ["password2024!", "p@ssw0rd!!!2020", "любовьлюбовь-77", "iloveyou!2023", "2020-наташа-2020"]
        {
            assert!(is_known(password), "{password}");
        }
        for password in ["кисель 7 вёдер!", "mt4$kw-zubrovka", ""] {
            assert!(!is_known(password), "{password}");
        }
    }

    #[test]
    fn the_list_is_in_small_letters() {
        for stem in stems() {
            assert!(stem.chars().all(|c| c.is_alphabetic() && !c.is_uppercase()), "{stem}");
        }
    }
}
