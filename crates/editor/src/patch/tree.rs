//! A YAML text as a tree that knows where everything stands.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

/// What stands at one place.
#[derive(Debug)]
pub(crate) enum Node {
    /// A single value, with the place of the whole of it as it is written; no place when a comment stands in it.
    Single { place: Option<Range<usize>>, text: String, end: usize },
    /// Fields by name.
    Map(Block<Field>),
    /// A list.
    List(Block<Self>),
}

/// Several things in one another's row: a map or a list.
#[derive(Debug)]
pub(crate) struct Block<T> {
    /// Where it begins: its bracket, or the first thing in it.
    pub(crate) start: usize,
    /// The place after its closing bracket; none when it is written line by line.
    pub(crate) close: Option<usize>,
    pub(crate) inner: Vec<T>,
}

/// A field of a map.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) key: String,
    /// Where its name begins.
    pub(crate) start: usize,
    /// Where its name ends: the colon comes next.
    pub(crate) named: usize,
    pub(crate) value: Node,
}

impl Node {
    /// Where it begins.
    pub(crate) fn start(&self) -> usize {
        match self {
            Self::Single { place, end, .. } => place.as_ref().map_or(*end, |place| place.start),
            Self::Map(Block { start, .. }) | Self::List(Block { start, .. }) => *start,
        }
    }

    /// Where it ends, without line ends and comments after it.
    pub(crate) fn end(&self) -> usize {
        match self {
            Self::Single { end, .. } => *end,
            Self::Map(map) => map.close.or(map.inner.last().map(|field| field.value.end())).unwrap_or(map.start),
            Self::List(list) => list.close.or(list.inner.last().map(Self::end)).unwrap_or(list.start),
        }
    }

    /// What stands at a path below: `pages[0].questions[1].title`; "" is the thing itself.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        let mut found = self;
        for name in path.split('.').filter(|name| !name.is_empty()) {
            let (field, places) = name.split_once('[').unwrap_or((name, ""));
            if !field.is_empty() {
                found = &found.field(field)?.value;
            }
            for place in places.split('[').filter(|place| !place.is_empty()) {
                let Self::List(list) = found else { return None };
                found = list.inner.get(place.strip_suffix(']')?.parse::<usize>().ok()?)?;
            }
        }
        Some(found)
    }

    /// A field of a map.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        let Self::Map(map) = self else { return None };
        map.inner.iter().find(|field| field.key == name)
    }

    /// The single value at a path below.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        match self.at(path)? {
            Self::Single { text, .. } => Some(text),
            _ => None,
        }
    }

    /// How many things a list at a path below has.
    pub(crate) fn count(&self, path: &str) -> usize {
        match self.at(path) {
            Some(Self::List(list)) => list.inner.len(),
            _ => 0,
        }
    }
}

/// The deepest that lists and maps stand in one another.
const DEEPEST: usize = 64;

/// What is being read: a map (with the field whose value comes next) or a list.
enum Open {
    Map { block: Block<Field>, key: Option<(String, usize, usize)> },
    List(Block<Node>),
}

/// Reads a text; none when it cannot be read, or has what services do not have (several documents, references to other
/// places, keys that are no texts).
pub(crate) fn read(yaml: &str) -> Option<Node> {
    let mut open: Vec<Open> = Vec::new();
    let mut documents = 0;
    let mut root = None;
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.ok()?;
        let done = match event {
            Event::Alias(..) => return None,
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return None;
                }
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map { block: begun(yaml, &span)?, key: None });
                None
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(begun(yaml, &span)?));
                None
            }
            Event::MappingEnd | Event::SequenceEnd => Some(ended(open.pop()?, yaml, &span)?),
            Event::Scalar(value, style, ..) => {
                let range = span.byte_range()?;
                if let Some(Open::Map { key: key @ None, .. }) = open.last_mut() {
                    *key = Some((value.into_owned(), range.start, range.end));
                    continue;
                }
                let end = range.start + yaml.get(range.clone())?.trim_end().len();
                Some(Node::Single { place: whole(yaml, range, style), text: value.into_owned(), end })
            }
            _ => continue,
        };
        if open.len() > DEEPEST {
            return None;
        }
        let Some(done) = done else { continue };
        match open.last_mut() {
            None => root = Some(done),
            Some(Open::List(list)) => list.inner.push(done),
            Some(Open::Map { block, key }) => {
                let (key, start, named) = key.take()?;
                block.inner.push(Field { key, start, named, value: done });
            }
        }
    }
    root
}

fn begun<T>(yaml: &str, span: &Span) -> Option<Block<T>> {
    let start = span.byte_range()?.start;
    // The closing bracket is put in place of this when it comes.
    let close = yaml.get(start..)?.starts_with(['{', '[']).then_some(start);
    Some(Block { start, close, inner: Vec::new() })
}

fn ended(open: Open, yaml: &str, span: &Span) -> Option<Node> {
    Some(match open {
        Open::Map { key: Some(_), .. } => return None,
        Open::Map { mut block, .. } => {
            if block.close.is_some() {
                block.close = Some(closed(yaml, span)?);
            } else if let Some(first) = block.inner.first() {
                // A map without brackets begins with its first name, whatever the parser calls its beginning.
                block.start = first.start;
            }
            Node::Map(block)
        }
        Open::List(mut block) => {
            if block.close.is_some() {
                block.close = Some(closed(yaml, span)?);
            }
            Node::List(block)
        }
    })
}

/// The place after a closing bracket.
fn closed(yaml: &str, span: &Span) -> Option<usize> {
    let at = span.byte_range()?.start;
    yaml.get(at..)?.starts_with(['}', ']']).then_some(at + 1)
}

/// The whole of a value as it is written: without the line ends after it, and with the sign before a text of several lines
/// (`>-`, `|`), which the parser does not count in. None when a comment stands beside that sign: it would be lost.
fn whole(yaml: &str, range: Range<usize>, style: ScalarStyle) -> Option<Range<usize>> {
    let text = yaml.get(range.clone())?;
    let end = range.start + text.trim_end().len();
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return Some(range.start..end);
    }
    let before = yaml.get(..range.start)?.trim_end();
    let sign = before.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '+' || sign == '-');
    sign.ends_with(['|', '>']).then(|| sign.len() - 1..end)
}
