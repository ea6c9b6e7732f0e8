//! Every SQL text of the house is prepared on both migrated databases, and none of them reads a whole table.

use std::collections::BTreeSet;

use crate::source;

/// Queries that read a table from end to end on purpose, by a piece of their text, with the reason.
const SCANS: &[(&str, &str)] = &[
    ("count(*) from migrations", "an operator's question about a table of a few dozen rows"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_query_is_understood_and_has_an_index() {
    let queries = gather();
    assert!(queries.len() > 100, "the gathering lost its way: only {} queries", queries.len());
    db::testing::each(okno::portal::MIGRATIONS, async |db, _cx, _clock| {
        let mut wrong = Vec::new();
        for (place, sql) in &queries {
            if let Err(error) = db.prepare_check(sql).await {
                wrong.push(format!("{place}: {error}\n    {sql}"));
                continue;
            }
            if SCANS.iter().any(|(piece, _)| sql.contains(piece)) {
                continue;
            }
            let scans = db.scans(sql).await.unwrap();
            if !scans.is_empty() {
                wrong.push(format!("{place}: reads a whole table: {}\n    {sql}", scans.join("; ")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

/// SQL stands in `store` files as plain string literals that begin with a verb.
fn gather() -> Vec<(String, String)> {
    let mut queries = BTreeSet::new();
    for (name, text) in source::rust() {
        if !(name.ends_with("/store.rs") || name.contains("/store/") || name.contains("_store.rs")) {
            continue;
        }
        for literal in literals(&text) {
            let verb = literal.split_whitespace().next().unwrap_or_default();
            if ["select", "insert", "update", "delete", "with"].contains(&verb) {
                queries.insert((name.clone(), literal));
            }
        }
    }
    queries.into_iter().collect()
}

/// The plain string literals of a source, with continued lines joined.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '/' if signs.peek() == Some(&'/') => while signs.next().is_some_and(|sign| sign != '\n') {},
            '\'' => {
                // A character literal may hold a quote; a lifetime does not.
                let ahead: String = signs.clone().take(2).collect();
                if ahead.starts_with('"') {
                    signs.next();
                    signs.next();
                }
            }
            '"' => found.push(literal(&mut signs)),
            _ => {}
        }
    }
    found
}

fn literal(signs: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => break,
            '\\' => match signs.next() {
                Some('\n') => while signs.next_if(|sign| sign.is_whitespace()).is_some() {},
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => break,
            },
            _ => text.push(sign),
        }
    }
    text
}

#[test]
fn literals_are_found() {
    let text = "let a = \"select 1 \\\n   from b\"; // \"no\"\nlet c = '\"'; let d = \"x\";";
    assert_eq!(literals(text), ["select 1 from b", "x"]);
}
