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
    let (width, height) = walked.size.ok_or(BadFile::Damaged)?;
    fits(width, height)?;
    let behind = bytes.get(walked.end..).unwrap_or_default();
    if foreign::has_archive(bytes) || foreign::has_file(behind) { Err(BadFile::Mixed) } else { Ok(()) }
}

struct Walked {
    size: Option<(u32, u32)>,
    /// Where the end mark ends.
    end: usize,
}

/// The walk; `None` when the segments do not hold together or the end mark is missing.
fn walk(bytes: &[u8]) -> Result<Option<Walked>, BadFile> {
    let (mut place, mut size, mut scans) = (2, None, 0);
    loop {
        let (Some(0xFF), Some(marker)) = (bytes.get(place), bytes.get(place + 1)) else { return Ok(None) };
        match marker {
            // Fill bytes and markers without a body.
            0xFF => place += 1,
            0x01 | 0xD0..=0xD7 => place += 2,
            0xD9 => return Ok((scans > 0).then_some(Walked { size, end: place + 2 })),
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
                        if size.replace((u32::from(width), u32::from(height))).is_some() {
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
