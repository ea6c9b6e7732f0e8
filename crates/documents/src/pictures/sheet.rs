//! One page of a joined document: a JPEG as it will lie in the PDF.

use image::{DynamicImage, metadata::Orientation};

use super::reading;
use crate::content::{FileKind, frame_of, without_notes};

/// A page.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
    pub is_grey: bool,
    pub orientation: Orientation,
}

impl Sheet {
    /// The picture as it came: a photograph keeps its very points, loses what the camera noted, and is turned by the page.
    pub fn whole(kind: FileKind, bytes: &[u8]) -> Option<Self> {
        let frame = frame_of(bytes).filter(|_| kind == FileKind::Jpeg);
        // Four inks are for printers: their readers disagree about which is white.
        let Some(frame) = frame.filter(|frame| matches!(frame.parts, 1 | 3)) else {
            return Self::of(&reading::read(kind, bytes)?, 88);
        };
        Some(Self {
            jpeg: without_notes(bytes)?,
            width: frame.width,
            height: frame.height,
            is_grey: frame.parts == 1,
            orientation: reading::orientation(bytes),
        })
    }

    /// The picture made so small that its longer side has at most so many points.
    pub fn smaller(kind: FileKind, bytes: &[u8], side: u32, quality: u8) -> Option<Self> {
        let picture = reading::read(kind, bytes)?;
        let fits = picture.width().max(picture.height()) <= side;
        let small = if fits { picture } else { picture.thumbnail(side, side) };
        Self::of(&small, quality)
    }

    fn of(picture: &DynamicImage, quality: u8) -> Option<Self> {
        Some(Self {
            jpeg: reading::write(picture, quality)?,
            width: picture.width(),
            height: picture.height(),
            is_grey: !picture.color().has_color(),
            orientation: Orientation::NoTransforms,
        })
    }

    /// Width and height of the page in points of print: as the picture is to be seen, the longer side that of A4.
    pub fn page(&self) -> (f32, f32) {
        #[expect(clippy::cast_precision_loss, reason = "a picture has fewer points than a float tells apart")]
        let (width, height) = (self.width.max(1) as f32, self.height.max(1) as f32);
        let (width, height) = if self.is_turned() { (height, width) } else { (width, height) };
        let scale = 842.0 / width.max(height);
        (width * scale, height * scale)
    }

    fn is_turned(&self) -> bool {
        matches!(
            self.orientation,
            Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
        )
    }

    /// What turns the unit square of the picture into the page (ISO 32000-1, 8.3.4), by the orientation that EXIF numbers
    /// from 1 to 8.
    pub fn matrix(&self) -> [f32; 6] {
        let (width, height) = self.page();
        match self.orientation.to_exif() {
            2 => [-width, 0.0, 0.0, height, width, 0.0],
            3 => [-width, 0.0, 0.0, -height, width, height],
            4 => [width, 0.0, 0.0, -height, 0.0, height],
            5 => [0.0, -height, -width, 0.0, width, height],
            6 => [0.0, -height, width, 0.0, 0.0, height],
            7 => [0.0, height, width, 0.0, 0.0, 0.0],
            8 => [0.0, height, -width, 0.0, width, 0.0],
            _ => [width, 0.0, 0.0, height, 0.0, 0.0],
        }
    }
}
