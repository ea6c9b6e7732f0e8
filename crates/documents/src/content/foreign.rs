//! Files that are two things at once: a picture that is also a web page, a document that is also an archive.

use memchr::memmem;

/// The end record of a ZIP archive with its two disk numbers, which are 0 since there are no floppy disks. Readers look for
/// it from the end, over a comment of at most 65535 bytes.
const ZIP_END: &[u8] = b"PK\x05\x06\0\0\0\0";
const ZIP_REACH: usize = 65_535 + 22;

/// What a web page or a script begins with; compared without regard to case.
const PAGES: [&[u8]; 7] = [b"<script", b"<html", b"<!doctype html", b"<iframe", b"<svg ", b"<?php", b"<body"];

/// What other files begin with that programs find behind a picture.
const FILES: [&[u8]; 3] = [b"%PDF-", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"];

/// Whether an archive could be opened from the end of these bytes.
pub fn has_archive(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(ZIP_REACH)..).unwrap_or(bytes);
    memmem::find(tail, ZIP_END).is_some()
}

/// Whether the text part of a file holds the beginning of a web page or of a script.
pub fn has_page(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'<', bytes).any(|place| {
        let rest = bytes.get(place..).unwrap_or_default();
        PAGES.iter().any(|page| rest.get(..page.len()).is_some_and(|start| start.eq_ignore_ascii_case(page)))
    })
}

/// Whether what stands behind the end of a picture is another file. Cameras put second pictures, films and notes of their
/// own there: those pass.
pub fn has_file(bytes: &[u8]) -> bool {
    FILES.iter().any(|file| memmem::find(bytes, file).is_some()) || has_page(bytes)
}
