//! «Документ»: what comes of a service, by a form: its title, its text with names in it, its table. A document that somebody
//! wrote by hand stays as it is, unless one says otherwise.

mod names;
mod typed;

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use catalog::{DEFINITION, RESULT, ServiceFiles};
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page, Query};

use self::names::Names;
use super::{
    part::check,
    preview::Choice,
    shared::{self, Shown, path, version},
};
use crate::{
    State,
    filled::{self, Filled, Offer},
    model::Draft,
    part::Part,
    patch::{self, Change, Tree, Value},
    sheet::Sheet,
    work,
};

/// How the text of the document came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hand {
    /// The form wrote it, or nobody did yet.
    Form,
    /// Somebody wrote it by hand.
    Own,
    /// Somebody did, and the form is to write it anew.
    Replaced,
}

#[derive(Template)]
#[template(path = "editor/document.html")]
struct DocumentPage {
    page: Page,
    path: String,
    title: String,
    version: i64,
    hand: Hand,
    fields: Fields,
    names: Names,
    /// How many rows of the table the form has, and how many of them are filled in.
    rows: usize,
    filled: usize,
    examples: Vec<Choice>,
    /// What keeps the document from being set in type.
    problems: Vec<Shown>,
    /// Whether there is a document to look at.
    has_document: bool,
    told: Option<&'static str>,
}

impl DocumentPage {
    fn new(state: &State, page: Page, draft: &Draft, (root, fields): (&Tree, Fields), hand: Hand) -> Self {
        let filled = typed::filled(&fields);
        Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            hand,
            names: Names::of(root, &page),
            rows: (filled + typed::MORE_ROWS).min(typed::MOST_ROWS),
            filled,
            examples: examples(&draft.files, &page),
            problems: Vec::new(),
            has_document: root.at("result.template").is_some(),
            told: None,
            fields,
            page,
        }
    }

    fn is_own(&self) -> bool {
        self.hand == Hand::Own
    }

    /// Whether a row's value is none that there is.
    fn is_strange(&self, field: &str) -> bool {
        let value = self.fields.value(field);
        !value.is_empty() && self.names.find(value).is_none()
    }

    fn is_replaced(&self) -> bool {
        self.hand == Hand::Replaced
    }
}

/// The examples with whose answers the document can be looked at.
fn examples(files: &ServiceFiles, page: &Page) -> Vec<Choice> {
    let nobody = (String::new(), page.t("editor-document-made-up").into_owned(), true);
    let known = files.examples().filter_map(|(path, text)| {
        let example = forms::parse_example(text).ok()?;
        Some((path.to_owned(), example.title.in_lang(page.lang).to_owned(), false))
    });
    std::iter::once(nobody).chain(known).collect()
}

/// How the text of a draft's document came to be, and what it says when the form wrote it.
fn hand(files: &ServiceFiles, replaces: bool) -> (Hand, Sheet) {
    match files.get(RESULT).filter(|source| !source.trim().is_empty()) {
        None => (Hand::Form, Sheet::default()),
        Some(source) => match Sheet::read(source) {
            Some(sheet) => (Hand::Form, sheet),
            None if replaces => (Hand::Replaced, Sheet::default()),
            None => (Hand::Own, Sheet::default()),
        },
    }
}

/// The page as the draft says it.
fn shown(state: &State, page: Page, draft: &Draft, root: &Tree, replaces: bool) -> DocumentPage {
    let (hand, sheet) = hand(&draft.files, replaces);
    let mut fields = Fields::default();
    filled::show(&Part::Result, root, &mut fields);
    typed::show(&sheet, &mut fields);
    let mut made = DocumentPage::new(state, page, draft, (root, fields), hand);
    // A name may have gone since, with its question: its place in the document would be empty.
    typed::check(&sheet, &made.names, &mut made.fields);
    made
}

/// `…/document?replace=yes`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let Some(root) = patch::read(draft.files.definition()) else { return Ok(web::see(shared::edit_path(&code))) };
    Ok(web::html(shown(&state, page, &draft, &root, sent.value("replace") == "yes")))
}

/// `…/document/preview?example=`: the document in type, as one gets it with these answers.
pub(super) async fn preview(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let now = state.catalog.snapshot();
    let drawn = match now.check(&code, &draft.files) {
        Err(problems) => Err(problems),
        Ok(checked) => {
            let what = (code.as_str(), &draft.files);
            applications::draw(&state.typesetter, &now, what, &checked, sent.value("example")).await
        }
    };
    match drawn {
        Ok(Some(pdf)) => Ok(web::file(&format!("{code}.pdf"), "application/pdf", pdf)),
        Ok(None) => Err(Failure::NotFound),
        Err(problems) => {
            let Some(root) = patch::read(draft.files.definition()) else {
                return Ok(web::see(shared::edit_path(&code)));
            };
            let problems = shared::shown(&draft, problems, &page);
            let mut made = shown(&state, page, &draft, &root, false);
            made.problems = problems;
            Ok(web::unprocessable(made))
        }
    }
}

/// «Сохранить», «Вставить» and the arrows of the rows.
pub(super) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    let root = patch::read(draft.files.definition()).ok_or(Failure::Conflict)?;
    let (hand, _) = hand(&draft.files, fields.value("replace") == "yes");
    if draft.version != version(&fields)? {
        return Ok(faster(&state, page, &draft, (&root, fields), hand));
    }
    if typed::insert(&mut fields) {
        return Ok(web::html(DocumentPage::new(&state, page, &draft, (&root, fields), hand)));
    }
    let is_moved = typed::switch(&mut fields);
    let told = match put(&draft, &root, hand, &mut fields, &page) {
        Put::Done(files) => {
            if work::save(&mut tx, &state.cx, &administrator, &draft, &files).await?.is_none() {
                return Ok(faster(&state, page, &draft, (&root, fields), hand));
            }
            tx.commit().await?;
            let place = if is_moved { "#table" } else { "" };
            return Ok(web::see_with(format!("{}/document{place}", path(&code)), "editor-saved"));
        }
        Put::Wrong => None,
        Put::Stuck => Some("editor-text-not-put"),
    };
    drop(tx);
    let mut made = DocumentPage::new(&state, page, &draft, (&root, fields), hand);
    made.told = told;
    Ok(web::unprocessable(made))
}

/// What the form came to.
enum Put {
    Done(ServiceFiles),
    /// Something at its fields does not fit.
    Wrong,
    /// The text could not be changed in place.
    Stuck,
}

/// Puts what was typed into the description, and writes the document.
fn put(draft: &Draft, root: &Tree, hand: Hand, fields: &mut Fields, page: &Page) -> Put {
    let is_given = fields.value("gives") == "pdf";
    let filled = Filled::read(&Part::Result, fields, &Offer::default(), &|_| false);
    let is_written = is_given && hand != Hand::Own;
    let sheet = is_written.then(|| typed::read(fields, &Names::of(root, page)));
    let Some(filled) = filled.filter(|_| fields.is_fine()) else { return Put::Wrong };
    let mut changes = filled.changes("", root);
    let known = root.text("result.template");
    if is_given && known != Some(RESULT) {
        changes.push(Change::Set("result".to_owned(), "template", Value::Bare(RESULT.to_owned())));
    } else if !is_given && known.is_some() {
        changes.push(Change::Unset("result".to_owned(), "template"));
    }
    let Ok(text) = patch::change(draft.files.definition(), &changes) else { return Put::Stuck };
    check(&Part::Result, "", &text, fields, page);
    if !fields.is_fine() {
        return Put::Wrong;
    }
    let mut files = draft.files.clone();
    if !files.set(DEFINITION, text) || sheet.is_some_and(|sheet| !files.set(RESULT, sheet.source())) {
        return Put::Stuck;
    }
    // What somebody wrote by hand is not thrown away; what the form wrote is in the saves before.
    if !is_given && hand == Hand::Form {
        files.remove(RESULT);
    }
    Put::Done(files)
}

/// Somebody saved meanwhile: what was typed stays, on top of what there is now.
fn faster(state: &State, page: Page, now: &Draft, what: (&Tree, Fields), hand: Hand) -> Response {
    // It may be written by hand by now: saving again would replace that, and says so.
    let is_typed = hand == Hand::Own && what.1.has("opening.ru");
    let hand = if is_typed { Hand::Replaced } else { hand };
    let mut made = DocumentPage::new(state, page, now, what, hand);
    made.told = Some("editor-faster-outline");
    let mut response = web::html(made);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
