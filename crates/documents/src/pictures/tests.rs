//! Photographs joined, turned and made small.

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, metadata::Orientation};
use lopdf::Document;

use super::{join, preview, reading, sheet::Sheet};
use crate::{
    content::{self, FileKind, LARGEST},
    pictures::Unjoined,
};

fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), u8::try_from((x * y) % 251).unwrap()])
    });
    reading::write(&DynamicImage::ImageRgb8(picture), 90).unwrap()
}

/// The photograph with a note of the camera: how it was held, and something that nobody else should read.
fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut note = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    note.push(orientation);
    note.extend_from_slice(b"\0\0\0\0\0\0where I live");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend_from_slice(&[0xFF, 0xE1]);
    bytes.extend_from_slice(&u16::try_from(note.len() + 2).unwrap().to_be_bytes());
    bytes.extend_from_slice(&note);
    bytes.extend_from_slice(&jpeg[2..]);
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn noise(side: u32) -> Vec<u8> {
    let mut state = 7_u32;
    let picture = RgbImage::from_fn(side, side, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb(state.to_be_bytes()[..3].try_into().unwrap())
    });
    reading::write(&DynamicImage::ImageRgb8(picture), 95).unwrap()
}

#[test]
fn photographs_become_pages_in_their_order() {
    let transparent = DynamicImage::ImageRgba8(RgbaImage::from_pixel(30, 60, Rgba([0, 0, 0, 0])));
    let pictures = [
        (FileKind::Jpeg, Bytes::from(photo(400, 300))),
        (FileKind::Png, Bytes::from(png(&transparent))),
        (FileKind::Jpeg, Bytes::from(held(&photo(400, 300), 6))),
    ];
    let pdf = join(&pictures).unwrap();
    assert_eq!(content::examine(&pdf), Ok(FileKind::Pdf), "it passes the gate");
    assert!(!pdf.windows(12).any(|bytes| bytes == b"where I live"), "what the camera noted does not come along");
    let read = Document::load_mem(&pdf).unwrap();
    let pages = read.get_pages();
    let sizes: Vec<(i64, i64)> = pages
        .values()
        .map(|page| {
            let bounds = read.get_dictionary(*page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
            #[expect(clippy::cast_possible_truncation, reason = "sizes of pages are small")]
            let side = |at: usize| bounds[at].as_float().unwrap().round() as i64;
            (side(2), side(3))
        })
        .collect();
    assert_eq!(sizes, [(842, 632), (421, 842), (632, 842)], "the third is seen upright");
}

#[test]
fn a_photograph_is_turned_as_the_camera_was_held() {
    let jpeg = photo(200, 100);
    assert_eq!(reading::orientation(&jpeg), Orientation::NoTransforms);
    // Where the upper left corner of the stored picture (0, 1) comes to on the page.
    let corners = [
        (1, (0.0, 1.0)),
        (2, (1.0, 1.0)),
        (3, (1.0, 0.0)),
        (4, (0.0, 0.0)),
        (5, (0.0, 1.0)),
        (6, (1.0, 1.0)),
        (7, (1.0, 0.0)),
        (8, (0.0, 0.0)),
    ];
    for (orientation, (right, up)) in corners {
        let sheet = Sheet::whole(FileKind::Jpeg, &held(&jpeg, orientation)).unwrap();
        assert_eq!(sheet.orientation.to_exif(), orientation);
        let (width, height) = sheet.page();
        assert_eq!(width > height, orientation < 5);
        let [_, _, c, d, e, f] = sheet.matrix();
        let corner = ((c + e) / width, (d + f) / height);
        assert_eq!((corner.0.round(), corner.1.round()), (right, up), "{orientation}");
    }
}

#[test]
fn what_is_too_large_is_made_smaller() {
    let one = noise(2_400);
    assert!(one.len() * 2 > LARGEST, "{}", one.len());
    let pictures: Vec<(FileKind, Bytes)> = (0..2).map(|_| (FileKind::Jpeg, Bytes::from(one.clone()))).collect();
    let pdf = join(&pictures).unwrap();
    assert!(pdf.len() <= LARGEST, "{}", pdf.len());
    let many: Vec<(FileKind, Bytes)> = (0..20).map(|_| (FileKind::Jpeg, Bytes::from(one.clone()))).collect();
    assert_eq!(join(&many).err(), Some(Unjoined::TooLarge));
}

#[test]
fn only_pictures_are_joined() {
    let picture = (FileKind::Jpeg, Bytes::from(photo(10, 10)));
    assert_eq!(join(&[picture.clone(), (FileKind::Pdf, Bytes::new())]).err(), Some(Unjoined::NotPictures));
    assert_eq!(join(&vec![picture.clone(); 21]).err(), Some(Unjoined::TooMany));
    let cut = Bytes::copy_from_slice(&png(&DynamicImage::new_rgb8(9, 9))[..40]);
    assert_eq!(join(&[picture, (FileKind::Png, cut)]).err(), Some(Unjoined::Unreadable));
}

#[test]
fn a_preview_is_small_and_upright() {
    let small = preview(FileKind::Jpeg, &held(&photo(1_000, 500), 6)).unwrap();
    let read = image::load_from_memory(&small).unwrap();
    assert_eq!((read.width(), read.height()), (240, 480));
    assert!(!small.windows(12).any(|bytes| bytes == b"where I live"));
    assert_eq!(preview(FileKind::Pdf, b"%PDF-"), None);
    assert_eq!(preview(FileKind::Png, b"rubbish"), None);
}

/// A small file that says it is so many points wide and high, with a right checksum.
fn boasting(side: u32) -> Vec<u8> {
    let mut bytes = png(&DynamicImage::new_rgb8(9, 9));
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    // CRC-32 as PNG has it (ISO 15948, annex D).
    let crc = bytes[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    });
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}

#[test]
fn small_files_of_huge_pictures_are_refused_before_they_are_opened() {
    let bomb = (FileKind::Png, Bytes::from(boasting(7_000)));
    assert_eq!(reading::points(bomb.0, &bomb.1), Some(49_000_000));
    assert_eq!(join(&vec![bomb.clone(); 9]).err(), Some(Unjoined::TooLarge));
    // Few of them are opened, and turn out to have nothing in them.
    assert_eq!(join(&[bomb]).err(), Some(Unjoined::Unreadable));
    for side in [8_000, 60_000, u32::MAX >> 1] {
        let bomb = boasting(side);
        assert_eq!(preview(FileKind::Png, &bomb), None, "{side}");
        assert!(join(&[(FileKind::Png, bomb.into())]).is_err(), "{side}");
    }
}
