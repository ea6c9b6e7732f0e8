//! Where to go after signing in. The address comes from a link that anybody can write, so only paths of this portal pass.

use std::fmt::Write as _;

const MAX: usize = 1000;

/// The path if it is one of ours: begins with a single `/`, holds no backslash, control sign or space, is not endless, and
/// does not lead back to the pages that sent the visitor here.
pub(crate) fn safe(path: &str) -> Option<String> {
    const LOOPS: [&str; 5] = ["/sign-in", "/sign-out", "/register", "/recover", "/staff/sign"];
    let local = path.starts_with('/') && !path.starts_with("//");
    let clean = path.len() <= MAX && path.chars().all(|c| c != '\\' && !c.is_control() && !c.is_whitespace());
    let leads_on = !LOOPS.iter().any(|page| path.starts_with(page));
    (local && clean && leads_on).then(|| path.to_owned())
}

/// `page?next=…` when there is somewhere to go afterwards, else `page`.
pub(crate) fn with_next(page: &str, next: Option<&str>) -> String {
    match next.and_then(safe) {
        Some(next) => {
            let sign = if page.contains('?') { '&' } else { '?' };
            format!("{page}{sign}next={}", encode(&next))
        }
        None => page.to_owned(),
    }
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            // Writing to a string cannot fail.
            other => _ = write!(encoded, "%{other:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_pass() {
        for path in ["/", "/cabinet", "/services/criminal-record/apply", "/search?q=%D0%BF&x=1#top"] {
            assert_eq!(safe(path).as_deref(), Some(path));
        }
        let foreign = [
            "",
            "cabinet",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " //evil.example",
            "/ok\\..\\..",
        ];
        for path in foreign {
            assert_eq!(safe(path), None, "{path:?}");
        }
        assert_eq!(safe(&format!("/{}", "a".repeat(1000))), None);
    }

    #[test]
    fn never_leads_in_a_circle() {
        for path in ["/sign-in?next=/cabinet", "/sign-out", "/register/code", "/recover", "/staff/sign-in"] {
            assert_eq!(safe(path), None, "{path}");
        }
    }

    #[test]
    fn is_encoded_into_links() {
        assert_eq!(with_next("/register", Some("/a?b=c&d")), "/register?next=/a%3Fb%3Dc%26d");
        assert_eq!(with_next("/register?by=email", Some("/a")), "/register?by=email&next=/a");
        assert_eq!(with_next("/register", Some("//evil.example")), "/register");
        assert_eq!(with_next("/register", None), "/register");
    }
}
