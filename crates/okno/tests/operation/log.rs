//! The lines of the log, in the format that the configuration wants.

use okno::{
    config::{LogFormat, LogSection},
    telemetry::lines,
};
use tracing_subscriber::layer::SubscriberExt;
use web::testing::Ears;

#[test]
fn what_is_for_security_is_told_from_the_rest_in_either_format() {
    for (format, mark) in [(LogFormat::Text, "security"), (LogFormat::Json, "\"target\":\"security\"")] {
        let ears = Ears::default();
        let writer = ears.clone();
        let section = LogSection { format, level: "info".to_owned() };
        let subscriber = tracing_subscriber::registry().with(lines(&section, move || writer.clone()).unwrap());
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(target: "security", outcome = "wrong", "sign-in");
            tracing::info!("serving");
            tracing::debug!(target: "security", "too much");
        });
        let said = ears.heard();
        let of_security: Vec<&str> = said.lines().filter(|line| line.contains(mark)).collect();
        assert!(matches!(of_security.as_slice(), [one] if one.contains("wrong")), "{said}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}
