//! An item goes from one list to the end of another, with its comments.

use super::{
    shape::{Patch, column, dash, empty_indent, lines_of, removed},
    tree::{Block, Node},
};

/// The whole text with the item of a list moved to the end of another.
pub(super) fn moved(text: &str, root: &Node, (from, index): (&str, usize), to: &str) -> Option<Patch> {
    let (Node::List(source), Node::List(goal)) = (root.at(from)?, root.at(to)?) else { return None };
    if from == to {
        return None;
    }
    let (lines, depth) = lines(text, source, index)?;
    let away = removed(text, root, from, source, index)?;
    let (range, mut added) = match goal.inner.last() {
        None => {
            let depth_there = empty_indent(text, root, to)?;
            let added = format!("\n{}", indented(&lines, depth, depth_there).trim_end_matches('\n'));
            (goal.start - 1..goal.close?, added)
        }
        Some(_) if goal.close.is_some() => return None,
        Some(newest) => {
            let (end, depth_there) = (lines_of(text, newest)?.end, column(text, dash(text, newest)?)?);
            (end..end, indented(&lines, depth, depth_there))
        }
    };
    // The last line of a file may have no end.
    if range.is_empty() && !text.get(..range.start)?.ends_with('\n') {
        added = format!("\n{}", added.trim_end_matches('\n'));
    }
    let mut patched = text.to_owned();
    let mut edits = [away, (range, added)];
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    for (range, new) in edits {
        patched.replace_range(range, &new);
    }
    Some((0..text.len(), patched))
}

/// The lines of an item, and how many signs stand before its dash.
fn lines(text: &str, list: &Block<Node>, index: usize) -> Option<(String, usize)> {
    let item = list.inner.get(index)?;
    if list.close.is_some() {
        return Some((format!("- {}\n", text.get(item.start()..item.end())?), 0));
    }
    let lines = text.get(lines_of(text, item)?)?.trim_end_matches('\n');
    Some((format!("{lines}\n"), column(text, dash(text, item)?)?))
}

/// The lines as deep as others stand.
fn indented(lines: &str, from: usize, to: usize) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            return "\n".to_owned();
        }
        let before = line.len() - line.trim_start_matches(' ').len();
        format!("{}{}\n", " ".repeat((before + to).saturating_sub(from)), line.trim_start_matches(' '))
    };
    lines.lines().map(line).collect()
}
