//! Signatures: signed PDFs that strangers have checked, the CMS structure in them, answers of time-stamp authorities.

use documents::{
    signing::{Seal, inspect},
    testing::doors,
};

/// The bytes as a PDF, as a signature within one, and as an answer of the authority.
pub fn enter(bytes: &[u8]) {
    let _ = inspect(bytes);
    if let Seal::Intact(signature) = inspect(&around(bytes)) {
        // Whoever vouches for a document vouches for its every byte.
        let mut changed = around(bytes);
        if let Some(byte) = changed.get_mut(1) {
            *byte ^= 1;
        }
        let _ = signature;
        assert!(!matches!(inspect(&changed), Seal::Intact(_)), "a changed document has a valid signature");
    }
    doors::is_time_stamp(bytes);
}

/// A document whose signature these bytes are.
fn around(signature: &[u8]) -> Vec<u8> {
    let hex = data_encoding::HEXUPPER.encode(signature);
    let before = |start: usize, end: usize, rest: usize| {
        format!("%PDF-1.7\n1 0 obj <</ByteRange [0 {start:010} {end:010} {rest:010}] /Contents ")
    };
    let after = ">> endobj\nstartxref\n9\n%%EOF\n";
    let start = before(0, 0, 0).len();
    let end = start + hex.len() + 2;
    format!("{}<{hex}>{after}", before(start, end, after.len())).into_bytes()
}
