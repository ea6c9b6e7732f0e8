//! «Вопросы»: pages and questions in their order, to be moved, changed, added and removed without seeing the text.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use catalog::DEFINITION;
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page};

use super::shared::{self, Shown, path, version};
use crate::{
    State,
    model::Draft,
    part::{self, KINDS, kind_label},
    patch::{self, Change, Tree},
    work,
};

#[derive(Template)]
#[template(path = "editor/questions.html")]
struct QuestionsPage {
    page: Page,
    path: String,
    title: String,
    version: i64,
    problems: Vec<Shown>,
    /// The file cannot be read as a tree: the text has to be mended first.
    is_broken: bool,
    pages: Vec<Line>,
    /// What the officer is asked.
    decision: Vec<Line>,
    has_decision: bool,
    /// The types of questions: word and key.
    kinds: Vec<(&'static str, &'static str)>,
    told: Option<&'static str>,
}

/// A page, or a question.
struct Line {
    /// Its path: `pages[0].questions[1]`.
    at: String,
    title: String,
    id: String,
    /// The key of its type; "" for a page.
    kind_key: String,
    /// Its condition.
    when: String,
    is_first: bool,
    is_last: bool,
    /// The list of what it asks, when it can ask something.
    asks: Option<String>,
    inner: Vec<Self>,
}

fn lines(root: &Tree, list: &str, page: &Page) -> Vec<Line> {
    let count = root.count(list);
    let line = |place: usize| {
        let at = format!("{list}[{place}]");
        let text = |field: &str| root.text(&format!("{at}.{field}")).unwrap_or_default().to_owned();
        let kind = text("type");
        let asks = (list == "pages" || kind == "group").then(|| format!("{at}.questions"));
        Line {
            title: text(&format!("title.{}", page.lang.code())),
            id: text("id"),
            kind_key: kind_label(&kind).to_owned(),
            when: text("when"),
            is_first: place == 0,
            is_last: place + 1 == count,
            inner: asks.as_ref().map(|asks| lines(root, asks, page)).unwrap_or_default(),
            asks,
            at,
        }
    };
    (0..count).map(line).collect()
}

impl QuestionsPage {
    fn new(state: &State, page: Page, draft: &Draft) -> Self {
        let root = patch::read(draft.files.definition());
        let all = |list: &str| root.as_ref().map(|root| lines(root, list, &page)).unwrap_or_default();
        Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            problems: shared::problems(state, draft, &page),
            is_broken: root.is_none(),
            pages: all("pages"),
            decision: all("decision"),
            has_decision: root.as_ref().is_some_and(|root| root.field("decision").is_some()),
            kinds: KINDS.to_vec(),
            told: None,
            page,
        }
    }

    /// The types of questions that a list may have: a group has no groups.
    fn kinds_of(&self, list: &str) -> Vec<(&'static str, &'static str)> {
        let is_inner = list.matches("questions").count() > 1;
        self.kinds.iter().copied().filter(|(kind, _)| !is_inner || *kind != "group").collect()
    }
}

/// `/administration/services/{code}/questions`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    Ok(web::html(QuestionsPage::new(&state, page, &draft)))
}

/// «Выше» and «Ниже».
pub(super) async fn shift(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let (list, place) = part::place(fields.value("at")).ok_or(Failure::Malformed)?;
    let first = if fields.value("to") == "up" { place.checked_sub(1).ok_or(Failure::Malformed)? } else { place };
    let change = Change::Swap(list.to_owned(), first);
    put(&state, &administrator, page, &code, (&fields, change), "editor-saved").await
}

/// «Удалить».
pub(super) async fn remove(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let (list, place) = part::place(fields.value("at")).ok_or(Failure::Malformed)?;
    let change = Change::Remove(list.to_owned(), place);
    put(&state, &administrator, page, &code, (&fields, change), "editor-part-removed").await
}

/// Makes one change of the text, if it is still the one that was looked at.
async fn put(
    state: &State,
    administrator: &Administrator,
    page: Page,
    code: &str,
    (fields, change): (&Fields, Change),
    said: &'static str,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, state, code).await?;
    if draft.version != version(fields)? {
        return Ok(again(state, page, &draft, ("editor-faster-questions", StatusCode::CONFLICT)));
    }
    let mut files = draft.files.clone();
    let patched = patch::change(draft.files.definition(), &[change]);
    if !patched.is_ok_and(|text| files.set(DEFINITION, text)) {
        let told = ("editor-text-not-put", StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(again(state, page, &draft, told));
    }
    if work::save(&mut tx, &state.cx, administrator, &draft, &files).await?.is_none() {
        return Ok(again(state, page, &draft, ("editor-faster-questions", StatusCode::CONFLICT)));
    }
    tx.commit().await?;
    Ok(web::see_with(format!("{}/questions", path(code)), said))
}

/// The page as it is now, with what keeps the change back.
fn again(state: &State, page: Page, draft: &Draft, (told, status): (&'static str, StatusCode)) -> Response {
    let mut made = QuestionsPage::new(state, page, draft);
    made.told = Some(told);
    let mut response = web::html(made);
    *response.status_mut() = status;
    response
}
