//! PDF, as far as it can be judged without a parser (which would itself be a target): its frame, and what must not be in it.

use super::BadFile;

/// How far from the end the last mark may stand (ISO 32000-1, annex H.3 note 18).
const TAIL: usize = 1024;

pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Whether it is whole and harmless. What hides inside compressed objects is the malware scanner's work, not ours.
pub fn check(bytes: &[u8]) -> Result<(), BadFile> {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    if !has(tail, b"startxref") || !has(tail, b"%%EOF") {
        return Err(BadFile::Damaged);
    }
    if has_name(bytes, b"/Encrypt") {
        return Err(BadFile::Protected);
    }
    if [b"/JavaScript".as_slice(), b"/Launch"].into_iter().any(|name| has_name(bytes, name)) {
        return Err(BadFile::Active);
    }
    Ok(())
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The name as a whole: a longer one that begins alike is another.
fn has_name(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len() + 1).any(|window| {
        window.starts_with(name) && window.last().is_some_and(|next| !next.is_ascii_alphanumeric() && next.is_ascii())
    })
}
