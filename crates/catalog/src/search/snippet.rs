//! What is shown of something found: the sentence that says most of what was looked for, with its words marked.

use base::Lang;

use super::{Entry, Piece, words::pieces};

/// The longest sentence shown, in characters; what is longer is cut after a word.
const LONGEST: usize = 240;

/// The sentence about an entry; another one of its texts when that has words that were looked for and this one has none.
pub(super) fn of<'t>(entry: &'t Entry, lang: Lang, is_hit: &impl Fn(&'t str) -> bool) -> Vec<Piece> {
    let about = entry.about.in_lang(lang);
    if hits(about, is_hit) > 0 {
        return cut(marked(about, is_hit));
    }
    let sentences = entry.more.iter().flat_map(|text| sentences(text.in_lang(lang)));
    let counted = sentences.map(|sentence| (hits(sentence, is_hit), sentence));
    // The first of those that say most.
    let best = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    cut(marked(best.filter(|(hits, _)| *hits > 0).map_or(about, |(_, sentence)| sentence), is_hit))
}

/// A text with the words marked that were looked for; `is_hit` is asked about each as it is written.
pub(super) fn marked<'t>(text: &'t str, is_hit: &impl Fn(&'t str) -> bool) -> Vec<Piece> {
    let mut snippet: Vec<Piece> = Vec::new();
    for (piece, is_word) in pieces(text) {
        let hit = is_word && is_hit(piece);
        match snippet.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(piece),
            _ => snippet.push(Piece { text: piece.to_owned(), hit }),
        }
    }
    snippet
}

/// How many words of a text were looked for.
fn hits<'t>(text: &'t str, is_hit: &impl Fn(&'t str) -> bool) -> usize {
    pieces(text).filter(|(piece, is_word)| *is_word && is_hit(piece)).count()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

fn cut(snippet: Vec<Piece>) -> Vec<Piece> {
    let mut left = LONGEST;
    let mut short = Vec::new();
    for mut piece in snippet {
        let length = piece.text.chars().count();
        if length <= left {
            left -= length;
            short.push(piece);
            continue;
        }
        let end = piece.text.char_indices().nth(left).map_or(piece.text.len(), |(end, _)| end);
        let end = piece.text.get(..end).and_then(|start| start.rfind(' ')).unwrap_or(0);
        piece.text.truncate(end);
        piece.text.push('…');
        short.push(piece);
        break;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_and_long_sentences_cut() {
        let is_hit = |word: &str| word == "Паспорт";
        let snippet = marked("Паспорт, на море", &is_hit);
        assert_eq!(snippet.iter().filter(|piece| piece.hit).count(), 1, "{snippet:?}");
        assert_eq!(snippet[0], Piece { text: "Паспорт".to_owned(), hit: true });
        let words = "слово ".repeat(60);
        let long = cut(marked(&words, &is_hit));
        let text: String = long.iter().map(|piece| piece.text.as_str()).collect();
        assert!(text.chars().count() <= LONGEST + 1 && text.ends_with("слово…"), "{text}");
    }
}
