//! The streams of a PDF (ISO 32000-1, 7.3.8 and 7.4): what they are packed with, what they become, what they hide.

use std::ops::Range;

use memchr::memmem;

use super::{
    BadFile, counts, depth, integer,
    names::{Names, ends_name, plain},
};
use crate::content::{
    fits,
    unpack::{Budget, End, begins_packed, unpack},
};

/// How long the dictionary of a stream may be.
const LONGEST_DICTIONARY: usize = 64 * 1024;
/// How much an object stream may become: it is looked through as a whole.
const MOST_OBJECTS: usize = 32 * 1024 * 1024;
/// More streams than a file of 5 MB has; each is looked at.
const MOST_STREAMS: usize = 100_000;
/// The most that one byte becomes by run lengths (7.4.5).
const RUN: u64 = 64;

/// A stream.
#[derive(Debug)]
pub struct Stream {
    dictionary: Range<usize>,
    /// From its first byte to the end mark, or to the end of the file.
    pub data: Range<usize>,
}

/// Every stream of the file, wherever the tables say that objects are. Looking for dictionaries is paid from the budget:
/// a file could be all marks.
pub fn all(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Stream>, BadFile> {
    let mut streams = Vec::new();
    let mut from = 0;
    let mut search = memmem::find_iter(bytes, b"stream").filter(|place| !is_end(bytes, *place));
    while let Some(mark) = search.find(|mark| *mark >= from) {
        let Some(start) = data_start(bytes, mark) else { continue };
        let window = mark.saturating_sub(LONGEST_DICTIONARY)..mark;
        let before = bytes.get(window.clone()).unwrap_or_default();
        let object = memmem::rfind(before, b"obj");
        budget.spend((before.len() - object.unwrap_or(0)) as u64)?;
        let Some(object) = object else {
            // A word of a text, unless a dictionary ends right here that is longer than any should be.
            if before.trim_ascii_end().ends_with(b">>") {
                return Err(BadFile::Bomb);
            }
            continue;
        };
        let begins = window.start + object + 3;
        let rest = bytes.get(start..).unwrap_or_default();
        let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
        streams.push(Stream { dictionary: begins..mark, data: start..start + length });
        from = start + length;
        if streams.len() > MOST_STREAMS {
            return Err(BadFile::Bomb);
        }
    }
    Ok(streams)
}

fn is_end(bytes: &[u8], place: usize) -> bool {
    bytes.get(place.saturating_sub(3)..place) == Some(b"end")
}

/// Behind the mark comes a line end.
fn data_start(bytes: &[u8], mark: usize) -> Option<usize> {
    match bytes.get(mark + 6..)? {
        [b'\r', b'\n', ..] => Some(mark + 8),
        [b'\r' | b'\n', ..] => Some(mark + 7),
        _ => None,
    }
}

/// The filters that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Flate,
    RunLength,
    Hex,
    Base85,
    /// No longer written by anything, and it cannot be bounded without unpacking it.
    Lzw,
    /// Pictures; their size is in the dictionary.
    Picture,
}

impl Filter {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Self::Flate,
            b"RunLengthDecode" | b"RL" => Self::RunLength,
            b"ASCIIHexDecode" | b"AHx" => Self::Hex,
            b"ASCII85Decode" | b"A85" => Self::Base85,
            b"LZWDecode" | b"LZW" => Self::Lzw,
            b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF" => Self::Picture,
            _ => return None,
        })
    }
}

impl Stream {
    /// Whether it becomes no more than it may, and hides nothing.
    pub fn check(&self, bytes: &[u8], seen: &mut Names, budget: &mut Budget) -> Result<(), BadFile> {
        let dictionary = bytes.get(self.dictionary.clone()).unwrap_or_default();
        let names = names_of(dictionary);
        let is = |wanted: &[u8]| names.iter().any(|name| name == wanted);
        let holds_objects = is(b"ObjStm");
        let is_picture = is(b"Image") && !holds_objects;
        if is_picture {
            let size = |name| integer(dictionary, name).map_or(0, |size| u32::try_from(size).unwrap_or(u32::MAX));
            let (width, height) = (size(b"/Width"), size(b"/Height"));
            if width > 0 && height > 0 {
                fits(width, height)?;
            }
        }
        let mut filters: Vec<Filter> = names.iter().filter_map(|name| Filter::of(name)).collect();
        let data = bytes.get(self.data.start..).unwrap_or_default();
        if filters.is_empty() && begins_packed(data) {
            // Readers find out by themselves; so do we.
            filters.push(Filter::Flate);
        }
        let packings = filters.iter().filter(|filter| matches!(filter, Filter::Flate | Filter::RunLength)).count();
        let too_odd = holds_objects && filters.iter().any(|filter| *filter != Filter::Flate);
        if packings > 1 || too_odd || filters.contains(&Filter::Lzw) {
            return Err(BadFile::Bomb);
        }
        let own = bytes.get(self.data.clone()).unwrap_or_default();
        if filters.contains(&Filter::RunLength) {
            budget.spend(RUN * own.len() as u64)?;
        }
        let Some(place) = filters.iter().position(|filter| *filter == Filter::Flate) else { return Ok(()) };
        let bare = bare(filters.get(..place).unwrap_or_default(), own);
        // The packed data may hold the end mark by chance: it knows its own end.
        inside(bare.as_deref().unwrap_or(data), holds_objects, is_picture, seen, budget)
    }
}

/// Unpacks, and looks at what comes out.
fn inside(
    packed: &[u8],
    holds_objects: bool,
    is_picture: bool,
    seen: &mut Names,
    budget: &mut Budget,
) -> Result<(), BadFile> {
    let mut objects = Vec::new();
    let mut made = 0;
    let end = unpack([packed], budget, |step| {
        made += step.len();
        if holds_objects {
            if made > MOST_OBJECTS {
                return Err(BadFile::Bomb);
            }
            objects.extend_from_slice(step);
        }
        if is_picture { Ok(()) } else { seen.feed(step) }
    })?;
    seen.finish()?;
    // What readers may still make sense of, we could not look into.
    if end == End::Broken && (holds_objects || (made == 0 && !packed.trim_ascii().is_empty())) {
        return Err(BadFile::Damaged);
    }
    counts(&objects)?;
    depth(&objects)
}

/// Takes letters back to bytes (7.4.2, 7.4.3) when that comes before unpacking.
fn bare(filters: &[Filter], data: &[u8]) -> Option<Vec<u8>> {
    let mut bare = None;
    for filter in filters {
        let data = bare.as_deref().unwrap_or(data);
        bare = Some(match filter {
            Filter::Hex => hex(data),
            Filter::Base85 => base85(data),
            _ => return bare,
        });
    }
    bare
}

fn hex(data: &[u8]) -> Vec<u8> {
    let mut digits: Vec<u8> = data.iter().take_while(|byte| **byte != b'>').copied().collect();
    digits.retain(u8::is_ascii_hexdigit);
    digits.truncate(digits.len() / 2 * 2);
    data_encoding::HEXLOWER_PERMISSIVE.decode(&digits).unwrap_or_default()
}

fn base85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len());
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            put(&mut bytes, &group, 4);
            group.clear();
        }
    }
    if let Some(count) = group.len().checked_sub(1).filter(|count| *count > 0) {
        group.resize(5, 84);
        put(&mut bytes, &group, count);
    }
    bytes
}

fn put(bytes: &mut Vec<u8>, group: &[u32], count: usize) {
    let word = group.iter().fold(0_u32, |word, digit| word.wrapping_mul(85).wrapping_add(*digit));
    bytes.extend(word.to_be_bytes().iter().take(count));
}

/// Every name of a dictionary, keys and values.
fn names_of(dictionary: &[u8]) -> Vec<Vec<u8>> {
    let name = |slash: usize| {
        let rest = dictionary.get(slash + 1..).unwrap_or_default();
        let length = rest.iter().position(|byte| ends_name(*byte)).unwrap_or(rest.len());
        plain(rest.get(..length).unwrap_or_default())
    };
    memchr::memchr_iter(b'/', dictionary).map(name).collect()
}
