//! What the words of an address line are: names, kinds of places, house, building, flat. No directory is asked; a number
//! without a word before it may be a house or a part of a name («8 Марта»), and stays a number.

use super::kinds::{Class, Marker, is_empty, kind, marker};
use crate::text;

/// The longest line that is read, in words: no address has more.
const MOST_WORDS: usize = 40;

/// A piece of an address line, in lower case with «е» for «ё».
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A word of a name: `тверская`, `1` of «1-я».
    Name(String),
    /// A kind of place, in full: `улица`.
    Kind(&'static str),
    /// A number that may be anything: `12`, `12а`, `12/2`.
    Number(String),
    /// The number of a house.
    House(String),
    /// A building of it as the register's short notation writes it: `к2`, `с1`.
    Building(String),
    /// The number of a flat or office.
    Flat(String),
    /// Six digits.
    PostalCode(String),
}

/// A piece with the text that it was read from and the number of the part between commas.
pub(super) struct Read {
    pub(super) piece: Piece,
    pub(super) class: Option<Class>,
    pub(super) original: String,
    pub(super) segment: usize,
}

/// The pieces of a line, in order.
pub fn read(line: &str) -> Vec<Piece> {
    with_originals(line).into_iter().map(|read| read.piece).collect()
}

pub(super) fn with_originals(line: &str) -> Vec<Read> {
    let tokens = tokens(line);
    let mut found: Vec<Read> = Vec::new();
    let mut before: Option<Marker> = None;
    for (place, (segment, original)) in tokens.iter().enumerate() {
        let word = plain(original);
        let next = tokens.get(place + 1).filter(|(other, _)| other == segment).map(|(_, next)| plain(next));
        let next_is_number = next.is_some_and(|next| next.starts_with(|sign: char| sign.is_ascii_digit()));
        let mut push = |piece: Piece, class: Option<Class>| {
            found.push(Read { piece, class, original: original.clone(), segment: *segment });
        };
        if word.starts_with(|sign: char| sign.is_ascii_digit()) {
            for piece in number(&word, before.take()) {
                push(piece, None);
            }
        } else if let Some(after) = before.take().filter(|after| *after == Marker::Building("л")) {
            push(marked(after, word), None);
        } else if let Some((marker, rest)) = glued(&word) {
            for piece in number(rest, Some(marker)) {
                push(piece, None);
            }
        } else if let Some(marker) = marker(&word).filter(|found| next_is_number || *found == Marker::Building("л")) {
            before = Some(marker);
        } else if let Some((full, class)) = kind(&word) {
            push(Piece::Kind(full), Some(class));
        } else if word.chars().count() > 1 && !is_empty(&word) && marker(&word).is_none() {
            for part in word.split('-').filter(|part| !part.is_empty()) {
                push(Piece::Name(part.to_owned()), None);
            }
        }
    }
    found
}

/// Words with the number of their part between commas; a dot ends a word.
fn tokens(line: &str) -> Vec<(usize, String)> {
    let line = text::line(line);
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '/' | '.');
    let mut found = Vec::new();
    for (segment, part) in line.split([',', ';']).enumerate() {
        for word in part.split(|sign: char| !is_part(sign)) {
            // «г.о.» is one word, «ул.Садовая» two.
            let one = kind(&plain(word)).is_some();
            let pieces: Vec<&str> = if one { vec![word] } else { word.split_inclusive('.').collect() };
            for piece in pieces.into_iter().filter(|piece| piece.chars().any(char::is_alphanumeric)) {
                found.push((segment, piece.to_owned()));
            }
        }
    }
    found.truncate(MOST_WORDS);
    found
}

fn plain(word: &str) -> String {
    word.trim_matches(['.', '-', '/']).to_lowercase().replace('ё', "е")
}

/// «д12», «кв5», «корп2»: a marker and its number without a space.
fn glued(word: &str) -> Option<(Marker, &str)> {
    let digits = word.find(|sign: char| sign.is_ascii_digit())?;
    let (before, rest) = word.split_at_checked(digits)?;
    Some((marker(before)?, rest))
}

fn marked(marker: Marker, number: String) -> Piece {
    match marker {
        Marker::House => Piece::House(number),
        Marker::Building(letter) => Piece::Building(format!("{letter}{number}")),
        Marker::Flat => Piece::Flat(number),
    }
}

/// The pieces of a word that begins with a digit: `12`, `12а`, `12-а`, `12/2`, `12к2с1`, `12-5`, `1-я`.
fn number(word: &str, before: Option<Marker>) -> Vec<Piece> {
    let of = |number: String| match before {
        Some(marker) => marked(marker, number),
        None => Piece::Number(number),
    };
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = word.split_at_checked(digits).unwrap_or((word, ""));
    if head.len() == 6 && rest.is_empty() && before.is_none() {
        return vec![Piece::PostalCode(head.to_owned())];
    }
    let bare = rest.trim_start_matches('-');
    match bare {
        "" => return vec![of(head.to_owned())],
        "я" | "й" | "е" | "го" | "ая" | "ый" | "ой" | "ий" | "ое" | "ти" if before.is_none() && rest != bare =>
        {
            return vec![Piece::Name(head.to_owned())];
        }
        _ => {}
    }
    if rest.starts_with('/') {
        return vec![of(word.to_owned())];
    }
    let letters = bare.chars().take_while(|sign| sign.is_alphabetic()).collect::<String>();
    let after = bare.get(letters.len()..).unwrap_or_default();
    if letters.is_empty() {
        // «12-5»: a house and its flat.
        let second = bare.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default().to_owned();
        return if before.is_none() {
            vec![of(head.to_owned()), Piece::Number(second)]
        } else {
            vec![of(word.to_owned())]
        };
    }
    if after.starts_with(|sign: char| sign.is_ascii_digit()) {
        // «12ак2»: the letter belongs to the house.
        let split = (0..2).find_map(|skip| {
            let skipped: usize = letters.chars().take(skip).map(char::len_utf8).sum();
            marker(letters.get(skipped..)?).map(|marker| (letters.get(..skipped).unwrap_or_default(), marker))
        });
        if let Some((letter, marker)) = split {
            let mut pieces = vec![of(format!("{head}{letter}"))];
            pieces.extend(number(after, Some(marker)));
            return pieces;
        }
    }
    vec![of(format!("{head}{bare}"))]
}
