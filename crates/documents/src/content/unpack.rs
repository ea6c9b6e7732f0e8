//! Unpacking what strangers packed, never more of it than a file is allowed to become.

use flate2::{Decompress, FlushDecompress, Status};

use super::BadFile;

/// How much one file may become when everything in it is unpacked, in bytes: ten colour scans of a page at 300 dpi.
pub const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

/// How many unpacked bytes are held at once.
const STEP: usize = 64 * 1024;

/// What may still be unpacked of one file.
#[derive(Debug)]
pub struct Budget(u64);

impl Budget {
    pub const fn new(most: u64) -> Self {
        Self(most)
    }

    /// Spends so many bytes; a file that wants more than there is, is a bomb.
    pub fn spend(&mut self, bytes: u64) -> Result<(), BadFile> {
        self.0 = self.0.checked_sub(bytes).ok_or(BadFile::Bomb)?;
        Ok(())
    }
}

/// How unpacking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The packed data ended where it said.
    Whole,
    /// It was cut off, or something in it is wrong.
    Broken,
}

/// Unpacks zlib data (RFC 1950) that lies in one piece or in several, step by step into `sink`.
pub fn unpack<'a>(
    pieces: impl IntoIterator<Item = &'a [u8]>,
    budget: &mut Budget,
    mut sink: impl FnMut(&[u8]) -> Result<(), BadFile>,
) -> Result<End, BadFile> {
    let mut machine = Decompress::new(true);
    let mut step = vec![0; STEP];
    for piece in pieces {
        let mut rest = piece;
        loop {
            let (read, made) = (machine.total_in(), machine.total_out());
            let status = machine.decompress(rest, &mut step, FlushDecompress::None);
            let made = machine.total_out() - made;
            budget.spend(made)?;
            let read = usize::try_from(machine.total_in() - read).unwrap_or(usize::MAX);
            rest = rest.get(read..).unwrap_or_default();
            sink(usize::try_from(made).ok().and_then(|made| step.get(..made)).unwrap_or_default())?;
            match status {
                Err(_) => return Ok(End::Broken),
                Ok(Status::StreamEnd) => return Ok(End::Whole),
                Ok(Status::Ok | Status::BufError) if read == 0 && made == 0 => break,
                Ok(_) => {}
            }
        }
    }
    Ok(End::Broken)
}

/// Whether data begins as zlib's does: the method, a window that exists, and the check of both (RFC 1950, 2.2).
pub fn begins_packed(bytes: &[u8]) -> bool {
    let [method, flags, ..] = bytes else { return false };
    method & 0x0f == 8 && method >> 4 <= 7 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0
}
