//! A draft of a service.

use base::{StaffId, Timestamp};
use catalog::ServiceFiles;

/// What is being worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The code of the service.
    pub(crate) service: String,
    /// The edition that it began with; none for a new service.
    pub(crate) base: Option<String>,
    /// The number of the last save, from 1.
    pub(crate) version: i64,
    /// Its files.
    pub(crate) files: ServiceFiles,
    /// Who saved last.
    pub(crate) staff: StaffId,
    /// When.
    pub(crate) at: Timestamp,
}

/// An application that an administrator tries out and nobody sends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TryOut {
    /// Grows with everything that is kept.
    pub(crate) version: i64,
    /// The example that it was opened from; "" for a new one.
    pub(crate) file: String,
    /// The example so far.
    pub(crate) example: forms::Example,
}

/// Whether a code may be given to a service: it is a part of addresses.
pub(crate) fn is_code(code: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (3..=60).contains(&code.len())
        && code.bytes().all(sign)
        && !code.starts_with('-')
        && !code.ends_with('-')
        // The addresses of the editor's own pages.
        && !["new", "import"].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_parts_of_addresses() {
        for code in ["hunting-ticket", "a1b", "service-2"] {
            assert!(is_code(code), "{code}");
        }
        for code in ["", "ab", "new", "import", "_catalog", "-abc", "abc-", "Abc", "услуга", "a/b", "a..b"] {
            assert!(!is_code(code), "{code}");
        }
    }
}
