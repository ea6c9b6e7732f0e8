//! «Примеры»: every example run against the work in hand; what comes now can be made what is expected.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use base::parse_day;
use catalog::{RESULT, ServiceFiles};
use forms::Definition;
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page};

use super::shared::{self, path, version};
use crate::{
    State,
    examples::{self, Ran},
    model::Draft,
    work,
};

#[derive(Template)]
#[template(path = "editor/examples.html")]
struct ExamplesPage {
    page: Page,
    path: String,
    title: String,
    version: i64,
    told: Option<&'static str>,
    /// The description itself has problems: nothing can be run.
    is_broken: bool,
    lines: Vec<Line>,
    /// What is wrong with the document; none: the service gives none, or it was not tried.
    document: Option<Vec<shared::Shown>>,
}

/// An example in the list.
struct Line {
    file: String,
    title: String,
    /// The title in both languages; "" while it cannot be read.
    names: (String, String),
    /// The day, and the birth date of whoever applies.
    about: String,
    /// The pages that are gone through.
    pages: String,
    /// What it comes to now.
    came: Vec<String>,
    /// Where that differs from what is expected.
    differences: Vec<String>,
    /// Why it cannot be run.
    problems: Vec<String>,
    is_fine: bool,
}

impl Line {
    fn of(definition: &Definition, file: &str, text: &str, page: &Page) -> Self {
        let names = forms::parse_example(text).map(|example| example.title).unwrap_or_default();
        let title = names.in_lang(page.lang).to_owned();
        let mut line = Self {
            file: file.to_owned(),
            title: if title.is_empty() { file.to_owned() } else { title },
            names: (names.ru, names.en),
            about: String::new(),
            pages: String::new(),
            came: Vec::new(),
            differences: Vec::new(),
            problems: Vec::new(),
            is_fine: false,
        };
        let ran = match Ran::of(definition, text) {
            Ok(ran) => ran,
            Err(problems) => {
                let say = |problem: &forms::Problem| format!("{}: {}", problem.path, shared::said(problem, page));
                line.problems = problems.iter().map(say).collect();
                return line;
            }
        };
        line.about = about(&ran, page);
        let titles = definition.pages.iter().filter(|known| ran.outcome.came.pages.contains(&known.id));
        let titles: Vec<&str> = titles.map(|known| known.title.in_lang(page.lang)).collect();
        line.pages = titles.join(" → ");
        line.came = examples::came(definition, &ran.outcome, page.lang).iter().map(|said| said.on(page)).collect();
        let differences = examples::differences(definition, &ran, page.lang);
        line.differences = differences.iter().map(|said| said.on(page)).collect();
        line.is_fine = ran.holds();
        line
    }
}

fn about(ran: &Ran, page: &Page) -> String {
    let in_words = |text: &String| parse_day(text).map_or_else(|_| text.clone(), |day| page.day(day));
    let day = in_words(&ran.example.today);
    match ran.example.profile.get("born_on") {
        Some(born) => page.tv("examples-on-day-born", [("day", day), ("born", in_words(born))]),
        None => page.tv("examples-on-day", [("day", day)]),
    }
}

impl ExamplesPage {
    async fn new(state: &State, page: Page, draft: &Draft, told: Option<&'static str>) -> Self {
        let definition = shared::definition(draft);
        let lines: Vec<Line> = match &definition {
            Some(definition) => {
                draft.files.examples().map(|(file, text)| Line::of(definition, file, text, &page)).collect()
            }
            None => Vec::new(),
        };
        let has_document = definition.as_ref().is_some_and(|definition| definition.result.template.is_some());
        // The document is set in type with the answers of examples: of those that hold.
        let document = if has_document && lines.iter().all(|line| line.is_fine) {
            let found = shared::shown(draft, shared::proved(state, draft).await, &page);
            Some(found.into_iter().filter(|problem| problem.file == RESULT).collect())
        } else {
            None
        };
        Self {
            path: path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            told,
            is_broken: definition.is_none(),
            lines,
            document,
            page,
        }
    }

    /// The files whose outcome is another one.
    fn differing(&self) -> Vec<&str> {
        self.lines.iter().filter(|line| !line.differences.is_empty()).map(|line| line.file.as_str()).collect()
    }

    fn all_hold(&self) -> bool {
        self.lines.iter().all(|line| line.is_fine)
    }

    fn has_problems(&self) -> bool {
        self.document.as_ref().is_some_and(|found| !found.is_empty())
    }

    /// How many examples hold, of how many.
    fn counted(&self) -> String {
        let fine = self.lines.iter().filter(|line| line.is_fine).count();
        self.page.tv("examples-counted", [("fine", fine), ("count", self.lines.len())])
    }
}

/// `/administration/services/{code}/examples`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    Ok(web::html(ExamplesPage::new(&state, page, &draft, None).await))
}

/// «Принять новый итог»: of one example, or of all that were shown.
pub(super) async fn accept(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let chosen: Vec<String> = fields.all("file").into_iter().map(str::to_owned).collect();
    let change = |draft: &Draft, mut files: ServiceFiles| {
        let definition = shared::definition(draft).ok_or("editor-no-preview")?;
        for file in &chosen {
            let (_, text) = draft.files.examples().find(|(known, _)| known == file).ok_or("examples-gone")?;
            let now = examples::accepted(&definition, text).ok_or("editor-text-not-put")?;
            if !files.set(file, now) {
                return Err("examples-too-large");
            }
        }
        Ok(files)
    };
    put(&state, &administrator, page, &code, (&fields, "examples-accepted"), change).await
}

/// «Переименовать».
pub(super) async fn rename(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let names = (fields.require("ru", "editor-pair-needed"), fields.require("en", "editor-pair-needed"));
    let file = fields.value("file").to_owned();
    let change = |draft: &Draft, mut files: ServiceFiles| {
        let (Some(ru), Some(en)) = &names else { return Err("editor-text-empty") };
        let (_, text) = draft.files.examples().find(|(known, _)| *known == file).ok_or("examples-gone")?;
        let now = examples::renamed(text, ru, en).map_err(|_| "editor-text-not-put")?;
        if files.set(&file, now) { Ok(files) } else { Err("examples-too-large") }
    };
    put(&state, &administrator, page, &code, (&fields, "editor-saved"), change).await
}

/// «Удалить».
pub(super) async fn remove(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let file = fields.value("file").to_owned();
    let change = |draft: &Draft, mut files: ServiceFiles| {
        let is_there = draft.files.examples().any(|(known, _)| known == file);
        if is_there && files.remove(&file) { Ok(files) } else { Err("examples-gone") }
    };
    put(&state, &administrator, page, &code, (&fields, "editor-part-removed"), change).await
}

/// Changes the examples, if the draft is still the one that was looked at.
async fn put(
    state: &State,
    administrator: &Administrator,
    page: Page,
    code: &str,
    (fields, said): (&Fields, &'static str),
    change: impl FnOnce(&Draft, ServiceFiles) -> Result<ServiceFiles, &'static str>,
) -> web::Result {
    let seen = version(fields)?;
    if fields.value("file").is_empty() {
        return Err(Failure::Malformed);
    }
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, state, code).await?;
    if draft.version != seen {
        drop(tx);
        return Ok(again(state, page, &draft, ("editor-faster-questions", StatusCode::CONFLICT)).await);
    }
    let files = match change(&draft, draft.files.clone()) {
        Ok(files) => files,
        Err(told) => {
            drop(tx);
            return Ok(again(state, page, &draft, (told, StatusCode::UNPROCESSABLE_ENTITY)).await);
        }
    };
    if work::save(&mut tx, &state.cx, administrator, &draft, &files).await?.is_none() {
        drop(tx);
        let now = shared::open(&mut state.db.read().await?, state, code).await?;
        return Ok(again(state, page, &now, ("editor-faster-questions", StatusCode::CONFLICT)).await);
    }
    tx.commit().await?;
    Ok(web::see_with(format!("{}/examples", path(code)), said))
}

async fn again(state: &State, page: Page, draft: &Draft, (told, status): (&'static str, StatusCode)) -> Response {
    let mut response = web::html(ExamplesPage::new(state, page, draft, Some(told)).await);
    *response.status_mut() = status;
    response
}
