//! Queries of the search and of its suggestions.

use std::sync::OnceLock;

use base::Lang;
use catalog::Catalog;

const LIMIT: usize = 8;

/// The text as a query, in both languages.
pub fn enter(bytes: &[u8]) {
    let query = String::from_utf8_lossy(bytes);
    for lang in Lang::ALL {
        let found = catalog().search(&query, lang, LIMIT);
        assert!(found.len() <= LIMIT, "more than was asked for");
        for hit in &found {
            assert!(!hit.title.is_empty() && hit.href().starts_with('/'), "a hit that leads nowhere");
            assert!(hit.snippet.iter().all(|piece| !piece.text.is_empty()), "an empty piece");
        }
        assert_eq!(catalog().search(&query, lang, LIMIT), found, "the same query finds something else");
    }
}

fn catalog() -> &'static Catalog {
    static READ: OnceLock<Catalog> = OnceLock::new();
    READ.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
        let files = catalog::read_folder(&folder).unwrap_or_default();
        let read = Catalog::from_files(&files);
        assert!(read.is_ok(), "the project's own services have problems");
        read.unwrap_or_default()
    })
}
