//! Pictures read into memory, made smaller, and written as JPEG.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::{JpegDecoder, JpegEncoder},
    metadata::Orientation,
};

use crate::content::FileKind;

/// Pictures of more points are not read: 50 million take 150 MB.
const MOST_POINTS: u64 = 50_000_000;
/// The most memory that reading one may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// The longer side of a preview, in points.
const PREVIEW: u32 = 480;

/// A small picture to look at, the right way up; none of what is no picture or cannot be read.
pub fn preview(kind: FileKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = read(kind, bytes)?;
    let small =
        if picture.width().max(picture.height()) > PREVIEW { picture.thumbnail(PREVIEW, PREVIEW) } else { picture };
    write(&small, 75)
}

/// How many points it says it has; nothing of them is read.
pub fn points(kind: FileKind, bytes: &[u8]) -> Option<u64> {
    let format = format(kind)?;
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?;
    Some(u64::from(width) * u64::from(height))
}

const fn format(kind: FileKind) -> Option<ImageFormat> {
    match kind {
        FileKind::Jpeg => Some(ImageFormat::Jpeg),
        FileKind::Png => Some(ImageFormat::Png),
        FileKind::Pdf => None,
    }
}

/// The picture, turned as the camera says, on white where it was transparent.
pub fn read(kind: FileKind, bytes: &[u8]) -> Option<DynamicImage> {
    let format = format(kind)?;
    if points(kind, bytes)? > MOST_POINTS {
        return None;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut picture = opaque(reader.decode().ok()?);
    if kind == FileKind::Jpeg {
        picture.apply_orientation(orientation(bytes));
    }
    Some(picture)
}

/// How the camera was held.
pub fn orientation(jpeg: &[u8]) -> Orientation {
    let decoder = JpegDecoder::new(Cursor::new(jpeg));
    decoder.and_then(|mut decoder| decoder.orientation()).unwrap_or(Orientation::NoTransforms)
}

/// As JPEG of this quality.
pub fn write(picture: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).ok()?;
    Some(bytes)
}

/// JPEG knows no transparency: what shines through is the paper.
fn opaque(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return if picture.color().has_color() {
            DynamicImage::ImageRgb8(picture.into_rgb8())
        } else {
            DynamicImage::ImageLuma8(picture.into_luma8())
        };
    }
    let with_alpha = picture.into_rgba8();
    let mut paper = RgbImage::new(with_alpha.width(), with_alpha.height());
    for (from, to) in with_alpha.pixels().zip(paper.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let over = |part: u8| {
            let mixed = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    DynamicImage::ImageRgb8(paper)
}
