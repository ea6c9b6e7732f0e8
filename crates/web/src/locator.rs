//! Addresses: changing one part of a query, and telling our own paths from strangers'.

/// The path with its query, in which `name` has this value and no other.
pub fn with_query(path: &str, query: &str, name: &str, value: &str) -> String {
    let mut writer = url::form_urlencoded::Serializer::new(without(query, &[name]));
    writer.append_pair(name, value);
    format!("{path}?{}", writer.finish())
}

/// The query without these names.
pub(crate) fn without(query: &str, names: &[&str]) -> String {
    let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| !names.contains(&known.as_ref()));
    let mut writer = url::form_urlencoded::Serializer::new(String::new());
    writer.extend_pairs(kept);
    writer.finish()
}

/// The address if it is a path on this portal: what a `next=` parameter may lead to. Refuses other hosts, `//host`,
/// backslashes and control characters.
pub fn local_path(address: &str) -> Option<&str> {
    let is_plain = !address.contains('\\') && !address.chars().any(char::is_control) && address.len() <= 2000;
    (is_plain && address.starts_with('/') && !address.starts_with("//")).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_followed() {
        assert_eq!(local_path("/cabinet?x=1#y"), Some("/cabinet?x=1#y"));
        for address in ["", "//evil.example", "/\\evil.example", "https://evil.example", "cabinet", "/a\nb"] {
            assert_eq!(local_path(address), None, "{address}");
        }
    }

    #[test]
    fn one_part_of_the_query_changes() {
        assert_eq!(with_query("/a", "lang=ru&q=1", "lang", "en"), "/a?q=1&lang=en");
        assert_eq!(with_query("/a", "", "page", "2"), "/a?page=2");
    }
}
