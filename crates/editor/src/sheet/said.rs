//! A text with names in it: `Выдана: {profile.full_name}.`

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Whether a word can be the name of a value: `purpose`, `decision.number`.
pub(crate) fn is_name(word: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let part = |part: &str| part.starts_with(|first: char| first.is_ascii_lowercase()) && part.bytes().all(sign);
    word.matches('.').count() <= 1 && word.split('.').all(part)
}

/// The pieces of a text. Whatever stands in braces and is no name is text.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest, mut from) = (Vec::new(), text, 0);
    while let Some(open) = rest.get(from..).and_then(|rest| rest.find('{')).map(|at| from + at) {
        let inner = rest.get(open + 1..).and_then(|rest| rest.split_once('}'));
        match inner.filter(|(name, _)| is_name(name)) {
            Some((name, after)) => {
                found.extend(rest.get(..open).filter(|before| !before.is_empty()).map(Piece::Text));
                found.push(Piece::Name(name));
                (rest, from) = (after, 0);
            }
            None => from = open + 1,
        }
    }
    found.extend(Some(rest).filter(|rest| !rest.is_empty()).map(Piece::Text));
    found
}

/// The paragraphs of a text, each with its lines; blank lines stand between paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut found: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.split('\n') {
        match found.last_mut() {
            Some(lines) if !line.trim().is_empty() => lines.push(line),
            Some(lines) if lines.is_empty() => {}
            _ => found.push(Vec::new()),
        }
    }
    found.retain(|lines| !lines.is_empty());
    found
}
