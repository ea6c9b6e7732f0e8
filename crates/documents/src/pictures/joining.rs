//! Several photographs made one PDF, a page for each, in the order given.

use bytes::Bytes;
use lopdf::{
    Document, Object, Stream,
    content::{Content, Operation},
    dictionary,
};

use super::{Unjoined, reading, sheet::Sheet};
use crate::content::{FileKind, LARGEST};

/// The most pages.
pub const MOST_PAGES: usize = 20;
/// The most points of all of them: more than photographs in a whole upload have, far less than small files can say they have.
const MOST_POINTS: u64 = 400_000_000;
/// What the PDF needs beside its pictures, for each page.
const AROUND: usize = 2_000;
/// How small the pages are made, step by step, until they fit together: longer side and quality. The last is still read
/// without effort: 1240 points on the long side of A4 are about 105 to the inch.
const STEPS: [(u32, u8); 3] = [(2_480, 82), (1_754, 75), (1_240, 65)];

/// Joins pictures into one PDF of at most [`LARGEST`] bytes.
pub fn join(pictures: &[(FileKind, Bytes)]) -> Result<Vec<u8>, Unjoined> {
    if pictures.len() > MOST_PAGES {
        return Err(Unjoined::TooMany);
    }
    if pictures.iter().any(|(kind, _)| *kind == FileKind::Pdf) {
        return Err(Unjoined::NotPictures);
    }
    let points = pictures.iter().map(|(kind, bytes)| reading::points(*kind, bytes));
    if points.sum::<Option<u64>>().ok_or(Unjoined::Unreadable)? > MOST_POINTS {
        return Err(Unjoined::TooLarge);
    }
    let as_they_are = sheets(pictures, Sheet::whole)?;
    if let Some(sheets) = as_they_are {
        return write(&sheets);
    }
    for (side, quality) in STEPS {
        if let Some(sheets) = sheets(pictures, |kind, bytes| Sheet::smaller(kind, bytes, side, quality))? {
            return write(&sheets);
        }
    }
    Err(Unjoined::TooLarge)
}

/// The pages, one picture in memory at a time; none when they are too large together.
fn sheets(
    pictures: &[(FileKind, Bytes)],
    make: impl Fn(FileKind, &[u8]) -> Option<Sheet>,
) -> Result<Option<Vec<Sheet>>, Unjoined> {
    let (mut sheets, mut size) = (Vec::new(), AROUND);
    for (kind, bytes) in pictures {
        let sheet = make(*kind, bytes).ok_or(Unjoined::Unreadable)?;
        size += sheet.jpeg.len() + AROUND;
        if size > LARGEST {
            return Ok(None);
        }
        sheets.push(sheet);
    }
    Ok(Some(sheets))
}

fn write(sheets: &[Sheet]) -> Result<Vec<u8>, Unjoined> {
    let mut pdf = Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let mut kids = Vec::new();
    for sheet in sheets {
        let picture = pdf.add_object(image(sheet));
        let operations = vec![
            Operation::new("q", Vec::new()),
            Operation::new("cm", sheet.matrix().into_iter().map(Object::Real).collect()),
            Operation::new("Do", vec![Object::Name(b"P".to_vec())]),
            Operation::new("Q", Vec::new()),
        ];
        let content = Content { operations }.encode().map_err(|_| Unjoined::Unreadable)?;
        let content = pdf.add_object(Stream::new(dictionary! {}, content));
        let (width, height) = sheet.page();
        kids.push(Object::Reference(pdf.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
            "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } },
            "Contents" => content,
        })));
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    pdf.objects.insert(tree, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).map_err(|_| Unjoined::Unreadable)?;
    Ok(bytes)
}

/// The JPEG as it is: PDF reads it itself (DCTDecode).
fn image(sheet: &Sheet) -> Stream {
    let colours = if sheet.is_grey { "DeviceGray" } else { "DeviceRGB" };
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(sheet.width),
        "Height" => i64::from(sheet.height),
        "ColorSpace" => colours,
        "BitsPerComponent" => 8,
        "Filter" => "DCTDecode",
    };
    Stream::new(dictionary, sheet.jpeg.clone()).with_compression(false)
}
