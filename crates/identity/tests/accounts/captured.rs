//! What this thread logged. One subscriber listens for the whole program, set before anything logs: one that is set for a
//! single test misses what other threads have met before.

use std::{cell::RefCell, io, sync::Once};

use tracing_subscriber::fmt::MakeWriter;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Begins to listen, once.
pub fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(Ears).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// The security log of this thread since the last look, and the text of all that was logged.
pub fn security() -> (Vec<serde_json::Value>, String) {
    let text = String::from_utf8(LINES.with_borrow_mut(std::mem::take)).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    (lines.filter(|line| line["target"] == "security").collect(), text)
}

struct Ears;

impl<'a> MakeWriter<'a> for Ears {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

impl io::Write for Ears {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
