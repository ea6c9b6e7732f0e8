//! The parts beside the form, list by list: who may apply, what is checked and worked out, what the page of the service says.

use askama::Template;
use axum::extract::{Path, State as Given};
use identity::Administrator;
use web::Page;

use super::{
    lines::{Line, lines},
    shared::{self, Shown, path},
};
use crate::{
    State,
    model::Draft,
    patch::{self, Tree},
};

#[derive(Template)]
#[template(path = "editor/lists.html")]
pub(super) struct ListsPage {
    page: Page,
    path: String,
    title: String,
    version: i64,
    problems: Vec<Shown>,
    /// The file cannot be read as a tree: the text has to be mended first.
    is_broken: bool,
    heading: &'static str,
    sections: Vec<Section>,
    pub(super) told: Option<&'static str>,
}

/// A list.
struct Section {
    /// Its path.
    list: String,
    /// What it is called: a key, or a text.
    title: String,
    /// The key of what it is about; "" for nothing.
    about: &'static str,
    /// The key of the button that adds to it.
    add: &'static str,
    lines: Vec<Line>,
    /// What stands elsewhere and is looked at together with it.
    beside: Vec<Line>,
}

/// The pages of lists by their names in addresses.
pub(super) const HOMES: [&str; 3] = ["rules", "checks", "lists"];

impl ListsPage {
    pub(super) fn new(state: &State, page: Page, draft: &Draft, home: &str) -> Self {
        let root = patch::read(draft.files.definition());
        let (heading, sections) = match (home, &root) {
            ("rules", Some(root)) => ("editor-rules", rules(root, &page)),
            ("rules", None) => ("editor-rules", Vec::new()),
            ("checks", Some(root)) => ("editor-checks", checks(root, &page)),
            ("checks", None) => ("editor-checks", Vec::new()),
            (_, Some(root)) => ("editor-lists", texts(root, &page)),
            (_, None) => ("editor-lists", Vec::new()),
        };
        Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            problems: shared::problems(state, draft, &page),
            is_broken: root.is_none(),
            heading,
            sections,
            told: None,
            page,
        }
    }
}

fn section(root: &Tree, page: &Page, list: &str, [title, about, add]: [&'static str; 3]) -> Section {
    let lines = lines(root, list, page);
    Section { list: list.to_owned(), title: title.to_owned(), about, add, lines, beside: Vec::new() }
}

fn rules(root: &Tree, page: &Page) -> Vec<Section> {
    vec![section(root, page, "eligibility", ["editor-rules-list", "editor-rules-about", "editor-rule-add"])]
}

/// The checks of every page of the form with those of its questions, and what is worked out.
fn checks(root: &Tree, page: &Page) -> Vec<Section> {
    let of_page = |index: usize| {
        let list = format!("pages[{index}].checks");
        let title = root.text(&format!("pages[{index}].title.{}", page.lang.code())).unwrap_or_default().to_owned();
        let questions = format!("pages[{index}].questions");
        let beside = (0..root.count(&questions))
            .flat_map(|question| lines(root, &format!("{questions}[{question}].checks"), page));
        Section {
            title,
            about: "",
            add: "editor-check-add",
            lines: lines(root, &list, page),
            beside: beside.collect(),
            list,
        }
    };
    let computed = ["editor-computed", "editor-computed-about", "editor-computed-add"];
    (0..root.count("pages")).map(of_page).chain([section(root, page, "computed", computed)]).collect()
}

fn texts(root: &Tree, page: &Page) -> Vec<Section> {
    [
        ("documents", ["editor-documents", "editor-documents-about", "editor-document-add"]),
        ("steps", ["editor-steps", "editor-steps-about", "editor-step-add"]),
        ("faq", ["editor-faq", "", "editor-answer-add"]),
        ("law", ["editor-laws", "", "editor-law-add"]),
    ]
    .into_iter()
    .map(|(list, keys)| section(root, page, list, keys))
    .collect()
}

async fn shown(state: State, page: Page, code: String, home: &str) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    Ok(web::html(ListsPage::new(&state, page, &draft, home)))
}

/// `/administration/services/{code}/rules`: who may apply.
pub(super) async fn rules_page(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(state, page, code, "rules").await
}

/// `/administration/services/{code}/checks`: what must hold between answers, and what is worked out of them.
pub(super) async fn checks_page(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(state, page, code, "checks").await
}

/// `/administration/services/{code}/lists`: documents, steps, questions and answers, laws.
pub(super) async fn lists_page(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(state, page, code, "lists").await
}
