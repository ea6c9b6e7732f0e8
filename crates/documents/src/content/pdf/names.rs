//! The names in a PDF (ISO 32000-1, 7.3.5) that must not be there, also when they are written with `#4A` for `J`.

use super::BadFile;

/// The longest name that is looked at, as it is written.
const LONGEST: usize = 80;
/// More pages than anybody reads.
const MOST_PAGES: usize = 3000;

/// What to do when a name is there.
fn verdict(name: &[u8]) -> Option<BadFile> {
    match name {
        b"Encrypt" => Some(BadFile::Protected),
        b"JavaScript" | b"Launch" | b"RichMedia" | b"ImportData" | b"SubmitForm" | b"XFA" => Some(BadFile::Active),
        b"EmbeddedFile" | b"EmbeddedFiles" | b"FileAttachment" => Some(BadFile::Attachments),
        _ => None,
    }
}

/// Reads names from bytes that come in pieces.
#[derive(Debug, Default)]
pub struct Names {
    /// The name that is being read, as it is written.
    current: Option<Vec<u8>>,
    pages: usize,
}

impl Names {
    /// Reads bytes that stand alone.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), BadFile> {
        self.feed(bytes)?;
        self.finish()
    }

    /// Reads the next piece.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), BadFile> {
        while !bytes.is_empty() {
            let Some(name) = &mut self.current else {
                let Some(slash) = memchr::memchr(b'/', bytes) else { return Ok(()) };
                self.current = Some(Vec::new());
                bytes = bytes.get(slash + 1..).unwrap_or_default();
                continue;
            };
            let ends = bytes.iter().position(|byte| ends_name(*byte));
            let length = ends.unwrap_or(bytes.len());
            let room = LONGEST.saturating_sub(name.len());
            name.extend_from_slice(bytes.get(..length.min(room)).unwrap_or_default());
            if ends.is_some() {
                self.finish()?;
            }
            bytes = bytes.get(length..).unwrap_or_default();
        }
        Ok(())
    }

    /// The bytes end here, and a name with them.
    pub fn finish(&mut self) -> Result<(), BadFile> {
        let Some(written) = self.current.take().filter(|name| name.len() < LONGEST) else { return Ok(()) };
        let name = plain(&written);
        if name == b"Page" {
            self.pages += 1;
            if self.pages > MOST_PAGES {
                return Err(BadFile::Bomb);
            }
        }
        verdict(&name).map_or(Ok(()), Err)
    }
}

/// White space and delimiters (7.2.2).
pub fn ends_name(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The name with its `#xx` resolved.
pub fn plain(written: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(written.len());
    let mut rest = written;
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| data_encoding::HEXLOWER_PERMISSIVE.decode(code).ok());
        if let (b'#', Some([byte])) = (first, code.as_deref()) {
            name.push(*byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            name.push(*first);
            rest = after;
        }
    }
    name
}
