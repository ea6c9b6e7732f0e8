//! The parts that an address line names by itself.

use super::{
    Address, AddressParts, Piece,
    kinds::Class,
    reading::{Read, with_originals},
    subjects::{Subject, find},
};
use crate::text;

pub(super) fn parse(line: &str) -> Address {
    let read = with_originals(line);
    let mut parts = AddressParts::default();
    let segments = read.iter().map(|read| read.segment).max().map_or(0, |last| last + 1);
    for number in 0..segments {
        let segment: Vec<&Read> = read.iter().filter(|read| read.segment == number).collect();
        place(&segment, number == 0, &mut parts);
    }
    let mut buildings = Vec::new();
    let mut postal_code = None;
    let street_named = parts.street.is_some();
    for (at, of) in read.iter().enumerate() {
        match &of.piece {
            Piece::House(number) => parts.house = Some(number.clone()),
            Piece::Flat(number) => parts.flat = Some(number.clone()),
            Piece::Building(short) => buildings.push(in_words(short)),
            Piece::PostalCode(code) => postal_code = Some(code.clone()),
            // A number after the name of a street: its house, then the flat.
            Piece::Number(number) if street_named && !followed_by_name(&read, at) => {
                let free = if parts.house.is_none() { &mut parts.house } else { &mut parts.flat };
                free.get_or_insert_with(|| number.clone());
            }
            _ => {}
        }
    }
    if !buildings.is_empty() {
        parts.building = Some(buildings.join(", "));
    }
    Address { text: text::line(line), postal_code, directory_id: None, parts }
}

fn followed_by_name(read: &[Read], at: usize) -> bool {
    read.iter().skip(at + 1).any(|read| matches!(read.piece, Piece::Name(_)))
}

/// `к2` as «к. 2».
fn in_words(short: &str) -> String {
    let (letter, number) = short.split_at_checked('к'.len_utf8()).unwrap_or((short, ""));
    let word = match letter {
        "к" => "к.",
        "с" => "стр.",
        _ => "лит.",
    };
    format!("{word} {number}")
}

/// What one part between commas names.
fn place(segment: &[&Read], first: bool, parts: &mut AddressParts) {
    let names: Vec<&str> = segment.iter().filter_map(|read| name(&read.piece)).collect();
    let class = segment.iter().filter_map(|read| read.class).next_back();
    let is_region = segment.iter().any(|read| read.class == Some(Class::Region));
    let with_kind =
        || join(segment, |read| matches!(read.piece, Piece::Name(_) | Piece::Kind(_)) || is_early(segment, read));
    let without_kind = || join(segment, |read| matches!(read.piece, Piece::Name(_)));
    if names.is_empty() {
        return;
    }
    if is_region {
        if let Some(subject) = find(&names) {
            region(parts, subject);
        } else {
            parts.region = Some(with_kind());
        }
        return;
    }
    match class {
        Some(Class::City) => {
            parts.city = Some(without_kind());
            federal(parts, &names);
        }
        Some(Class::Street) => parts.street = Some(with_kind()),
        Some(Class::District | Class::Region) => parts.district = Some(with_kind()),
        None if first || parts.region.is_none() && parts.city.is_none() => federal(parts, &names),
        None => {}
    }
}

/// A number before the last name of a part belongs to the name: «ул. 8 Марта».
fn is_early(segment: &[&Read], read: &Read) -> bool {
    let last = segment.iter().rposition(|read| matches!(read.piece, Piece::Name(_)));
    let here = segment.iter().position(|other| std::ptr::eq(*other, read));
    matches!(read.piece, Piece::Number(_)) && here < last
}

fn name(piece: &Piece) -> Option<&str> {
    if let Piece::Name(name) = piece { Some(name) } else { None }
}

/// «Москва» is a region and a city.
fn federal(parts: &mut AddressParts, names: &[&str]) {
    if let Some(subject) = find(names).filter(|subject| subject.is_city()) {
        region(parts, subject);
        parts.city = Some(subject.name.to_owned());
    }
}

fn region(parts: &mut AddressParts, subject: &Subject) {
    parts.region_code = Some(subject.code.to_owned());
    parts.region = Some(subject.name.to_owned());
}

/// The pieces' own texts; a word of several pieces once.
fn join(segment: &[&Read], keep: impl Fn(&Read) -> bool) -> String {
    let mut words: Vec<&str> = Vec::new();
    for read in segment.iter().filter(|read| keep(read)) {
        if words.last() != Some(&read.original.as_str()) {
            words.push(&read.original);
        }
    }
    words.join(" ")
}
