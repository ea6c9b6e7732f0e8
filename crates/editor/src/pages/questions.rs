//! «Вопросы»: pages and questions in their order, to be moved, changed, added and removed without seeing the text.

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::DEFINITION;
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page};

use super::{
    decision::DecisionPage,
    lines::{Line, lines},
    lists::{HOMES, ListsPage},
    shared::{self, Shown, path, version},
};
use crate::{
    State,
    model::Draft,
    part::{self, kinds_in},
    patch::{self, Change},
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
    told: Option<&'static str>,
}

impl QuestionsPage {
    fn new(state: &State, page: Page, draft: &Draft) -> Self {
        let root = patch::read(draft.files.definition());
        Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            problems: shared::problems(state, draft, &page),
            is_broken: root.is_none(),
            pages: root.as_ref().map(|root| lines(root, "pages", &page)).unwrap_or_default(),
            told: None,
            page,
        }
    }

    /// The types of questions that a list may have.
    fn kinds_of(list: &str) -> Vec<(&'static str, &'static str)> {
        kinds_in(list)
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
    put(&state, &administrator, page, &code, (&fields, list, change), "editor-saved").await
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
    put(&state, &administrator, page, &code, (&fields, list, change), "editor-part-removed").await
}

/// «Перенести»: to the end of another page.
pub(super) async fn carry(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let (list, place) = part::place(fields.value("at")).ok_or(Failure::Malformed)?;
    let to = format!("{}.questions", fields.value("to"));
    let is_page = |list: &str| {
        part::place(list.strip_suffix(".questions").unwrap_or_default()).is_some_and(|(of, _)| of == "pages")
    };
    if !is_page(list) || !is_page(&to) {
        return Err(Failure::Malformed);
    }
    let change = Change::Move(list.to_owned(), place, to);
    put(&state, &administrator, page, &code, (&fields, list, change), "editor-question-carried").await
}

/// Makes one change of the text, if it is still the one that was looked at.
async fn put(
    state: &State,
    administrator: &Administrator,
    page: Page,
    code: &str,
    (fields, list, change): (&Fields, &str, Change),
    said: &'static str,
) -> web::Result {
    let home = part::home_of(list);
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, state, code).await?;
    if draft.version != version(fields)? {
        return again(state, page, &draft, home, ("editor-faster-questions", StatusCode::CONFLICT));
    }
    let mut files = draft.files.clone();
    let patched = patch::change(draft.files.definition(), &[change]);
    if !patched.is_ok_and(|text| files.set(DEFINITION, text)) {
        let told = ("editor-text-not-put", StatusCode::UNPROCESSABLE_ENTITY);
        return again(state, page, &draft, home, told);
    }
    if work::save(&mut tx, &state.cx, administrator, &draft, &files).await?.is_none() {
        return again(state, page, &draft, home, ("editor-faster-questions", StatusCode::CONFLICT));
    }
    tx.commit().await?;
    Ok(web::see_with(format!("{}/{home}", path(code)), said))
}

/// The page of the list as it is now, with what keeps the change back.
fn again(
    state: &State,
    page: Page,
    draft: &Draft,
    home: &str,
    (told, status): (&'static str, StatusCode),
) -> web::Result {
    let mut response = if HOMES.contains(&home) {
        let mut made = ListsPage::new(state, page, draft, home);
        made.told = Some(told);
        web::html(made)
    } else if home == "decision" {
        let mut made = DecisionPage::new(state, page, draft)?;
        made.told = Some(told);
        web::html(made)
    } else {
        let mut made = QuestionsPage::new(state, page, draft);
        made.told = Some(told);
        web::html(made)
    };
    *response.status_mut() = status;
    Ok(response)
}
