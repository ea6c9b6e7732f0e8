//! What kind of file it is, told by its content: neither its name nor what the browser says is believed.

mod foreign;
mod jpeg;
mod pdf;
mod png;
mod unpack;

pub(crate) use jpeg::{frame as frame_of, without_notes};

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

/// Pictures of more points than this are no photographs of a document, but a burden for whoever opens them: 100 million.
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
    /// A PDF with other files inside.
    #[error("the file carries other files")]
    Attachments,
    /// A picture of more points than anybody needs.
    #[error("the picture has too many points")]
    TooDetailed,
    /// Small as it comes, it is made to become huge or endless when it is opened.
    #[error("the file unpacks to too much")]
    Bomb,
    /// Two files in one: a picture that is also a web page, a document that is also an archive.
    #[error("the file is two things at once")]
    Mixed,
    /// The malware scanner knows it.
    #[error("the file is infected")]
    Infected,
    /// The malware scanner did not answer: nobody knows whether it is harmless.
    #[error("the file could not be scanned")]
    Unscanned,
}

impl BadFile {
    /// Its name in translation keys and metrics.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::UnknownKind => "unknown-kind",
            Self::Damaged => "damaged",
            Self::Protected => "protected",
            Self::Active => "active",
            Self::Attachments => "attachments",
            Self::TooDetailed => "too-detailed",
            Self::Bomb => "bomb",
            Self::Mixed => "mixed",
            Self::Infected => "infected",
            Self::Unscanned => "unscanned",
        }
    }

    /// Translation key of the message for whoever sent the file.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Empty => "documents-file-empty",
            Self::TooLarge => "documents-file-too-large",
            Self::UnknownKind => "documents-file-unknown-kind",
            Self::Damaged => "documents-file-damaged",
            Self::Protected => "documents-file-protected",
            Self::Active => "documents-file-active",
            Self::Attachments => "documents-file-attachments",
            Self::TooDetailed => "documents-file-too-detailed",
            Self::Bomb => "documents-file-bomb",
            Self::Mixed => "documents-file-mixed",
            Self::Infected => "documents-file-infected",
            Self::Unscanned => "documents-file-unscanned",
        }
    }
}

/// Looks into the file. Bounded in time and memory whatever the file says of itself, and pure: the malware scanner is
/// asked elsewhere.
pub fn examine(bytes: &[u8]) -> Result<FileKind, BadFile> {
    if bytes.is_empty() {
        return Err(BadFile::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(BadFile::TooLarge);
    }
    if pdf::begins(bytes) {
        pdf::check(bytes).map(|()| FileKind::Pdf)
    } else if jpeg::begins(bytes) {
        jpeg::check(bytes).map(|()| FileKind::Jpeg)
    } else if png::begins(bytes) {
        png::check(bytes).map(|()| FileKind::Png)
    } else {
        Err(BadFile::UnknownKind)
    }
}

/// Whether a picture of this size can be shown.
fn fits(width: u32, height: u32) -> Result<(), BadFile> {
    match u64::from(width) * u64::from(height) {
        0 => Err(BadFile::Damaged),
        points if points > MOST_POINTS => Err(BadFile::TooDetailed),
        _ => Ok(()),
    }
}

/// The number at `place`, high byte first.
fn number(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
