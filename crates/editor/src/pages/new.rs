//! «Новая услуга»: from a template, as a copy, or from an archive.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State as Given, response::Response};
use catalog::ServiceFiles;
use identity::Administrator;
use web::{Failure, Fields, Form, Page, Upload};

use super::shared::{edit_path, path};
use crate::{
    State,
    archive::{self, BadArchive},
    begin,
    model::{Draft, is_code},
    store, work,
};

#[derive(Template)]
#[template(path = "editor/new.html")]
struct NewPage {
    page: Page,
    fields: Fields,
    /// What can be copied: code and title, «Шаблон» first.
    sources: Vec<(String, String)>,
    agencies: Vec<(String, String)>,
    categories: Vec<(String, String)>,
}

impl NewPage {
    fn new(state: &State, page: Page, fields: Fields) -> Self {
        let say = |text: &forms::Text| text.in_lang(page.lang).to_owned();
        let now = state.catalog.snapshot();
        let mut sources: Vec<(String, String)> =
            now.services().iter().map(|service| (service.code.clone(), say(service.title()))).collect();
        sources.sort_by(|one, other| one.1.cmp(&other.1));
        sources.insert(0, (String::new(), page.t("editor-new-template").into_owned()));
        let agencies = now.agencies().iter().map(|agency| (agency.code.clone(), say(&agency.title))).collect();
        let categories = now.categories().iter().map(|known| (known.code.clone(), say(&known.title))).collect();
        Self { page, fields, sources, agencies, categories }
    }
}

/// The form.
pub(super) async fn show(Given(state): Given<State>, _: Administrator, page: Page) -> Response {
    web::html(NewPage::new(&state, page, Fields::default()))
}

/// Begins the draft of a new service.
pub(super) async fn create(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Form(mut fields): Form,
) -> web::Result {
    let code = fields.value("code").trim().to_owned();
    if !is_code(&code) {
        fields.fail("code", "editor-new-code-wrong");
    }
    let ru = fields.require("title_ru", "editor-new-title-empty");
    let en = fields.require("title_en", "editor-new-title-empty");
    let now = state.catalog.snapshot();
    let (agency, category) = (fields.value("agency").to_owned(), fields.value("category").to_owned());
    if now.agency(&agency).is_none() {
        fields.fail("agency", "editor-new-agency-choose");
    }
    if now.category(&category).is_none() {
        fields.fail("category", "editor-new-category-choose");
    }
    let mut tx = state.db.begin().await?;
    if now.service(&code).is_some() || store::find(&mut tx, &code).await?.is_some() {
        fields.fail("code", "editor-new-code-taken");
    }
    let (Some(ru), Some(en), true) = (ru, en, fields.is_fine()) else {
        return Ok(web::unprocessable(NewPage::new(&state, page, fields)));
    };
    let values = [("code", code.clone()), ("title.ru", ru), ("title.en", en), ("agency", agency)];
    let values = values.into_iter().chain([("categories[0]", category)]);
    let values: BTreeMap<String, String> = values.map(|(path, value)| (path.to_owned(), value)).collect();
    let files = match now.service(fields.value("source")) {
        Some(source) => catalog::files_of(&mut tx, &source.edition.hash).await?.ok_or(Failure::NotFound)?,
        None => begin::template(),
    };
    let Ok(files) = begin::named(files, &values) else {
        fields.fail("source", "editor-new-source-wrong");
        return Ok(web::unprocessable(NewPage::new(&state, page, fields)));
    };
    if !store::insert(&mut tx, &state.cx, &code, None, &files, administrator.staff).await? {
        return Err(Failure::Conflict);
    }
    tx.commit().await?;
    Ok(web::see_with(format!("{}/main", path(&code)), "editor-begun"))
}

/// Takes a service from an archive: the draft of a new one, or the next save of the draft of one that is there.
pub(super) async fn import(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    upload: Upload,
) -> web::Result {
    let mut fields = upload.fields;
    let file = upload.files.iter().find(|file| file.field == "archive");
    let read = file.map(|file| archive::unpack(&file.bytes));
    let (code, files) = match read.map(|read| read.map(|files| (code_of(&files), files))) {
        Some(Ok((Some(code), files))) => (code, files),
        wrong => {
            let (key, name) = words(wrong.as_ref());
            fields.fail_with("archive", key, [("name", name)]);
            return Ok(web::unprocessable(NewPage::new(&state, page, fields)));
        }
    };
    let mut tx = state.db.begin().await?;
    let draft = work::open(&mut tx, &state.catalog, &code).await?;
    let empty = ServiceFiles::default();
    let draft = draft.unwrap_or_else(|| Draft {
        service: code.clone(),
        base: None,
        version: 0,
        files: empty,
        staff: administrator.staff,
        at: state.cx.now(),
    });
    if work::save(&mut tx, &state.cx, &administrator, &draft, &files).await?.is_none() {
        return Err(Failure::Conflict);
    }
    tx.commit().await?;
    Ok(web::see_with(edit_path(&code), "editor-imported"))
}

/// The code that a description says of itself, also when the rest of it is broken.
fn code_of(files: &ServiceFiles) -> Option<String> {
    let line = files.definition().lines().find_map(|line| line.strip_prefix("code:"))?;
    let code = line.split('#').next()?.trim().trim_matches(['"', '\'']).to_owned();
    is_code(&code).then_some(code)
}

fn words(wrong: Option<&Result<(Option<String>, ServiceFiles), BadArchive>>) -> (&'static str, String) {
    match wrong {
        None => ("editor-archive-none", String::new()),
        Some(Ok(_)) => ("editor-archive-no-code", String::new()),
        Some(Err(BadArchive::NoArchive)) => ("editor-archive-unreadable", String::new()),
        Some(Err(BadArchive::NoService)) => ("editor-archive-no-service", String::new()),
        Some(Err(BadArchive::TooLarge)) => ("editor-archive-too-large", String::new()),
        Some(Err(BadArchive::BadFile(name))) => ("editor-archive-bad-file", name.clone()),
    }
}
