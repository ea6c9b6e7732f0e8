//! Gathers the SQL that stands in source files and has both databases judge it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Db, database::Engine};

/// A statement that stands in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The file.
    pub file: PathBuf,
    /// The text.
    pub sql: String,
}

impl Statement {
    /// Whether it is the twin of another, for PostgreSQL alone.
    pub fn is_for_postgres(&self) -> bool {
        self.sql.contains("for update skip locked")
    }
}

/// All statements in the stores (`store.rs`, `store/*.rs`) below a folder.
pub fn statements(folder: &Path) -> Vec<Statement> {
    let mut found = Vec::new();
    for file in stores(folder) {
        let source = fs::read_to_string(&file).unwrap();
        let texts = literals(&source).into_iter().filter(|text| is_statement(text));
        found.extend(texts.map(|sql| Statement { file: file.clone(), sql }));
    }
    found
}

/// What is wrong with the statements on this database, one line each: those that it does not understand, and those
/// that read a whole table.
pub async fn problems(db: &Db, statements: &[Statement]) -> Vec<String> {
    let mut found = Vec::new();
    let on_sqlite = matches!(db.engine, Engine::Sqlite(_));
    for statement in statements.iter().filter(|statement| !(on_sqlite && statement.is_for_postgres())) {
        let (file, sql) = (statement.file.display(), &statement.sql);
        match db.scans(sql).await {
            Ok(scans) => found.extend(scans.iter().map(|scan| format!("{file}: {scan} in `{sql}`"))),
            Err(error) => found.push(format!("{file}: {error}")),
        }
    }
    found
}

fn stores(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let in_store = path.parent().is_some_and(|parent| parent.ends_with("store"));
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if path.ends_with("store.rs") || (in_store && path.extension().is_some_and(|kind| kind == "rs")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is_statement(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    ["select", "insert", "update", "delete", "with"].contains(&first) && text.split_whitespace().nth(1).is_some()
}

/// The string literals of a Rust source, as the program sees them. Raw ones keep their backslashes.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find(['"', '/', '\'']) {
        let (before, from) = rest.split_at(start);
        rest = if from.starts_with("//") {
            from.split_once('\n').map_or("", |(_, after)| after)
        } else if let Some(quoted) = from.strip_prefix('"') {
            let marks = before.trim_end_matches('#');
            let raw = marks.ends_with('r').then(|| before.len() - marks.len());
            let (text, after) = literal(quoted, raw);
            found.push(text);
            after
        } else if from.starts_with("'\"'") {
            from.get(3..).unwrap_or_default()
        } else {
            from.get(1..).unwrap_or_default()
        };
    }
    found
}

/// One literal, begun, and what follows it; `raw` says by how many marks a raw one is fenced.
fn literal(quoted: &str, raw: Option<usize>) -> (String, &str) {
    if let Some(marks) = raw {
        let end = format!("\"{}", "#".repeat(marks));
        return quoted.split_once(&end).map_or((quoted.to_owned(), ""), |(text, after)| (text.to_owned(), after));
    }
    let mut text = String::new();
    let mut signs = quoted.char_indices();
    while let Some((place, sign)) = signs.next() {
        match sign {
            '"' => return (text, quoted.get(place + 1..).unwrap_or_default()),
            '\\' => match signs.next() {
                // The line goes on: its indentation is not part of the text.
                Some((place, '\n')) => {
                    let after = quoted.get(place + 1..).unwrap_or_default();
                    let (more, after) = literal(after.trim_start(), None);
                    return (text + &more, after);
                }
                Some((_, 'n')) => text.push('\n'),
                Some((_, other)) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_as_the_program_sees_them() {
        let source = r##"
            const A: &str = "select 1"; // "not this"
            const B: char = '"';
            const C: &str = "select \"x\" \
                from y";
            const D: &str = r#"insert into "z" values ('\')"#;
            const E: &str = "select
                1";
        "##;
        let expected =
            ["select 1", "select \"x\" from y", "insert into \"z\" values ('\\')", "select\n                1"];
        assert_eq!(literals(source), expected);
        assert!(is_statement("select\n 1") && !is_statement("select") && !is_statement("selected x"));
    }
}
