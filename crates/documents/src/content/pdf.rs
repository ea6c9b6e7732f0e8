//! PDF (ISO 32000), as far as it must be understood to know that it is whole, harmless and of a bearable size. No parser of
//! the whole format stands here: that would itself be a target. Every walk is bounded, whatever the file says.

mod chain;
mod names;
mod streams;

use memchr::memmem;

use super::{
    BadFile, foreign,
    unpack::{Budget, MOST_UNPACKED},
};

/// How far from the end the last mark may stand (ISO 32000-1, annex H.3 note 18).
const TAIL: usize = 1024;
/// Where programs that guess look for the beginning of a web page.
const HEAD: usize = 1024;
/// The deepest nesting of lists and dictionaries; real files stay below 30.
const DEEPEST: usize = 1000;
/// The largest number of pages (or of entries of a table of contents) that a file may claim.
const LARGEST_COUNT: u64 = 100_000;

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Whether it is whole and harmless.
pub fn check(bytes: &[u8]) -> Result<(), BadFile> {
    check_within(bytes, MOST_UNPACKED)
}

fn check_within(bytes: &[u8], most_unpacked: u64) -> Result<(), BadFile> {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    let end = memmem::rfind(tail, b"%%EOF").ok_or(BadFile::Damaged)?;
    memmem::find(tail, b"startxref").ok_or(BadFile::Damaged)?;
    let mut seen = names::Names::default();
    seen.read(bytes)?;
    counts(bytes)?;
    let mut budget = Budget::new(most_unpacked);
    let streams = streams::all(bytes, &mut budget)?;
    nesting(bytes, &streams)?;
    for stream in &streams {
        stream.check(bytes, &mut seen, &mut budget)?;
    }
    chain::check(bytes)?;
    let behind = tail.get(end + 5..).unwrap_or_default();
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Line ends, and zeros of old file systems, are all that may stand behind the last mark.
    if behind.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0)
        || foreign::has_archive(bytes)
        || foreign::has_page(head)
    {
        return Err(BadFile::Mixed);
    }
    Ok(())
}

/// The depth outside of streams: readers walk it by calling themselves.
fn nesting(bytes: &[u8], streams: &[streams::Stream]) -> Result<(), BadFile> {
    let mut from = 0;
    for stream in streams {
        depth(bytes.get(from..stream.data.start).unwrap_or_default())?;
        from = stream.data.end.max(from);
    }
    depth(bytes.get(from..).unwrap_or_default())
}

fn depth(text: &[u8]) -> Result<(), BadFile> {
    let mut depth = 0_usize;
    let mut last = 0;
    for byte in text {
        match (last, *byte) {
            (_, b'[') | (b'<', b'<') => depth += 1,
            (_, b']') | (b'>', b'>') => depth = depth.saturating_sub(1),
            _ => {}
        }
        // Of three brackets in a row the first two are a pair.
        last = if matches!((last, *byte), (b'<', b'<') | (b'>', b'>')) { 0 } else { *byte };
        if depth > DEEPEST {
            return Err(BadFile::Bomb);
        }
    }
    Ok(())
}

/// The numbers of pages that the page tree claims: readers make room for them before they look.
fn counts(text: &[u8]) -> Result<(), BadFile> {
    let claims = memmem::find_iter(text, b"/Count").filter_map(|place| integer(text.get(place..)?, b"/Count"));
    if claims.max().is_some_and(|most| most > LARGEST_COUNT) { Err(BadFile::Bomb) } else { Ok(()) }
}

/// The whole number that follows a name such as `/Width` in the text of a dictionary.
fn integer(text: &[u8], name: &[u8]) -> Option<u64> {
    let place = memmem::find(text, name)? + name.len();
    let digits = text.get(place..)?.trim_ascii_start();
    let length = digits.iter().take(18).take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(digits.get(..length)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests;
