//! JPEG: a walk over its segments (ISO/IEC 10918-1, annex B).

use super::number;

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// Width and height in points, if the segments hold together up to the picture and the picture has its end.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut place = 2;
    let mut size = None;
    loop {
        if *bytes.get(place)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(place + 1)?;
        match marker {
            // Fill bytes and markers without a body.
            0xFF => place += 1,
            0x01 | 0xD0..=0xD7 => place += 2,
            // The picture itself begins; its end must come.
            0xDA => {
                let rest = bytes.get(place..)?;
                return size.filter(|_| rest.windows(2).any(|window| window == [0xFF, 0xD9]));
            }
            _ => {
                // A frame header: all of C0 to CF but the tables (C4), an extension (C8) and arithmetic conditions (CC).
                if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
                    size = Some((u32::from(number(bytes, place + 7)?), u32::from(number(bytes, place + 5)?)));
                }
                let length = usize::from(number(bytes, place + 2)?);
                if length < 2 {
                    return None;
                }
                place = place.checked_add(2 + length)?;
            }
        }
    }
}
