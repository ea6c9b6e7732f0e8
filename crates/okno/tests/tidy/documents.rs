//! Links in the documents lead somewhere.

use crate::source;

#[test]
fn links_in_documents_are_alive() {
    let mut dead = Vec::new();
    for (name, text) in source::files(".", &[".md"]) {
        let folder = source::root().join(&name).parent().unwrap().to_owned();
        for target in links(&text) {
            let path = target.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            if !folder.join(path).exists() {
                dead.push(format!("{name}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

fn links(text: &str) -> Vec<&str> {
    text.match_indices("](").filter_map(|(at, _)| text[at + 2..].split(')').next()).collect()
}
