//! Files stay under 400 lines and functions under 60: ugliness lives in the tail, so the tail is cut.

use crate::source;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

#[test]
fn files_are_short() {
    let mut long: Vec<String> = source::rust()
        .iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    for (name, text) in
        source::files("crates", &[".html"]).into_iter().chain(source::files("assets", &[".ts", ".scss"]))
    {
        let lines = text.lines().count();
        if lines > FILE_LINES {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "past {FILE_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for (name, text) in source::rust() {
        for (function, lines) in functions(&text) {
            if lines > FUNCTION_LINES {
                long.push(format!("{name}: `{function}` has {lines} lines"));
            }
        }
    }
    assert!(long.is_empty(), "past {FUNCTION_LINES} lines:\n{}", long.join("\n"));
}

/// Functions and their lengths. The code is formatted: a function ends at the first brace on its own indentation.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indentation = line.len() - code.len();
        let is_function = [
            "fn ",
            "pub fn ",
            "async fn ",
            "pub async fn ",
            "pub(crate) fn ",
            "pub(crate) async fn ",
            "pub(super) fn ",
            "pub(super) async fn ",
        ]
        .iter()
        .any(|beginning| code.starts_with(beginning));
        if !is_function {
            continue;
        }
        // A signature without a body, as in a trait.
        let ends = lines.iter().skip(start).find(|line| line.ends_with([';', '{']));
        if ends.is_some_and(|line| line.ends_with(';')) {
            continue;
        }
        let name = code.split("fn ").nth(1).unwrap_or_default().split(['(', '<']).next().unwrap_or_default().to_owned();
        let closing = format!("{}}}", " ".repeat(indentation));
        if let Some(length) = lines.iter().skip(start).position(|line| **line == closing) {
            found.push((name, length + 1));
        }
    }
    found
}

#[test]
fn functions_are_measured() {
    assert_eq!(
        functions("fn a() {\n    b\n}\n\n    pub async fn c(\n    ) {\n    }\n"),
        [("a".to_owned(), 3), ("c".to_owned(), 3)]
    );
}
