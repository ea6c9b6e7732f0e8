//! Names say what a thing is for.

use crate::source;

const BANNED: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "mod", "prelude"];

#[test]
fn no_file_is_a_drawer() {
    let wrong: Vec<String> = source::files("crates", &[".rs"])
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| {
            let stem = name.rsplit('/').next().unwrap().trim_end_matches(".rs");
            BANNED.contains(&stem) || name.split('/').any(|part| BANNED[..7].contains(&part))
        })
        .collect();
    assert!(wrong.is_empty(), "rename after what they hold:\n{}", wrong.join("\n"));
}

#[test]
fn every_crate_says_what_it_is_for() {
    for (name, text) in source::rust() {
        if name.ends_with("/src/lib.rs") || name.ends_with("/src/main.rs") {
            assert!(text.starts_with("//!"), "{name} opens without a word on what it owns");
        }
    }
}

#[test]
fn nothing_is_left_open() {
    let marks = ["TODO", "FIXME", "XXX", "unimplemented!("];
    let mut open = Vec::new();
    for (name, text) in source::rust() {
        for (number, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                open.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}
