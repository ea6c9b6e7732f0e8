//! The arrows of the house point down.

use std::collections::BTreeMap;

use crate::source;

/// What each crate may name among ours. The sandbox stands apart; the typesetter knows nobody.
const ALLOWED: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("db-derive", &[]),
    ("db", &["base", "db-derive"]),
    ("web", &["base", "db"]),
    ("addresses", &["base", "db", "web"]),
    ("forms", &["base"]),
    ("identity", &["base", "db", "web", "addresses"]),
    ("notifications", &["base", "db", "web", "identity"]),
    ("documents", &["base", "db", "web", "identity"]),
    ("payments", &["base", "db", "web", "identity"]),
    ("catalog", &["base", "db", "web", "forms"]),
    (
        "applications",
        &["base", "db", "web", "addresses", "identity", "notifications", "documents", "payments", "forms", "catalog"],
    ),
    ("editor", &["base", "db", "web", "identity", "documents", "forms", "catalog", "applications"]),
    (
        "okno",
        &[
            "base",
            "db",
            "web",
            "addresses",
            "identity",
            "notifications",
            "documents",
            "payments",
            "forms",
            "catalog",
            "applications",
            "editor",
        ],
    ),
    // Throws bytes at whoever reads what strangers send; nobody names it.
    ("attack", &["base", "web", "identity", "notifications", "documents", "payments", "forms", "catalog"]),
    ("sandbox", &["base"]),
    ("typeset", &[]),
    // Measures and attacks the finished programs from outside; nobody names it.
    ("trials", &["base", "okno"]),
];

#[test]
fn crates_name_only_what_lies_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, text) in source::files("crates", &["Cargo.toml"]) {
        let manifest: toml::Table = text.parse().unwrap();
        let name = manifest["package"]["name"].as_str().unwrap();
        let Some(may) = allowed.get(name) else {
            wrong.push(format!("{file}: {name} has no place in the house yet"));
            continue;
        };
        let Some(dependencies) = manifest.get("dependencies").and_then(toml::Value::as_table) else { continue };
        for dependency in dependencies.keys().filter(|key| allowed.contains_key(key.as_str())) {
            if !may.contains(&dependency.as_str()) {
                wrong.push(format!("{file}: {name} names {dependency}, which does not lie below it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
