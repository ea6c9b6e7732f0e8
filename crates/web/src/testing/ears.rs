//! What is said into a log, kept for a test.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

/// A writer that keeps what is written; all clones keep it together.
#[derive(Debug, Clone, Default)]
pub struct Ears(Arc<Mutex<Vec<u8>>>);

impl Ears {
    /// Everything so far.
    pub fn heard(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl io::Write for Ears {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
