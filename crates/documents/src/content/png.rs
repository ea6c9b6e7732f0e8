//! PNG: a walk over its chunks (ISO/IEC 15948, 5.3).

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Width and height in points, if the chunks hold together from the header to the end.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut place = SIGNATURE.len();
    let mut size = None;
    loop {
        let length = usize::try_from(word(bytes, place)?).ok()?;
        let kind = bytes.get(place + 4..place + 8)?;
        let body = place + 8;
        // The body and its checksum must be there.
        let next = body.checked_add(length)?.checked_add(4)?;
        bytes.get(body..next)?;
        match kind {
            b"IHDR" if size.is_none() && length == 13 => size = Some((word(bytes, body)?, word(bytes, body + 4)?)),
            b"IEND" => return size,
            _ if size.is_none() => return None,
            _ => {}
        }
        place = next;
    }
}

fn word(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}
