//! JPEG: a walk over its segments (ISO/IEC 10918-1, annex B) to its end mark.

use super::{BadFile, fits, foreign, number};

/// Pictures come in one scan, progressive ones in about ten; hundreds only make their reader work.
const MOST_SCANS: usize = 100;

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// Whether it is whole, of a size that can be shown, and nothing else at the same time.
pub fn check(bytes: &[u8]) -> Result<(), BadFile> {
    let walked = walk(bytes)?.ok_or(BadFile::Damaged)?;
    let frame = walked.frame.ok_or(BadFile::Damaged)?;
    fits(frame.width, frame.height)?;
    let behind = bytes.get(walked.end..).unwrap_or_default();
    if foreign::has_archive(bytes) || foreign::has_file(behind) { Err(BadFile::Mixed) } else { Ok(()) }
}

/// What the frame header says of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
    /// Colours that are kept apart: 1 for grey, 3 for a photograph, 4 for print.
    pub parts: u8,
}

/// The frame of a whole JPEG.
pub fn frame(bytes: &[u8]) -> Option<Frame> {
    if begins(bytes) { walk(bytes).ok()??.frame } else { None }
}

/// The same picture without what the camera and people noted beside it: place, time, owner, small pictures. What says how
/// colours are kept (JFIF, Adobe) stays.
pub fn without_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = walk(bytes).ok()??.end;
    let mut kept = bytes.get(..2)?.to_vec();
    let mut place = 2;
    loop {
        let marker = *bytes.get(place + 1)?;
        match marker {
            0xFF => place += 1,
            0x01 | 0xD0..=0xD7 => place += 2,
            // The coded data of the first scan and everything behind it, up to the end mark.
            0xDA | 0xD9 => {
                kept.extend_from_slice(bytes.get(place..end)?);
                return Some(kept);
            }
            _ => {
                let next = place + 2 + usize::from(number(bytes, place + 2)?);
                if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) {
                    kept.extend_from_slice(bytes.get(place..next)?);
                }
                place = next;
            }
        }
    }
}

struct Walked {
    frame: Option<Frame>,
    /// Where the end mark ends.
    end: usize,
}

/// The walk; `None` when the segments do not hold together or the end mark is missing.
fn walk(bytes: &[u8]) -> Result<Option<Walked>, BadFile> {
    let (mut place, mut frame, mut scans) = (2, None, 0);
    loop {
        let (Some(0xFF), Some(marker)) = (bytes.get(place), bytes.get(place + 1)) else { return Ok(None) };
        match marker {
            // Fill bytes and markers without a body.
            0xFF => place += 1,
            0x01 | 0xD0..=0xD7 => place += 2,
            0xD9 => return Ok((scans > 0).then_some(Walked { frame, end: place + 2 })),
            _ => {
                let Some(length) = number(bytes, place + 2).map(usize::from).filter(|length| *length >= 2) else {
                    return Ok(None);
                };
                let next = place + 2 + length;
                let Some(body) = bytes.get(place + 4..next) else { return Ok(None) };
                match marker {
                    // Notes: of the camera (APPn), of people (COM).
                    0xE0..=0xEF | 0xFE if foreign::has_page(body) => return Err(BadFile::Mixed),
                    0xDA => scans += 1,
                    // A frame header: all of C0 to CF but the tables (C4), an extension (C8) and arithmetic conditions
                    // (CC). There is one.
                    0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                        let (Some(height), Some(width)) = (number(body, 1), number(body, 3)) else { return Ok(None) };
                        let parts = body.get(5).copied().unwrap_or_default();
                        let found = Frame { width: u32::from(width), height: u32::from(height), parts };
                        if frame.replace(found).is_some() {
                            return Ok(None);
                        }
                    }
                    _ => {}
                }
                if scans > MOST_SCANS {
                    return Err(BadFile::Bomb);
                }
                place = if *marker == 0xDA { after_scan(bytes, next) } else { next };
            }
        }
    }
}

/// The next marker behind the coded data of a scan: stuffed zeros and restart marks belong to the data.
fn after_scan(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let marker = memchr::memchr_iter(0xFF, rest)
        .find(|place| !matches!(rest.get(place + 1), Some(0x00 | 0xD0..=0xD7 | 0xFF) | None));
    from + marker.unwrap_or(rest.len())
}
