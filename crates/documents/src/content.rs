//! What kind of file it is, told by its content: neither its name nor what the browser says is believed.

mod jpeg;
mod pdf;
mod png;

db::codes!(
    /// The kinds of files that are taken.
    pub enum FileKind {
        /// PDF (ISO 32000).
        Pdf = "pdf",
        /// JPEG (ISO/IEC 10918).
        Jpeg = "jpeg",
        /// PNG (ISO/IEC 15948).
        Png = "png",
    }
);

/// The largest file in bytes: 5 MB.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// Pictures of more points than this are no photographs of a document, but a burden for whoever opens them.
const MOST_POINTS: u64 = 100_000_000;

impl FileKind {
    /// The media type (RFC 6838).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The endings of names that are right for it, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`LARGEST`].
    #[error("the file is larger than 5 MB")]
    TooLarge,
    /// Neither PDF nor JPEG nor PNG.
    #[error("the file is neither PDF nor JPEG nor PNG")]
    UnknownKind,
    /// Cut off or damaged: it begins like its kind but does not hold together.
    #[error("the file is damaged")]
    Damaged,
    /// Asks for a password: nobody could read it.
    #[error("the file is protected by a password")]
    Protected,
    /// A PDF that runs programs when it is opened.
    #[error("the file carries programs")]
    Active,
}

impl BadFile {
    /// Translation key of the message for whoever sent the file.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Empty => "documents-file-empty",
            Self::TooLarge => "documents-file-too-large",
            Self::UnknownKind => "documents-file-unknown-kind",
            Self::Damaged => "documents-file-damaged",
            Self::Protected => "documents-file-protected",
            Self::Active => "documents-file-active",
        }
    }
}

/// Looks into the file.
pub fn examine(bytes: &[u8]) -> Result<FileKind, BadFile> {
    if bytes.is_empty() {
        return Err(BadFile::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(BadFile::TooLarge);
    }
    if pdf::begins(bytes) {
        return pdf::check(bytes).map(|()| FileKind::Pdf);
    }
    let (kind, size) = if jpeg::begins(bytes) {
        (FileKind::Jpeg, jpeg::size(bytes))
    } else if png::begins(bytes) {
        (FileKind::Png, png::size(bytes))
    } else {
        return Err(BadFile::UnknownKind);
    };
    match size {
        Some((width, height)) if width > 0 && height > 0 && u64::from(width) * u64::from(height) <= MOST_POINTS => {
            Ok(kind)
        }
        _ => Err(BadFile::Damaged),
    }
}

/// The number at `place`, high byte first.
fn number(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

#[cfg(test)]
pub mod samples {
    /// The smallest JPEG that holds together: 2 × 3 points, no picture.
    pub const JPEG: &[u8] =
        b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x0b\x08\x00\x03\x00\x02\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9";
    /// The smallest PNG that holds together: 2 × 3 points, no picture.
    pub const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00AAAA\x00\x00\x00\x00IENDAAAA";
    /// A PDF of the typesetter.
    pub const PDF: &[u8] = include_bytes!("../tests/fixtures/certificate.pdf");
}

#[cfg(test)]
mod tests {
    use super::{samples::*, *};

    #[test]
    fn the_content_says_what_it_is() {
        assert_eq!(examine(PDF), Ok(FileKind::Pdf));
        assert_eq!(examine(JPEG), Ok(FileKind::Jpeg));
        assert_eq!(examine(PNG), Ok(FileKind::Png));
        assert_eq!(examine(b""), Err(BadFile::Empty));
        assert_eq!(examine(b"MZ\x90\x00"), Err(BadFile::UnknownKind));
        assert_eq!(examine(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(BadFile::UnknownKind));
        assert_eq!(examine(&vec![0; LARGEST + 1]), Err(BadFile::TooLarge));
    }

    #[test]
    fn what_is_cut_off_is_damaged() {
        for whole in [PDF, JPEG, PNG] {
            for part in [whole.len() / 2, whole.len() - 8] {
                assert_eq!(examine(&whole[..part]), Err(BadFile::Damaged), "{part} of {}", whole.len());
            }
        }
        let huge = PNG.iter().enumerate().map(|(place, byte)| if place == 17 || place == 21 { 255 } else { *byte });
        assert_eq!(examine(&huge.collect::<Vec<u8>>()), Err(BadFile::Damaged), "4 gigapixels");
    }

    #[test]
    fn locked_and_running_pdfs_are_not_taken() {
        let with = |more: &[u8]| [b"%PDF-1.7\n", more, b"\nstartxref\n9\n%%EOF\n"].concat();
        assert_eq!(examine(&with(b"1 0 obj <<>> endobj")), Ok(FileKind::Pdf));
        assert_eq!(examine(&with(b"trailer << /Encrypt 5 0 R >>")), Err(BadFile::Protected));
        assert_eq!(examine(&with(b"<< /S /JavaScript /JS (app.alert(1)) >>")), Err(BadFile::Active));
        assert_eq!(examine(&with(b"<< /S /Launch /F (cmd.exe) >>")), Err(BadFile::Active));
    }
}
