//! The request: what a document is made of.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The longest request, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// One document to be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The template: Typst source, a part of the product or of a service's definition; never made from people's input.
    pub template: String,
    /// Further files that the template may read, by name: `data.json`, `qr.svg`.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// The title that readers show (PDF/UA demands one).
    pub title: String,
    /// Who issues the document; goes into its properties.
    #[serde(default)]
    pub author: String,
    /// BCP 47 code of the document's language: "ru", "en".
    pub lang: String,
    /// The document's own date, from the case: there is no clock here.
    pub dated: jiff::Timestamp,
    /// What tells this document from all others, for instance its number: the PDF's identifier is derived from it.
    pub identity: String,
}

impl Request {
    /// Reads a request.
    pub fn parse(input: &[u8]) -> Result<Self, String> {
        if u64::try_from(input.len()).unwrap_or(u64::MAX) > MAX_BYTES {
            return Err(format!("the request is longer than {MAX_BYTES} bytes"));
        }
        serde_json::from_slice(input).map_err(|fault| format!("the request is not understood: {fault}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fields_and_missing_dates_are_refused() {
        let unknown =
            r#"{"template":"","title":"t","lang":"ru","dated":"2026-11-21T00:00:00Z","identity":"1","clock":1}"#;
        assert!(Request::parse(unknown.as_bytes()).unwrap_err().contains("clock"));
        let dateless = r#"{"template":"","title":"t","lang":"ru","identity":"1"}"#;
        assert!(Request::parse(dateless.as_bytes()).unwrap_err().contains("dated"));
    }
}
