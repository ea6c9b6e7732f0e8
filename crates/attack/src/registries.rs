//! Answers of the registries: agreement is plain or there is none.

use identity::checks::{Answer, Registry, read_answer};
use serde_json::Value;

/// The bytes as the body of either registry's answer.
pub fn enter(bytes: &[u8]) {
    for (registry, good) in [(Registry::PensionFund, "active"), (Registry::PassportRegistry, "valid")] {
        match read_answer(registry, bytes) {
            Ok(Answer::Agreed) => {
                let said: Value = serde_json::from_slice(bytes).unwrap_or_default();
                let is = |field: &str, wanted: &str| said.get(field).and_then(Value::as_str) == Some(wanted);
                assert!(is("result", "agreed") && is("status", good), "agreement that was not said");
            }
            Ok(Answer::Differs(marks)) => assert!(!marks.is_empty(), "different in nothing"),
            Ok(Answer::NotFound) => {}
            Err(unavailable) => {
                let told = unavailable.to_string();
                let fits = told.len() < 120;
                assert!(fits, "the reason quotes what was read: {told}");
            }
        }
    }
}
