//! Changes of what a text consists of: fields and items come, go and change places. The rest stays as it is written,
//! comments included; a comment right above an item goes with it.

use std::ops::Range;

use super::{
    Unpatched,
    moving::moved,
    order::rank,
    tree::{self, Block, Field, Node},
    value::{Value, key},
};

/// One change. Paths are those of the text before it: `pages[0].questions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// Gives a field of the map at a path a value.
    Set(String, &'static str, Value),
    /// Takes a field of the map at a path away.
    Unset(String, &'static str),
    /// As [`Self::Set`], of a name that is nobody's but the service's own.
    SetNamed(String, String, Value),
    /// As [`Self::Unset`], of such a name.
    UnsetNamed(String, String),
    /// Adds an item to the end of the list at a path.
    Append(String, Value),
    /// Takes an item of the list at a path away.
    Remove(String, usize),
    /// Lets an item of the list at a path change places with the next one.
    Swap(String, usize),
    /// Takes an item of the list at a path to the end of the list at another path.
    Move(String, usize, String),
}

/// Makes changes one after another. What comes of each is read again and must be what was wished, and nothing else.
///
/// # Errors
/// [`Unpatched`]; nothing is changed then.
pub(crate) fn change(yaml: &str, changes: &[Change]) -> Result<String, Unpatched> {
    let mut text = yaml.to_owned();
    for change in changes {
        let before = tree::read(&text).ok_or(Unpatched::Unreadable)?;
        let path = change.path().to_owned();
        let patched = change.patch(&text, &before).ok_or_else(|| Unpatched::NoSuchValue(path.clone()))?;
        let after = tree::read(&patched).ok_or(Unpatched::Unreadable)?;
        let mut wished = Shape::of(&before);
        change.wish(wished.at(&path).ok_or(Unpatched::NoSuchValue(path))?);
        if Shape::of(&after) != wished {
            return Err(Unpatched::Unreadable);
        }
        text = patched;
    }
    Ok(text)
}

impl Change {
    fn path(&self) -> &str {
        match self {
            Self::Set(path, ..)
            | Self::Unset(path, _)
            | Self::SetNamed(path, ..)
            | Self::UnsetNamed(path, _)
            | Self::Append(path, _)
            | Self::Remove(path, _)
            | Self::Swap(path, _) => path,
            // It concerns two places.
            Self::Move(..) => "",
        }
    }

    fn patch(&self, text: &str, root: &Node) -> Option<String> {
        let there = root.at(self.path())?;
        let (range, new) = match (self, there) {
            (Self::Set(_, field, value), Node::Map(map)) => put(text, map, field, value)?,
            (Self::SetNamed(_, field, value), Node::Map(map)) => put(text, map, field, value)?,
            (Self::Unset(_, field), Node::Map(map)) => (taken(text, map, field)?, String::new()),
            (Self::UnsetNamed(_, field), Node::Map(map)) => (taken(text, map, field)?, String::new()),
            (Self::Append(path, value), Node::List(list)) => appended(text, root, path, list, value)?,
            (Self::Remove(path, index), Node::List(list)) => removed(text, root, path, list, *index)?,
            (Self::Swap(_, index), Node::List(list)) => swapped(text, list, *index)?,
            (Self::Move(from, index, to), root) => moved(text, root, (from, *index), to)?,
            _ => return None,
        };
        let mut patched = text.to_owned();
        patched.replace_range(range, &new);
        Some(patched)
    }

    /// Does the same to the shape.
    fn wish(&self, there: &mut Shape) {
        match (self, there) {
            (Self::Set(_, field, value), Shape::Map(fields)) => wish_field(fields, field, value),
            (Self::SetNamed(_, field, value), Shape::Map(fields)) => wish_field(fields, field, value),
            (Self::Unset(_, field), Shape::Map(fields)) => fields.retain(|(name, _)| name != field),
            (Self::UnsetNamed(_, field), Shape::Map(fields)) => fields.retain(|(name, _)| name != field),
            (Self::Append(_, value), Shape::List(items)) => items.push(value.shape()),
            (Self::Remove(_, index), Shape::List(items)) if *index < items.len() => drop(items.remove(*index)),
            (Self::Swap(_, index), Shape::List(items)) if index + 1 < items.len() => items.swap(*index, index + 1),
            (Self::Move(from, index, to), root) => {
                let taken = match root.at(from) {
                    Some(Shape::List(items)) if *index < items.len() => Some(items.remove(*index)),
                    _ => None,
                };
                if let (Some(taken), Some(Shape::List(items))) = (taken, root.at(to)) {
                    items.push(taken);
                }
            }
            _ => {}
        }
    }
}

fn wish_field(fields: &mut Vec<(String, Shape)>, field: &str, value: &Value) {
    fields.retain(|(name, _)| name != field);
    fields.push((field.to_owned(), value.shape()));
    fields.sort();
}

/// What a text says, without where and how it is written. Fields are in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Single(String),
    Map(Vec<(String, Self)>),
    List(Vec<Self>),
}

impl Shape {
    fn of(node: &Node) -> Self {
        match node {
            Node::Single { text, .. } => Self::Single(text.clone()),
            Node::Map(map) => {
                let mut fields: Vec<(String, Self)> =
                    map.inner.iter().map(|field| (field.key.clone(), Self::of(&field.value))).collect();
                fields.sort();
                Self::Map(fields)
            }
            Node::List(list) => Self::List(list.inner.iter().map(Self::of).collect()),
        }
    }

    fn at(&mut self, path: &str) -> Option<&mut Self> {
        let mut found = self;
        for name in path.split(['.', '[']).filter(|name| !name.is_empty()) {
            found = match (found, name.strip_suffix(']')) {
                (Self::List(items), Some(index)) => items.get_mut(index.parse::<usize>().ok()?)?,
                (Self::Map(fields), None) => &mut fields.iter_mut().find(|(known, _)| known == name)?.1,
                _ => return None,
            };
        }
        Some(found)
    }
}

pub(super) type Patch = (Range<usize>, String);

/// A field in place of what it was, or a new one.
fn put(text: &str, map: &Block<Field>, name: &str, value: &Value) -> Option<Patch> {
    match map.inner.iter().find(|known| known.key == name) {
        Some(known) => Some((replaceable(known)?, format!(" {}", value.inline()))),
        None => added(text, map, name, value),
    }
}

/// What stands between the name of a field and the end of its value.
fn replaceable(field: &Field) -> Option<Range<usize>> {
    if let Node::Single { place: None, .. } = field.value {
        return None;
    }
    Some(field.named + 1..field.value.end())
}

/// A new field at its place in the order of the language.
fn added(text: &str, map: &Block<Field>, name: &str, value: &Value) -> Option<Patch> {
    let before = map.inner.iter().rev().find(|field| rank(&field.key) <= rank(name)).or(map.inner.first())?;
    let end = before.value.end();
    if map.close.is_some() {
        return Some((end..end, format!(", {}: {}", key(name), value.inline())));
    }
    let indent = column(text, before.start)?;
    let at = next_line(text, end)?;
    let line = value.field(name, indent);
    // The last line of a file may have no end.
    let is_ended = text.get(..at)?.ends_with('\n');
    Some((at..at, if is_ended { line } else { format!("\n{}", line.trim_end()) }))
}

fn taken(text: &str, map: &Block<Field>, name: &str) -> Option<Range<usize>> {
    let index = map.inner.iter().position(|field| field.key == name)?;
    let field = map.inner.get(index)?;
    let next = map.inner.get(index + 1);
    let before = index.checked_sub(1).and_then(|before| map.inner.get(before));
    match (map.close, before) {
        (Some(_), Some(before)) => Some(before.value.end()..field.value.end()),
        (None, Some(_)) => Some(line_start(text, field.start)..next_line(text, field.value.end())?),
        (_, None) => Some(field.start..next?.start),
    }
}

fn appended(text: &str, root: &Node, path: &str, list: &Block<Node>, value: &Value) -> Option<Patch> {
    let Some(newest) = list.inner.last() else {
        let (range, indent) = (list.start..list.close?, empty_indent(text, root, path));
        return Some(match indent {
            Some(indent) => (range.start - 1..range.end, format!("\n{}", value.item(indent).trim_end())),
            None => (range, format!("[{}]", value.inline())),
        });
    };
    if list.close.is_some() {
        return Some((newest.end()..newest.end(), format!(", {}", value.inline())));
    }
    let lines = lines_of(text, newest)?;
    let indent = column(text, dash(text, newest)?)?;
    let is_ended = text.get(lines.clone())?.ends_with('\n');
    let item = value.item(indent);
    Some((lines.end..lines.end, if is_ended { item } else { format!("\n{}", item.trim_end()) }))
}

/// How deep the items of an empty list may stand line by line; none when it stands within brackets.
pub(super) fn empty_indent(text: &str, root: &Node, path: &str) -> Option<usize> {
    let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
    let Node::Map(map) = root.at(above)? else { return None };
    let field = map.inner.iter().find(|field| field.key == name)?;
    let is_alone = text.get(field.named..field.value.start())? == ": ";
    (map.close.is_none() && is_alone).then_some(())?;
    Some(column(text, field.start)? + 2)
}

pub(super) fn removed(text: &str, root: &Node, path: &str, list: &Block<Node>, index: usize) -> Option<Patch> {
    let item = list.inner.get(index)?;
    let (before, next) = (index.checked_sub(1).and_then(|before| list.inner.get(before)), list.inner.get(index + 1));
    if list.close.is_some() {
        let range = match (before, next) {
            (Some(before), _) => before.end()..item.end(),
            (None, Some(next)) => item.start()..next.start(),
            (None, None) => item.start()..item.end(),
        };
        return Some((range, String::new()));
    }
    let lines = lines_of(text, item)?;
    if list.inner.len() > 1 {
        return Some((lines, String::new()));
    }
    // The last one leaves an empty list.
    let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
    let field = root.at(above)?.field(name)?;
    let end = text.get(lines.clone())?.trim_end_matches('\n').len() + lines.start;
    Some((field.named + 1..end, " []".to_owned()))
}

fn swapped(text: &str, list: &Block<Node>, index: usize) -> Option<Patch> {
    let (one, other) = (list.inner.get(index)?, list.inner.get(index + 1)?);
    let place = |item: &Node| if list.close.is_some() { Some(item.start()..item.end()) } else { lines_of(text, item) };
    let (one, other) = (place(one)?, place(other)?);
    let (first, between, second) = (text.get(one.clone())?, text.get(one.end..other.start)?, text.get(other.clone())?);
    let new = if list.close.is_some() || second.ends_with('\n') {
        format!("{second}{between}{first}")
    } else {
        format!("{second}\n{between}{}", first.trim_end_matches('\n'))
    };
    Some((one.start..other.end, new))
}

/// The dash before an item of a list that is written line by line.
pub(super) fn dash(text: &str, item: &Node) -> Option<usize> {
    let start = line_start(text, item.start());
    let before = text.get(start..item.start())?;
    (before.trim() == "-").then(|| start + before.len() - before.trim_start().len())
}

/// The lines of an item: those of comments right above it, and whatever stands beside its end.
pub(super) fn lines_of(text: &str, item: &Node) -> Option<Range<usize>> {
    let mut start = line_start(text, dash(text, item)?);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !text.get(above..start)?.trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    Some(start..next_line(text, item.end())?)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The beginning of the next line; none when something else than a comment stands in between.
fn next_line(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
    let between = rest.get(..length)?.trim();
    (between.is_empty() || between.starts_with('#')).then_some(at + length)
}

/// How many signs stand before a place in its line.
pub(super) fn column(text: &str, at: usize) -> Option<usize> {
    Some(text.get(line_start(text, at)..at)?.chars().count())
}

#[cfg(test)]
mod tests;
