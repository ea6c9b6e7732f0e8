//! The lines of the log, in the format that the configuration wants.

use std::{
    io,
    sync::{Arc, Mutex},
};

use okno::{
    config::{LogFormat, LogSection},
    telemetry::lines,
};
use tracing_subscriber::{fmt::MakeWriter, layer::SubscriberExt};

#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<u8>>>);

impl<'a> MakeWriter<'a> for Ears {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl io::Write for Ears {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_is_for_security_is_told_from_the_rest_in_either_format() {
    for (format, mark) in [(LogFormat::Text, "security"), (LogFormat::Json, "\"target\":\"security\"")] {
        let ears = Ears::default();
        let section = LogSection { format, level: "info".to_owned() };
        let subscriber = tracing_subscriber::registry().with(lines(&section, ears.clone()).unwrap());
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(target: "security", outcome = "wrong", "sign-in");
            tracing::info!("serving");
            tracing::debug!(target: "security", "too much");
        });
        let said = String::from_utf8(ears.0.lock().unwrap().clone()).unwrap();
        let of_security: Vec<&str> = said.lines().filter(|line| line.contains(mark)).collect();
        assert!(matches!(of_security.as_slice(), [one] if one.contains("wrong")), "{said}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}
