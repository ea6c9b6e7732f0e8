//! What is typed into one page of the form, as an example keeps it.

use std::collections::BTreeMap;

use forms::{Example, Kind, Page, Question, Typed};
use web::Fields;

/// What keeps an item of a group of which nothing was typed.
const ITEM: &str = "item";

/// The fields of a page in place of those that the example had.
pub(crate) fn put_page(example: &mut Example, page: &Page, fields: &Fields) {
    example.input.retain(|path, _| !is_of_page(page, path));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in fields.iter() {
        // What the address directory calls a line is no matter of examples.
        if is_of_page(page, path) && !path.ends_with(".directory_id") {
            found.entry(path.to_owned()).or_default().push(text.to_owned());
        }
    }
    for (path, texts) in found {
        if let Some(typed) = typed(page, &path, texts) {
            example.input.insert(path, typed);
        }
    }
    tidy(example);
}

/// Whether a field belongs to a question of the page.
pub(crate) fn is_of_page(page: &Page, path: &str) -> bool {
    question_of(page, path).is_some()
}

/// Whether anything was typed on the page.
pub(crate) fn is_typed(example: &Example, page: &Page) -> bool {
    example.input.keys().any(|path| is_of_page(page, path))
}

/// Adds an empty item to a group.
pub(crate) fn add_item(example: &mut Example, group: &str, shown: usize) {
    let next = indexes(example, group).last().map_or(shown, |last| (last + 1).max(shown));
    example.input.insert(format!("{group}.{next}.{ITEM}"), Typed::One(String::new()));
}

/// Takes an item out of a group.
pub(crate) fn remove_item(example: &mut Example, group: &str, index: &str) {
    let inside = format!("{group}.{index}.");
    example.input.retain(|path, _| !path.starts_with(&inside));
}

/// Leaves out what is empty. Of an item of a group without answers one empty field stays, so that it is there.
pub(super) fn tidy(example: &mut Example) {
    let mut empty_items: Vec<String> = Vec::new();
    example.input.retain(|path, typed| {
        let stays = !is_empty(typed);
        if !stays && let Some(item) = item_of(path) {
            empty_items.push(item);
        }
        stays
    });
    for item in empty_items {
        let inside = format!("{item}.");
        if !example.input.keys().any(|path| path.starts_with(&inside)) {
            example.input.insert(format!("{inside}{ITEM}"), Typed::One(String::new()));
        }
    }
}

/// `children.0` of `children.0.name`.
fn item_of(path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let (group, index) = (parts.next()?, parts.next()?);
    index.parse::<usize>().ok()?;
    Some(format!("{group}.{index}"))
}

fn indexes(example: &Example, group: &str) -> Vec<usize> {
    let inside = |path: &String| -> Option<usize> {
        path.strip_prefix(group)?.strip_prefix('.')?.split('.').next()?.parse().ok()
    };
    let mut found: Vec<usize> = example.input.keys().filter_map(inside).collect();
    found.sort_unstable();
    found
}

fn is_empty(typed: &Typed) -> bool {
    match typed {
        Typed::One(text) => text.trim().is_empty(),
        Typed::Several(texts) => texts.iter().all(|text| text.trim().is_empty()),
    }
}

/// The question of the page that a field belongs to.
fn question_of<'p>(page: &'p Page, path: &str) -> Option<&'p Question> {
    let id = path.split('.').next().unwrap_or_default();
    page.questions.iter().find(|question| question.id == id)
}

fn typed(page: &Page, path: &str, mut texts: Vec<String>) -> Option<Typed> {
    let question = question_of(page, path)?;
    let asked = path.split('.').nth(2).and_then(|id| question.questions.iter().find(|inner| inner.id == id));
    Some(match asked.unwrap_or(question).kind {
        Kind::File => {
            let names = texts.iter().flat_map(|text| text.split(';')).map(str::trim).filter(|name| !name.is_empty());
            Typed::Several(names.map(str::to_owned).collect())
        }
        Kind::Choices if path.split('.').nth(1).is_none() || asked.is_some() => Typed::Several(texts),
        _ if texts.len() > 1 => Typed::Several(texts),
        _ => Typed::One(texts.pop()?),
    })
}
