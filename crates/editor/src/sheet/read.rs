//! The Typst of a document, line by line, as the form writes it.

use super::{
    Row, Said, Sheet,
    source::{
        ALL, ENGLISH, HEAD, LINE_END, PARAGRAPH, PARAGRAPH_END, TABLE, TABLE_END, TEXT, TEXT_END, name, unquoted,
    },
};

/// Lines without the blanks around them, and without empty ones.
type Lines<'s> = dyn Iterator<Item = &'s str> + 's;

pub(super) fn read(source: &str) -> Option<Sheet> {
    let mut lines = source.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let mut sheet = Sheet::default();
    if !HEAD.iter().all(|head| lines.next() == Some(head)) {
        return None;
    }
    let mut is_below = false;
    while let Some(line) = lines.next() {
        match line {
            TEXT => {
                let said = said(&mut lines)?;
                let place = if is_below { &mut sheet.closing } else { &mut sheet.opening };
                if !place.is_empty() {
                    return None;
                }
                *place = said;
            }
            TABLE => table(&mut lines, &mut sheet)?,
            _ => return None,
        }
        is_below = true;
    }
    Some(sheet)
}

fn said(lines: &mut Lines<'_>) -> Option<Said> {
    Some(Said { ru: text(lines, ENGLISH)?, en: text(lines, TEXT_END)? })
}

/// The paragraphs up to a line.
fn text(lines: &mut Lines<'_>, end: &str) -> Option<String> {
    let mut paragraphs = Vec::new();
    loop {
        match lines.next()? {
            PARAGRAPH => paragraphs.push(paragraph(lines)?),
            line if line == end => return Some(paragraphs.join("\n\n")),
            _ => return None,
        }
    }
}

fn paragraph(lines: &mut Lines<'_>) -> Option<String> {
    let mut text = String::new();
    loop {
        match lines.next()? {
            PARAGRAPH_END => return Some(text),
            LINE_END => text.push('\n'),
            line if line.starts_with('"') => {
                let (piece, rest) = unquoted(line)?;
                rest.is_empty().then(|| text.push_str(&piece))?;
            }
            line => {
                let inner = line.strip_prefix("strong(").and_then(|rest| rest.strip_suffix(')'));
                text.push('{');
                text.push_str(&name(inner.unwrap_or(line))?);
                text.push('}');
            }
        }
    }
}

fn table(lines: &mut Lines<'_>, sheet: &mut Sheet) -> Option<()> {
    loop {
        match lines.next()? {
            TABLE_END => return Some(()),
            ALL => sheet.has_all = true,
            line => sheet.rows.push(row(line)?),
        }
    }
}

fn row(line: &str) -> Option<Row> {
    let (ru, rest) = unquoted(line.strip_prefix("(say(")?)?;
    let (en, rest) = unquoted(rest.strip_prefix(", ")?)?;
    let value = name(rest.strip_prefix("), ")?.strip_suffix("),")?)?;
    Some(Row { label: Said { ru, en }, value })
}
