//! The texts of a service in both languages side by side, part by part; the file is changed in place.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State as Given};
use base::text;
use catalog::DEFINITION;
use forms::{Definition, Question};
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Page, Query, Upload};

use super::{
    preview::{Chosen, Pane},
    shared::{self, path, version},
};
use crate::{
    State,
    model::Draft,
    outline::{self, Part},
    part::{kind_label, kind_word, of_list, place},
    patch, work,
};

#[derive(Template)]
#[template(path = "editor/outline.html")]
struct OutlinePage {
    page: Page,
    path: String,
    here: String,
    title: String,
    version: i64,
    /// The parts: name, title, whether it is shown.
    parts: Vec<(String, String, bool)>,
    part: String,
    rows: Vec<Row>,
    /// The file cannot be read as an outline: the text has to be mended first.
    is_broken: bool,
    told: Option<&'static str>,
    preview: Option<Pane>,
}

/// A text of the part.
struct Row {
    /// What begins here, a question or a line of a list: what it is called, and its type.
    begins: Option<(String, String)>,
    path: String,
    label: String,
    ru: String,
    en: String,
    is_long: bool,
}

impl Row {
    /// Language, key of its name, and text.
    fn sides(&self) -> [(&'static str, &'static str, &str); 2] {
        [("ru", "editor-russian", &self.ru), ("en", "editor-english", &self.en)]
    }
}

/// What is longer than that stands in a field of several lines, in characters.
const LONG: usize = 70;

impl OutlinePage {
    fn new(state: &State, page: Page, draft: &Draft, part: &str, typed: &Fields) -> web::Result<Self> {
        let definition = shared::definition(draft);
        let known = outline::parts(draft.files.definition());
        let is_broken = known.is_none();
        let known = known.unwrap_or_default();
        let shown = known.iter().find(|known| known.name == part).or(known.first());
        let part = shown.map(|part| part.name.clone()).unwrap_or_default();
        let chosen = Chosen { page: form_page(definition.as_ref(), &part), example: String::new() };
        let parts = known.iter().map(|known| {
            let title = part_title(known, &page);
            (known.name.clone(), title, known.name == part)
        });
        Ok(Self {
            path: path(&draft.service),
            here: format!("{}/outline", path(&draft.service)),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            version: draft.version,
            parts: parts.collect(),
            rows: shown.map(|shown| rows(shown, definition.as_ref(), typed, &page)).unwrap_or_default(),
            part,
            is_broken,
            told: None,
            preview: Pane::new(&draft.files, &chosen, &page)?,
            page,
        })
    }
}

fn part_title(part: &Part, page: &Page) -> String {
    match part.name.as_str() {
        "service" => page.t("editor-part-service").into_owned(),
        "decision" => page.t("editor-part-decision").into_owned(),
        name => {
            let title = part.pairs.iter().find(|pair| pair.path == format!("{name}.title"));
            title.map_or_else(
                || name.to_owned(),
                |pair| if page.lang == base::Lang::Ru { pair.ru.clone() } else { pair.en.clone() },
            )
        }
    }
}

/// The id of the page that a part is of; "" for the others.
pub(super) fn form_page(definition: Option<&Definition>, part: &str) -> String {
    let place =
        part.strip_prefix("pages[").and_then(|rest| rest.strip_suffix(']')).and_then(|index| index.parse().ok());
    let page = place.and_then(|place: usize| definition?.pages.get(place));
    page.map(|page| page.id.clone()).unwrap_or_default()
}

fn rows(part: &Part, definition: Option<&Definition>, typed: &Fields, page: &Page) -> Vec<Row> {
    let mut begun = "";
    let mut rows = Vec::with_capacity(part.pairs.len());
    for pair in &part.pairs {
        let value = |lang: &str, known: &str| {
            let name = format!("{}.{lang}", pair.path);
            if typed.has(&name) { typed.value(name).to_owned() } else { known.to_owned() }
        };
        let (ru, en) = (value("ru", &pair.ru), value("en", &pair.en));
        let is_long = [&ru, &en].iter().any(|text| text.chars().count() > LONG || text.contains('\n'));
        let whose = whose(&pair.path);
        let begins = (whose != begun).then(|| called(whose, definition, page));
        begun = whose;
        rows.push(Row { begins, label: label(&pair.path, page), path: pair.path.clone(), ru, en, is_long });
    }
    rows
}

/// The path of the question or of the line of a list that a text belongs to; "" for the service and for pages.
fn whose(path: &str) -> &str {
    let mut ends = path.rmatch_indices(']').filter_map(|(at, _)| path.get(..=at));
    let is_one = |at: &&str| place(at).is_some_and(|(list, _)| list != "pages");
    ends.find(is_one).unwrap_or_default()
}

/// What stands at the path, in words: a question with its type, «Документ 2», «Проверка 1».
fn called(at: &str, definition: Option<&Definition>, page: &Page) -> (String, String) {
    if let Some(question) = find(definition, at) {
        let kind = kind_word(question.kind);
        return (question.title.in_lang(page.lang).to_owned(), page.t(kind_label(&kind)).into_owned());
    }
    let word = match place(at) {
        None => return (page.t("editor-part-service").into_owned(), String::new()),
        Some(("documents", _)) => "editor-document-one",
        Some(("steps", _)) => "editor-step-one",
        Some((list, _)) => of_list(list, "").map_or("editor-text-other", |part| part.keys()[1]),
    };
    let number = place(at).map_or(0, |(_, index)| index) + 1;
    (format!("{} {number}", page.t(word)), String::new())
}

/// What a text is: «Подсказка», «Вариант 2: название».
fn label(path: &str, page: &Page) -> String {
    let label = page.t(outline::label_key(path)).into_owned();
    let option = path.rsplit_once(".options[").and_then(|(_, rest)| rest.split_once(']')?.0.parse::<usize>().ok());
    match option {
        Some(index) => {
            let option = page.tv("editor-option", &[("number", (index + 1).to_string())]);
            format!("{option}: {}", label.to_lowercase())
        }
        None => label,
    }
}

/// The question at a path: `pages[1].questions[0].questions[2]`, `decision[0]`.
fn find<'d>(definition: Option<&'d Definition>, path: &str) -> Option<&'d Question> {
    let definition = definition?;
    let mut found: Option<&Question> = None;
    let mut questions: &[Question] = &[];
    for step in path.split('.') {
        let (name, index) = step.split_once('[')?;
        let index: usize = index.strip_suffix(']')?.parse().ok()?;
        match name {
            "pages" => questions = &definition.pages.get(index)?.questions,
            "decision" => found = definition.decision.get(index),
            _ => {
                found = questions.get(index);
                questions = &found?.questions;
            }
        }
    }
    found
}

/// `/administration/services/{code}/outline?part=`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(fields): Query,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    Ok(web::html(OutlinePage::new(&state, page, &draft, fields.value("part"), &Fields::default())?))
}

/// Puts the texts of the part into the file.
pub(super) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    upload: Upload,
) -> web::Result {
    let fields = upload.fields;
    let part = fields.value("part").to_owned();
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    let again = |told: &'static str, status: StatusCode| {
        let mut made = OutlinePage::new(&state, page.clone(), &draft, &part, &fields)?;
        made.told = Some(told);
        let mut response = web::html(made);
        *response.status_mut() = status;
        Ok(response)
    };
    if draft.version != version(&fields)? {
        return again("editor-faster-outline", StatusCode::CONFLICT);
    }
    let known = patch::values(draft.files.definition()).ok_or(Failure::NotFound)?;
    let mut wished = BTreeMap::new();
    for (path, value) in known.iter().filter(|(path, _)| fields.has(path)) {
        let typed = fields.value(path);
        // What a browser sends back is cleaned; what says the same is not touched.
        if text::clean(value) != typed {
            wished.insert(path.clone(), typed.to_owned());
        }
    }
    if wished.values().any(|value| value.trim().is_empty()) {
        return again("editor-text-empty", StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut files = draft.files.clone();
    let patched = patch::put_texts(draft.files.definition(), &wished);
    if !patched.is_ok_and(|text| files.set(DEFINITION, text)) {
        return again("editor-text-not-put", StatusCode::UNPROCESSABLE_ENTITY);
    }
    if work::save(&mut tx, &state.cx, &administrator, &draft, &files).await?.is_none() {
        return again("editor-faster-outline", StatusCode::CONFLICT);
    }
    tx.commit().await?;
    Ok(web::see_with(web::with_query(&format!("{}/outline", path(&code)), "", "part", &part), "editor-saved"))
}
