//! PNG: a walk over its chunks (ISO/IEC 15948, 5.3), their checksums, and how much picture and notes become when unpacked.

use flate2::Crc;

use super::{
    BadFile, fits, foreign,
    unpack::{Budget, End, MOST_UNPACKED, unpack},
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// How much the notes of a picture may become, all together, in bytes; colour profiles are the largest.
const MOST_NOTES: u64 = 4 * 1024 * 1024;
/// How many chunks there may be; encoders cut the picture at every 8 kB.
const MOST_CHUNKS: usize = 20_000;

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Whether it is whole, of a size that can be shown, and nothing else at the same time.
pub fn check(bytes: &[u8]) -> Result<(), BadFile> {
    let (chunks, end) = walk(bytes)?;
    let header = match chunks.first() {
        Some(chunk) if chunk.kind == b"IHDR" => Header::read(chunk.body).ok_or(BadFile::Damaged)?,
        _ => return Err(BadFile::Damaged),
    };
    fits(header.width, header.height)?;
    let wanted = header.picture();
    if wanted > MOST_UNPACKED {
        return Err(BadFile::TooDetailed);
    }
    notes(&chunks)?;
    let mut made = 0;
    let pieces = chunks.iter().filter(|chunk| chunk.kind == b"IDAT").map(|chunk| chunk.body);
    // A picture that unpacks to more than its size says is made to burst somewhere.
    let ended = unpack(pieces, &mut Budget::new(wanted), |step| {
        made += step.len() as u64;
        Ok(())
    })?;
    if ended != End::Whole || made < wanted {
        return Err(BadFile::Damaged);
    }
    if end < bytes.len() || foreign::has_archive(bytes) { Err(BadFile::Mixed) } else { Ok(()) }
}

struct Chunk<'a> {
    kind: &'a [u8],
    body: &'a [u8],
}

/// The chunks up to the end mark, and where that ends.
fn walk(bytes: &[u8]) -> Result<(Vec<Chunk<'_>>, usize), BadFile> {
    let mut place = SIGNATURE.len();
    let mut chunks = Vec::new();
    while chunks.len() < MOST_CHUNKS {
        let (chunk, next) = chunk(bytes, place).ok_or(BadFile::Damaged)?;
        place = next;
        if chunk.kind == b"IEND" {
            return Ok((chunks, place));
        }
        chunks.push(chunk);
    }
    Err(BadFile::Bomb)
}

/// The chunk at a place if its checksum is right, and where the next begins.
fn chunk(bytes: &[u8], place: usize) -> Option<(Chunk<'_>, usize)> {
    let length = usize::try_from(word(bytes, place)?).ok()?;
    let start = place.checked_add(8)?;
    let end = start.checked_add(length)?;
    let body = bytes.get(start..end)?;
    let mut sum = Crc::new();
    sum.update(bytes.get(place + 4..end)?);
    (sum.sum() == word(bytes, end)?).then_some((Chunk { kind: bytes.get(place + 4..start)?, body }, end + 4))
}

/// Whatever is not picture: texts, profiles, times. Packed ones are unpacked, as their readers do.
fn notes(chunks: &[Chunk<'_>]) -> Result<(), BadFile> {
    let mut budget = Budget::new(MOST_NOTES);
    for chunk in chunks.iter().filter(|chunk| !matches!(chunk.kind, b"IHDR" | b"IDAT" | b"PLTE")) {
        if foreign::has_page(chunk.body) {
            return Err(BadFile::Mixed);
        }
        if let Some(packed) = packed(chunk) {
            let mut text = Vec::new();
            unpack([packed], &mut budget, |step| {
                text.extend_from_slice(step);
                Ok(())
            })?;
            if foreign::has_page(&text) {
                return Err(BadFile::Mixed);
            }
        }
    }
    Ok(())
}

/// The packed part of a note (11.3.3.2 and 11.3.4): behind a keyword, and in iTXt behind flags, language and translation.
fn packed<'a>(chunk: &Chunk<'a>) -> Option<&'a [u8]> {
    let after_zero = |bytes: &'a [u8]| bytes.get(memchr::memchr(0, bytes)? + 1..);
    let rest = after_zero(chunk.body)?;
    match chunk.kind {
        b"zTXt" | b"iCCP" => rest.get(1..),
        b"iTXt" if rest.first() == Some(&1) => after_zero(after_zero(rest.get(2..)?)?),
        _ => None,
    }
}

/// What the header says of the picture.
struct Header {
    width: u32,
    height: u32,
    /// Bits of a point.
    depth: u64,
    interlaced: bool,
}

impl Header {
    /// Reads the thirteen bytes, if they are a picture's that exists (table 11.1).
    fn read(body: &[u8]) -> Option<Self> {
        let &[.., bits, colour, 0, 0, interlaced @ (0 | 1)] = body else { return None };
        let samples = match (colour, bits) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
            (2, 8 | 16) => 3,
            (4, 8 | 16) => 2,
            (6, 8 | 16) => 4,
            _ => return None,
        };
        let (width, height) = (word(body, 0)?, word(body, 4)?);
        (body.len() == 13).then_some(Self {
            width,
            height,
            depth: samples * u64::from(bits),
            interlaced: interlaced == 1,
        })
    }

    /// How many bytes the picture is when unpacked: its lines, each behind the byte of its filter (7.2 and 8.2).
    fn picture(&self) -> u64 {
        let lines = |width: u64, height: u64| {
            if width == 0 { 0 } else { height.saturating_mul(1 + width.saturating_mul(self.depth).div_ceil(8)) }
        };
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        if !self.interlaced {
            return lines(width, height);
        }
        let passes = [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)];
        let part = |size: u64, first: u64, step: u64| size.saturating_sub(first).div_ceil(step);
        passes.iter().map(|(x, dx, y, dy)| lines(part(width, *x, *dx), part(height, *y, *dy))).sum()
    }
}

fn word(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}
