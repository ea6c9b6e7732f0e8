//! Words for people: complete in both languages, and none that a page asks for is missing.

use std::collections::BTreeSet;

use crate::source;

#[test]
fn the_words_of_every_slice_are_complete_in_both_languages() {
    if let Err(problems) = web::i18n::Words::new(okno::portal::LOCALES) {
        panic!("{problems}");
    }
}

#[test]
fn every_key_that_a_template_names_is_there() {
    let words = web::i18n::Words::new(okno::portal::LOCALES).unwrap();
    let mut missing = BTreeSet::new();
    for (name, text) in source::files("crates", &[".html"]) {
        if name.contains("/sandbox/") {
            continue;
        }
        for call in ["page.t(\"", "page.tv(\"", "page.rich(\"", "page.rich_with(\""] {
            for (at, _) in text.match_indices(call) {
                let key = text[at + call.len()..].split('"').next().unwrap();
                // A key that is put together at run time cannot be looked up here.
                if !key.contains('{') && !words.has(key) {
                    missing.insert(format!("{name}: {key}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
