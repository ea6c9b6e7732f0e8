//! A document as Typst. What people typed stands in it as quoted text alone, so that it can be nothing else.

use std::fmt::Write;

use super::{
    Row, Said, Sheet,
    said::{Piece, is_name, paragraphs, pieces},
};

/// The first lines of every document that the form writes.
pub(super) const HEAD: [&str; 2] =
    ["// Written by the form of the editor. Whoever changes it by hand goes on by hand.", "#show: sheet"];
pub(super) const TEXT: &str = "#say({";
pub(super) const ENGLISH: &str = "}, {";
pub(super) const TEXT_END: &str = "})";
pub(super) const PARAGRAPH: &str = "par({";
pub(super) const PARAGRAPH_END: &str = "})";
pub(super) const LINE_END: &str = "linebreak()";
pub(super) const TABLE: &str = "#facts(";
pub(super) const TABLE_END: &str = ")";
/// Every answer of the application with its question.
pub(super) const ALL: &str =
    "..data.answers.values().map(answer => (part(answer, \"title\"), part(answer, \"text\"))),";

/// The values whose names say nothing of what is asked, with what they are in Typst.
const FIXED: [(&str, &str); 6] = [
    ("profile.full_name", "applicant-name"),
    ("document.number", "part(data, \"number\")"),
    ("document.issued_on", "day(part(data, \"issued_on\"))"),
    ("application.number", "part(data, \"application\", \"number\")"),
    ("application.sent_on", "part(data, \"application\", \"sent_on\")"),
    ("agency.name", "part(data, \"agency\", \"name\")"),
];

/// The others by the beginnings of their names, with what stands in Typst before the rest and after it. The last one has no
/// beginning: answers of the application.
const NAMED: [(&str, &str, &str); 4] = [
    ("decision.", "decided(\"", "\")"),
    ("computed.", "part(data, \"computed\", \"", "\", \"text\")"),
    ("profile.", "of-applicant(\"", "\")"),
    ("", "answer(\"", "\")"),
];

/// The Typst of a value; none when the word can be no name of one.
fn expression(name: &str) -> Option<String> {
    if let Some((_, source)) = FIXED.iter().find(|(fixed, _)| *fixed == name) {
        return Some((*source).to_owned());
    }
    NAMED.iter().find_map(|(begin, before, after)| {
        let rest = name.strip_prefix(begin).filter(|rest| is_name(rest) && !rest.contains('.'))?;
        Some(format!("{before}{rest}{after}"))
    })
}

/// The name of the value that a Typst expression is.
pub(super) fn name(source: &str) -> Option<String> {
    if let Some((name, _)) = FIXED.iter().find(|(_, fixed)| *fixed == source) {
        return Some((*name).to_owned());
    }
    NAMED.iter().find_map(|(begin, before, after)| {
        let rest = source.strip_prefix(before)?.strip_suffix(after).filter(|rest| is_name(rest))?;
        Some(format!("{begin}{rest}"))
    })
}

/// The Typst of a value within a text: who applied stands out.
fn within(name: &str) -> Option<String> {
    let source = expression(name)?;
    Some(if name == "profile.full_name" { format!("strong({source})") } else { source })
}

pub(super) fn of(sheet: &Sheet) -> String {
    let mut blocks = vec![HEAD.join("\n")];
    blocks.extend(text(&sheet.opening));
    blocks.extend(table(&sheet.rows, sheet.has_all));
    blocks.extend(text(&sheet.closing));
    blocks.join("\n\n") + "\n"
}

fn text(said: &Said) -> Option<String> {
    let side = |text: &str| -> String { paragraphs(text).iter().map(|lines| paragraph(lines)).collect() };
    let (ru, en) = (side(&said.ru), side(&said.en));
    (!ru.is_empty() || !en.is_empty()).then(|| format!("{TEXT}\n{ru}{ENGLISH}\n{en}{TEXT_END}"))
}

fn paragraph(lines: &[&str]) -> String {
    let mut source = format!("  {PARAGRAPH}\n");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            // Writing into a String cannot fail.
            let _ = writeln!(source, "    {LINE_END}");
        }
        for piece in pieces(line) {
            let piece = match piece {
                Piece::Text(text) => quoted(text),
                Piece::Name(name) => within(name).unwrap_or_else(|| quoted(&format!("{{{name}}}"))),
            };
            let _ = writeln!(source, "    {piece}");
        }
    }
    source + "  " + PARAGRAPH_END + "\n"
}

fn table(rows: &[Row], has_all: bool) -> Option<String> {
    let row = |row: &Row| {
        let (Said { ru, en }, value) = (&row.label, expression(&row.value)?);
        Some(format!("  (say({}, {}), {value}),\n", quoted(ru), quoted(en)))
    };
    let rows: String = rows.iter().filter_map(row).chain(has_all.then(|| format!("  {ALL}\n"))).collect();
    (!rows.is_empty()).then(|| format!("{TABLE}\n{rows}{TABLE_END}"))
}

/// A text as Typst has it in quotes. Signs that end lines or are not seen are written by their numbers.
pub(super) fn quoted(text: &str) -> String {
    let mut source = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => source.extend(['\\', sign]),
            sign if sign.is_control() || is_unseen(sign) => {
                let _ = write!(source, "\\u{{{:x}}}", u32::from(sign));
            }
            sign => source.push(sign),
        }
    }
    source + "\""
}

fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What stands in quotes at the beginning, and what comes after it.
pub(super) fn unquoted(source: &str) -> Option<(String, &str)> {
    let mut signs = source.strip_prefix('"')?.chars();
    let mut text = String::new();
    loop {
        match signs.next()? {
            '"' => return Some((text, signs.as_str())),
            '\\' => match signs.next()? {
                sign @ ('"' | '\\') => text.push(sign),
                'u' => {
                    let (number, rest) = signs.as_str().strip_prefix('{')?.split_once('}')?;
                    text.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
                    signs = rest.chars();
                }
                _ => return None,
            },
            sign => text.push(sign),
        }
    }
}
