use std::io::Write;

use super::*;

/// The smallest JPEG that holds together: 2 × 3 points, no picture.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x0b\x08\x00\x03\x00\x02\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9";
/// A PDF of the typesetter.
pub const PDF: &[u8] = include_bytes!("../../tests/fixtures/certificate.pdf");

pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(body);
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes(), kind, body, &sum.sum().to_be_bytes()].concat()
}

/// A PNG of eight-bit colours with these notes between header and picture.
fn png_of(width: u32, height: u32, notes: &[Vec<u8>], picture: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 2, 0, 0, 0].as_slice()].concat();
    let notes = notes.concat();
    let picture = chunk(b"IDAT", &packed(picture));
    [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", &header).as_slice(), &notes, &picture, &chunk(b"IEND", b"")].concat()
}

fn png(notes: &[Vec<u8>]) -> Vec<u8> {
    png_of(2, 3, notes, &[0; 21])
}

fn with_note(marker: u8, note: &[u8]) -> Vec<u8> {
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    [&JPEG[..2], &[0xFF, marker], &length, note, &JPEG[2..]].concat()
}

/// The smallest archive, empty, that any unpacker opens.
fn zip() -> Vec<u8> {
    [b"PK\x05\x06".as_slice(), &[0; 18]].concat()
}

#[test]
fn the_content_says_what_it_is() {
    assert_eq!(examine(PDF), Ok(FileKind::Pdf));
    assert_eq!(examine(JPEG), Ok(FileKind::Jpeg));
    assert_eq!(examine(&png(&[])), Ok(FileKind::Png));
    assert_eq!(examine(b""), Err(BadFile::Empty));
    let others: [&[u8]; 6] = [
        b"MZ\x90\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a=1;alert(1)//",
        b"PK\x03\x04",
        b"\n%PDF-1.7\n",
        b"%PDF",
    ];
    for other in others {
        assert_eq!(examine(other), Err(BadFile::UnknownKind), "{other:?}");
    }
}

#[test]
fn five_megabytes_are_taken_and_not_a_byte_more() {
    let filled = |length: usize| {
        let room = length - PDF.len();
        [PDF, vec![b'\n'; room].as_slice()].concat()
    };
    // Line ends behind the last mark are harmless, but the mark must stay near the end.
    assert_eq!(examine(&filled(PDF.len() + 900)), Ok(FileKind::Pdf));
    let photo = |length: usize| [JPEG, vec![0; length - JPEG.len()].as_slice()].concat();
    assert_eq!(examine(&photo(LARGEST - 1)), Ok(FileKind::Jpeg));
    assert_eq!(examine(&photo(LARGEST)), Ok(FileKind::Jpeg));
    assert_eq!(examine(&photo(LARGEST + 1)), Err(BadFile::TooLarge));
}

#[test]
fn what_is_cut_off_anywhere_is_not_taken() {
    let png = png(&[chunk(b"tEXt", b"Title\0A")]);
    for whole in [JPEG, png.as_slice()] {
        for part in 1..whole.len() {
            assert!(examine(&whole[..part]).is_err(), "{part} of {}", whole.len());
        }
    }
    let end = PDF.len() - PDF.trim_ascii_end().len();
    for part in (5..PDF.len() - end).step_by(97).chain([PDF.len() - end - 1]) {
        assert_eq!(examine(&PDF[..part]), Err(BadFile::Damaged), "{part} of {}", PDF.len());
    }
}

#[test]
fn changed_bytes_of_a_png_are_seen() {
    let whole = png(&[]);
    for place in 8..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 0x20;
        assert!(examine(&changed).is_err(), "byte {place}");
    }
}

#[test]
fn pictures_that_nobody_could_show_are_not_taken() {
    assert_eq!(examine(&png_of(60_000, 60_000, &[], &[0; 100])), Err(BadFile::TooDetailed));
    assert_eq!(examine(&png_of(0, 3, &[], &[0; 21])), Err(BadFile::Damaged));
    assert_eq!(examine(&png_of(u32::MAX, u32::MAX, &[], &[0; 21])), Err(BadFile::TooDetailed));
    let mut jpeg = JPEG.to_vec();
    jpeg[13..17].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    assert_eq!(examine(&jpeg), Err(BadFile::TooDetailed));
    jpeg[13..17].copy_from_slice(&[0, 0, 0, 2]);
    assert_eq!(examine(&jpeg), Err(BadFile::Damaged));
    let scan = &JPEG[21..JPEG.len() - 2];
    let endless = [&JPEG[..21], scan.repeat(101).as_slice(), &JPEG[JPEG.len() - 2..]].concat();
    assert_eq!(examine(&endless), Err(BadFile::Bomb), "a hundred and one scans");
}

#[test]
fn pngs_that_burst_are_not_taken() {
    assert_eq!(examine(&png_of(2, 3, &[], &vec![0; 5_000_000])), Err(BadFile::Bomb), "more picture than its size says");
    assert_eq!(examine(&png_of(2, 3, &[], &[0; 20])), Err(BadFile::Damaged), "less");
    let bomb = packed(&vec![b'a'; 8 * 1024 * 1024]);
    for (kind, head) in
        [(b"zTXt", b"Comment\0\0".as_slice()), (b"iTXt", b"Comment\0\x01\0ru\0\0"), (b"iCCP", b"sRGB\0\0")]
    {
        let note = chunk(kind, &[head, &bomb].concat());
        assert!(examine(&png(&[note])).is_err(), "{kind:?}");
    }
}

#[test]
fn a_file_is_one_thing_only() {
    let page = b"<ScRiPt>alert(1)</script>";
    let note = |kind, head: &[u8], text: &[u8]| png(&[chunk(kind, &[head, text].concat())]);
    let mixed = [
        [JPEG, &zip()].concat(),
        [png(&[]), zip()].concat(),
        [PDF, &zip()].concat(),
        [JPEG, page].concat(),
        [JPEG, PDF].concat(),
        [png(&[]), page.to_vec()].concat(),
        [png(&[]), b"x".to_vec()].concat(),
        [PDF, page].concat(),
        [&PDF[..9], page, b"\n", &PDF[9..]].concat(),
        [&PDF[..9], b"% <!DOCTYPE html>\n", &PDF[9..]].concat(),
        with_note(0xFE, page),
        with_note(0xE1, b"Exif\0\0<html>"),
        note(b"tEXt", b"Comment\0", page),
        note(b"zTXt", b"Comment\0\0", &packed(page)),
        note(b"iTXt", b"Comment\0\x01\0ru\0\0", &packed(page)),
    ];
    for (number, file) in mixed.iter().enumerate() {
        assert_eq!(examine(file), Err(BadFile::Mixed), "number {number}");
    }
    assert!(examine(&[PDF, b"\0\0\r\n"].concat()).is_ok());
    assert!(examine(&with_note(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")).is_ok());
    assert!(examine(&[JPEG, JPEG].concat()).is_ok(), "cameras put a second picture there");
}

#[test]
fn every_refusal_has_words() {
    for bad in [
        BadFile::Empty,
        BadFile::TooLarge,
        BadFile::UnknownKind,
        BadFile::Damaged,
        BadFile::Protected,
        BadFile::Active,
        BadFile::Attachments,
        BadFile::TooDetailed,
        BadFile::Bomb,
        BadFile::Mixed,
        BadFile::Infected,
        BadFile::Unscanned,
    ] {
        assert_eq!(bad.message_key(), format!("documents-file-{}", bad.code()));
        for words in [crate::LOCALES.ru, crate::LOCALES.en] {
            assert!(words.contains(&format!("\n{} = ", bad.message_key())), "{bad:?}");
        }
    }
}

proptest::proptest! {
    /// Whatever comes: an answer, no panic.
    #[test]
    fn anything_is_answered(kind in 0_usize..3, place in 0_usize..20_000, with in proptest::collection::vec(0_u8.., 0..64)) {
        let png = png(&[]);
        let whole = [PDF, JPEG, png.as_slice()][kind];
        let place = place % whole.len();
        let after = (place + with.len()).min(whole.len());
        let changed = [&whole[..place], &with, &whole[after..]].concat();
        let _ = examine(&changed);
    }
}
