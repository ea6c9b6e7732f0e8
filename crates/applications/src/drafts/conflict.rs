//! Two windows wrote the same page: both answers are shown, and the citizen chooses.

use askama::Template;
use axum::response::{IntoResponse, Response};
use forms::Asked;
use http::StatusCode;
use web::Page;

use super::{
    notes::{Window, Writers},
    way::page_path,
};
use crate::{opened::Opened, typed::Typed};

/// A question that two windows answered differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The question.
    pub title: String,
    /// As the other window saved it; empty for nothing.
    pub theirs: String,
    /// As this window sent it.
    pub ours: String,
}

/// Where two readings of a page differ, in the order of the page.
pub fn differences(theirs: &[Asked], ours: &[Asked]) -> Vec<Difference> {
    let (theirs, ours) = (said_all(theirs), said_all(ours));
    let at = |said: &[Said], path: &str| {
        said.iter().find(|said| said.path == path).map_or_else(String::new, |said| said.text.clone())
    };
    let mut all = ours.clone();
    all.extend(theirs.iter().filter(|said| !ours.iter().any(|other| other.path == said.path)).cloned());
    let differ = |said: Said| {
        let difference = Difference { theirs: at(&theirs, &said.path), ours: at(&ours, &said.path), title: said.title };
        (difference.theirs != difference.ours).then_some(difference)
    };
    all.into_iter().filter_map(differ).collect()
}

/// What stands at a question, in words.
#[derive(Debug, Clone)]
struct Said {
    path: String,
    title: String,
    text: String,
}

fn said_all(asked: &[Asked]) -> Vec<Said> {
    let mut said = Vec::new();
    for question in asked {
        collect(question, "", &mut said);
    }
    said
}

fn collect(question: &Asked, before: &str, said: &mut Vec<Said>) {
    let title = format!("{before}{}", question.title);
    let text = if let Some(known) = chosen_of_household(question) {
        known
    } else if question.options.is_empty() {
        let parts = question.parts.iter().map(|part| part.value.as_str());
        let files = question.files.iter().map(|file| file.name.as_str());
        let all = std::iter::once(question.value.as_str()).chain(parts).chain(files);
        all.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(", ")
    } else {
        let chosen = question.options.iter().filter(|option| option.selected);
        chosen.map(|option| option.title.as_str()).collect::<Vec<_>>().join(", ")
    };
    if question.items.is_empty() {
        said.push(Said { path: question.path.clone(), title, text });
    }
    for option in question.options.iter().filter(|option| option.selected) {
        option.reveals.iter().for_each(|inner| collect(inner, before, said));
    }
    for item in &question.items {
        item.asked.iter().for_each(|inner| collect(inner, &format!("{}: ", item.title), said));
    }
}

/// A child or a vehicle of the household, chosen by name; the last option stands for typing.
fn chosen_of_household(question: &Asked) -> Option<String> {
    let (_, named) = question.known.split_last()?;
    named.iter().find(|option| option.selected).map(|option| option.title.clone())
}

#[derive(Template)]
#[template(path = "applications/conflict.html")]
struct ConflictPage {
    page: Page,
    service: String,
    heading: String,
    differences: Vec<Difference>,
    /// Everything that this window sent, to be sent once more.
    fields: Vec<(String, String)>,
    /// The button that was pressed.
    pressed: String,
    from: String,
    /// The page as the other window left it.
    theirs: String,
}

/// A page that another window has written since this one showed it.
pub(super) struct Clash<'a> {
    pub draft: &'a Opened,
    pub form_page: &'a forms::Page,
    pub typed: &'a Typed,
    pub window: &'a Window,
    pub differences: Vec<Difference>,
    pub pressed: &'a str,
    pub from: &'a str,
}

impl Clash<'_> {
    /// «Эти ответы изменились в другом окне».
    pub fn page(self, page: Page) -> Response {
        let Clash { draft, form_page, typed, window, .. } = self;
        // Whoever chooses has seen what the other window wrote.
        let seen = seen(&draft.notes.writers, &form_page.id, window);
        let mut fields = typed.as_sent();
        fields.extend(seen.fields().map(|(name, mark)| (name.to_owned(), mark.to_owned())));
        let shown = ConflictPage {
            service: draft.definition().title.in_lang(page.lang).to_owned(),
            heading: form_page.title.in_lang(page.lang).to_owned(),
            differences: self.differences,
            fields,
            pressed: if self.pressed.is_empty() { "continue".to_owned() } else { self.pressed.to_owned() },
            from: self.from.to_owned(),
            theirs: page_path(draft, &form_page.id, self.from),
            page,
        };
        (StatusCode::CONFLICT, web::html(shown)).into_response()
    }
}

fn seen(writers: &Writers, page: &str, window: &Window) -> Window {
    Window { own: window.own.clone(), seen: writers.last(page).to_owned() }
}
