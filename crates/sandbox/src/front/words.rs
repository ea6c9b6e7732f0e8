//! Texts as people see them: addresses become links, codes stand out.

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Plain words.
    Words(String),
    /// An address to click.
    Link(String),
    /// A code to type, from 4 to 8 digits.
    Code(String),
}

/// Cuts a text into stretches; joined together they are the text again.
pub(crate) fn stretches(text: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let space = piece.get(word.len()..).unwrap_or_default();
        let opening = word.len() - word.trim_start_matches(['(', '«', '"', '<', '[']).len();
        let core = word
            .get(opening..)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»', '"', '>', ']']);
        let closing = word.get(opening + core.len()..).unwrap_or_default();
        let special = if core.starts_with("http://") || core.starts_with("https://") {
            Some(Stretch::Link(core.to_owned()))
        } else if (4..=8).contains(&core.len()) && core.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(Stretch::Code(core.to_owned()))
        } else {
            None
        };
        match special {
            Some(special) => {
                add(&mut found, word.get(..opening).unwrap_or_default());
                found.push(special);
                add(&mut found, closing);
                add(&mut found, space);
            }
            None => add(&mut found, piece),
        }
    }
    found
}

fn add(found: &mut Vec<Stretch>, words: &str) {
    if words.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(Stretch::Words(last)) => last.push_str(words),
        _ => found.push(Stretch::Words(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_codes_are_found() {
        let words = |text: &str| Stretch::Words(text.to_owned());
        assert_eq!(
            stretches("Код: 123456. Или (https://okno.example/a?b=1)\nдо 2026 года"),
            [
                words("Код: "),
                Stretch::Code("123456".into()),
                words(". Или ("),
                Stretch::Link("https://okno.example/a?b=1".into()),
                words(")\nдо "),
                Stretch::Code("2026".into()),
                words(" года"),
            ]
        );
        assert_eq!(stretches(""), []);
    }
}
