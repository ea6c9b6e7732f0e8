//! The regions of the state by the two digits with which its registers count them.

use super::{Piece, reading::read};

/// A region of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Two digits: `69`.
    pub code: &'static str,
    /// «Тверская область».
    pub name: &'static str,
}

impl Subject {
    /// A city that is a region by itself.
    pub fn is_city(&self) -> bool {
        matches!(self.code, "77" | "78" | "92")
    }
}

const SUBJECTS: &str = include_str!("subjects.txt");

fn all() -> impl Iterator<Item = Subject> {
    SUBJECTS.lines().filter_map(|line| line.split_once(' ')).map(|(code, name)| Subject { code, name })
}

/// The region of this code.
pub fn subject(code: &str) -> Option<Subject> {
    all().find(|subject| subject.code == code)
}

/// The region of this name, however its kind is written: «Тверская обл.», «г. Москва».
pub fn subject_named(name: &str) -> Option<&'static Subject> {
    let pieces = read(name);
    let names: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| if let Piece::Name(name) = piece { Some(name.as_str()) } else { None })
        .collect();
    find(&names)
}

/// The region whose name has all these words.
pub(super) fn find(names: &[&str]) -> Option<&'static Subject> {
    static KNOWN: std::sync::LazyLock<Vec<(Vec<String>, Subject)>> = std::sync::LazyLock::new(|| {
        let words = |subject: &Subject| {
            let pieces = read(subject.name).into_iter();
            pieces.filter_map(|piece| if let Piece::Name(name) = piece { Some(name) } else { None }).collect()
        };
        all().map(|subject| (words(&subject), subject)).collect()
    });
    if names.is_empty() {
        return None;
    }
    let fits = |(words, _): &&(Vec<String>, Subject)| names.iter().all(|name| words.iter().any(|word| word == name));
    KNOWN.iter().find(fits).map(|(_, subject)| subject)
}
