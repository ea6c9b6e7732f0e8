//! Where to go after signing in. The address comes from a link that anybody can write, so only paths of this portal pass.

/// The path if it is one of ours ([`web::local_path`]), holds no white space, and does not lead back to the pages that sent
/// the visitor here.
pub(crate) fn safe(path: &str) -> Option<String> {
    const LOOPS: [&str; 5] = ["/sign-in", "/sign-out", "/register", "/recover", "/staff/sign"];
    let local = web::local_path(path)?;
    let leads_on = !LOOPS.iter().any(|page| local.starts_with(page)) && !local.contains(char::is_whitespace);
    leads_on.then(|| local.to_owned())
}

/// `page?next=…` when there is somewhere to go afterwards, else `page`.
pub(crate) fn with_next(page: &str, next: Option<&str>) -> String {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    next.and_then(safe).map_or_else(|| page.to_owned(), |next| web::with_query(path, query, "next", &next))
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
        assert_eq!(safe(&format!("/{}", "a".repeat(2000))), None);
    }

    #[test]
    fn never_leads_in_a_circle() {
        for path in ["/sign-in?next=/cabinet", "/sign-out", "/register/code", "/recover", "/staff/sign-in"] {
            assert_eq!(safe(path), None, "{path}");
        }
    }

    #[test]
    fn is_encoded_into_links() {
        assert_eq!(with_next("/register", Some("/a?b=c&d")), "/register?next=%2Fa%3Fb%3Dc%26d");
        assert_eq!(with_next("/register?by=email", Some("/a")), "/register?by=email&next=%2Fa");
        assert_eq!(with_next("/register", Some("//evil.example")), "/register");
        assert_eq!(with_next("/register", None), "/register");
    }
}
