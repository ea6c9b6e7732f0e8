//! The tables that say where objects are: each revision's names the one before it (ISO 32000-1, 7.5.6). A chain that bites
//! its own tail makes readers run in a circle.

use std::collections::BTreeSet;

use memchr::memmem;

use super::{BadFile, integer};

/// More revisions than anybody makes.
const MOST_REVISIONS: usize = 200;
/// How long the dictionary of a table may be.
const LONGEST: usize = 4096;

/// Follows the chain from the end. A table that is not where it should be ends it: readers then look for the objects
/// themselves.
pub fn check(bytes: &[u8]) -> Result<(), BadFile> {
    let mut seen = BTreeSet::new();
    let last = memmem::rfind(bytes, b"startxref").and_then(|place| integer(bytes.get(place..)?, b"startxref"));
    let mut next = last.and_then(|place| usize::try_from(place).ok());
    while let Some(place) = next {
        if !seen.insert(place) {
            return Err(BadFile::Damaged);
        }
        if seen.len() > MOST_REVISIONS {
            return Err(BadFile::Bomb);
        }
        next = before(bytes, place).and_then(|place| usize::try_from(place).ok());
    }
    Ok(())
}

/// Where the table before the one at this place is.
fn before(bytes: &[u8], place: usize) -> Option<u64> {
    let rest = bytes.get(place..)?;
    let dictionary =
        if rest.trim_ascii_start().starts_with(b"xref") { rest.get(memmem::find(rest, b"trailer")?..)? } else { rest };
    let dictionary = dictionary.get(..LONGEST).unwrap_or(dictionary);
    let end = memmem::find(dictionary, b"stream").or_else(|| memmem::find(dictionary, b"startxref"));
    integer(dictionary.get(..end.unwrap_or(dictionary.len()))?, b"/Prev")
}
