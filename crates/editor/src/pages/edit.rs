//! The text of a service's files, with what is wrong in them, and the page that citizens will see.

use askama::Template;
use axum::extract::{Path, State as Given};
use base::text;
use catalog::{DEFINITION, ServiceFiles};
use identity::Administrator;
use web::{Failure, Page, Query, Upload};

use super::{
    change::settle,
    preview::{Chosen, Pane},
    shared::{self, Shown, edit_path, name_of, path, version},
};
use crate::{
    State, compare,
    model::Draft,
    work::{self, Outcome},
};

/// What the page tells first of all.
pub(super) enum Told {
    /// Nothing beside the problems that the draft has.
    Nothing,
    /// It was not published: these problems keep it back.
    Broken(Vec<Shown>),
    /// It was looked through, and these problems were found.
    Checked(Vec<Shown>),
    /// Somebody published another edition meanwhile.
    TooLate,
    /// Somebody saved meanwhile: this is what was typed, and how it differs from what was saved.
    Faster(String, Vec<compare::Line>),
    /// The file was not taken.
    Refused(&'static str, String),
}

#[derive(Template)]
#[template(path = "editor/edit.html")]
pub(super) struct EditPage {
    page: Page,
    path: String,
    here: String,
    title: String,
    /// The files of the folder: path, and whether it is the one that is edited.
    files: Vec<(String, bool)>,
    file: String,
    text: String,
    version: i64,
    /// The line to begin at; 0 for the first.
    line: usize,
    saved: String,
    problems: Vec<Shown>,
    /// Another edition is offered than the one that the draft began with.
    is_behind: bool,
    is_new: bool,
    told: Option<(&'static str, &'static str)>,
    difference: Vec<compare::Line>,
    preview: Option<Pane>,
    chosen: Chosen,
}

impl EditPage {
    pub(super) async fn new(state: &State, page: Page, draft: &Draft, file: &str, told: Told) -> web::Result<Self> {
        let file = if file.is_empty() { DEFINITION } else { file };
        let text = draft.files.get(file).unwrap_or_default().to_owned();
        let mut tx = state.db.read().await?;
        let name = name_of(&mut tx, draft.staff).await?;
        let saved = match draft.version {
            0 => String::new(),
            _ => page.tv("editor-saved-by", [("name", name), ("time", page.time(draft.at))]),
        };
        let offered = state.catalog.service(&draft.service).map(|service| service.edition.hash.clone());
        let mut made = Self {
            path: path(&draft.service),
            here: edit_path(&draft.service),
            title: shared::title(state, &draft.service, Some(&draft.files), &page),
            files: draft.files.iter().map(|(known, _)| (known.to_owned(), known == file)).collect(),
            file: file.to_owned(),
            text,
            version: draft.version,
            line: 0,
            saved,
            problems: shared::problems(state, draft, &page),
            is_behind: draft.base != offered,
            is_new: offered.is_none(),
            told: None,
            difference: Vec::new(),
            preview: Pane::new(&draft.files, &Chosen::default(), &page)?,
            chosen: Chosen::default(),
            page,
        };
        made.tell(told);
        Ok(made)
    }

    fn tell(&mut self, told: Told) {
        match told {
            Told::Nothing => {}
            Told::Broken(problems) => {
                self.problems = problems;
                self.told = Some(("editor-not-published", "bad"));
            }
            Told::Checked(problems) => self.problems = problems,
            Told::TooLate => self.told = Some(("editor-too-late", "warn")),
            Told::Faster(typed, difference) => {
                self.text = typed;
                self.difference = difference;
                self.told = Some(("editor-faster", "warn"));
            }
            Told::Refused(key, typed) => {
                self.text = typed;
                self.told = Some((key, "bad"));
            }
        }
    }

    /// How many lines the field shows.
    fn rows(&self) -> usize {
        self.text.lines().count().clamp(12, 40)
    }
}

/// `/administration/services/{code}/edit?file=&line=&page=&example=`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(fields): Query,
) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, &state, &code).await?;
    let file = fields.value("file");
    if !file.is_empty() && draft.files.get(file).is_none() {
        return Err(Failure::NotFound);
    }
    let chosen = Chosen::of(&fields);
    let preview = Pane::new(&draft.files, &chosen, &page)?;
    let made = EditPage::new(&state, page, &draft, file, Told::Nothing).await?;
    let line = fields.value("line").parse().unwrap_or_default();
    Ok(web::html(EditPage { line, preview, chosen, ..made }))
}

/// What the button does beside saving.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Save,
    Check,
    Publish,
    Remove,
    Add,
    GoOn,
    /// Shows what came of it and saves nothing: the page asks so while somebody types.
    Preview,
}

impl Pressed {
    fn of(value: &str) -> Self {
        match value {
            "check" => Self::Check,
            "publish" => Self::Publish,
            "remove" => Self::Remove,
            "add" => Self::Add,
            "go-on" => Self::GoOn,
            "preview" => Self::Preview,
            _ => Self::Save,
        }
    }
}

/// What was sent: the file as it was typed, and the button.
struct Sent {
    fields: web::Fields,
    file: String,
    typed: String,
    pressed: Pressed,
    /// The name of a new file.
    added: String,
}

impl Sent {
    fn of(fields: web::Fields) -> Self {
        Self {
            file: fields.value("file").to_owned(),
            typed: fields.value("text").to_owned(),
            pressed: Pressed::of(fields.value("do")),
            added: fields.value("new_file").trim().to_owned(),
            fields,
        }
    }

    /// The file that is shown afterwards.
    fn shown(&self) -> &str {
        match self.pressed {
            Pressed::Remove => DEFINITION,
            Pressed::Add => &self.added,
            _ => &self.file,
        }
    }
}

/// Saves the file as it was typed, then does what the button says.
pub(super) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    upload: Upload,
) -> web::Result {
    let sent = Sent::of(upload.fields);
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    if draft.files.get(&sent.file).is_none() {
        return Err(Failure::NotFound);
    }
    if draft.version != version(&sent.fields)? {
        drop(tx);
        return too_late(&state, page, &draft, sent).await;
    }
    let files = match change(draft.files.clone(), &sent) {
        Ok(files) => files,
        Err(key) => {
            drop(tx);
            let told = Told::Refused(key, sent.typed);
            return Ok(web::unprocessable(EditPage::new(&state, page, &draft, &sent.file, told).await?));
        }
    };
    if sent.pressed == Pressed::Preview {
        drop(tx);
        return show_unsaved(&state, page, Draft { files, ..draft }, &sent).await;
    }
    let Some(saved) = work::save(&mut tx, &state.cx, &administrator, &draft, &files).await? else {
        drop(tx);
        let now = shared::open(&mut state.db.read().await?, &state, &code).await?;
        return too_late(&state, page, &now, sent).await;
    };
    if sent.pressed == Pressed::GoOn && !work::go_on(&mut tx, &state.catalog, &saved).await? {
        return Err(Failure::Conflict);
    }
    tx.commit().await?;
    match sent.pressed {
        Pressed::Publish => publish(&state, &administrator, page, (&saved, &sent.fields)).await,
        Pressed::Check => {
            let found = shared::proved(&state, &saved).await;
            if found.is_empty() {
                return Ok(web::see_with(back(&sent.fields, &code, sent.shown()), "editor-checked"));
            }
            let told = Told::Checked(shared::shown(&saved, found, &page));
            Ok(web::unprocessable(EditPage::new(&state, page, &saved, &sent.file, told).await?))
        }
        _ => Ok(web::see_with(back(&sent.fields, &code, sent.shown()), "editor-saved")),
    }
}

/// What would come of saving.
async fn show_unsaved(state: &State, page: Page, draft: Draft, sent: &Sent) -> web::Result {
    let chosen = Chosen::of(&sent.fields);
    let preview = Pane::new(&draft.files, &chosen, &page)?;
    let made = EditPage::new(state, page, &draft, &sent.file, Told::Nothing).await?;
    Ok(web::html(EditPage { preview, chosen, ..made }))
}

/// The editor's page with the file, and with what was chosen for the preview.
fn back(fields: &web::Fields, code: &str, file: &str) -> String {
    let mut address = edit_path(code);
    for (name, value) in [("file", file), ("page", fields.value("page")), ("example", fields.value("example"))] {
        if !value.is_empty() {
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            address = web::with_query(path, query, name, value);
        }
    }
    address
}

fn change(mut files: ServiceFiles, sent: &Sent) -> Result<ServiceFiles, &'static str> {
    let Sent { file, typed, added, .. } = sent;
    // What a browser sends back is cleaned; what says the same stays as it was, to the byte.
    if files.get(file).is_none_or(|kept| text::clean(kept) != *typed) && !files.set(file, typed) {
        return Err("editor-file-too-large");
    }
    match sent.pressed {
        Pressed::Remove if file == DEFINITION => return Err("editor-file-needed"),
        Pressed::Remove => {
            files.remove(file);
        }
        Pressed::Add if files.get(added).is_some() || !files.set(added, "") => return Err("editor-file-name-wrong"),
        _ => {}
    }
    Ok(files)
}

/// Publishes what was just saved: what was typed is kept, whatever comes of it.
async fn publish(
    state: &State,
    administrator: &Administrator,
    page: Page,
    (saved, fields): (&Draft, &web::Fields),
) -> web::Result {
    let found = shared::proved(state, saved).await;
    if !found.is_empty() {
        let told = Told::Broken(shared::shown(saved, found, &page));
        return Ok(web::unprocessable(EditPage::new(state, page, saved, fields.value("file"), told).await?));
    }
    let mut tx = state.db.begin().await?;
    let note: String = fields.value("note").trim().chars().take(1_000).collect();
    match work::publish(&mut tx, &state.cx, administrator, &state.catalog, saved, &note).await? {
        Outcome::Published(hash) => {
            tracing::info!(service = saved.service, edition = hash, "a service was published in the editor");
            settle(state, tx, &saved.service, "editor-published").await
        }
        Outcome::Broken(problems) => {
            drop(tx);
            let told = Told::Broken(shared::shown(saved, problems, &page));
            Ok(web::unprocessable(EditPage::new(state, page, saved, fields.value("file"), told).await?))
        }
        Outcome::TooLate => {
            drop(tx);
            Ok(shared::conflict(EditPage::new(state, page, saved, fields.value("file"), Told::TooLate).await?))
        }
    }
}

/// Somebody saved meanwhile: what was typed stands in the field, beside how it differs; saving again means it.
async fn too_late(state: &State, page: Page, now: &Draft, sent: Sent) -> web::Result {
    let saved = now.files.get(&sent.file).unwrap_or_default();
    let difference = compare::lines(saved, &sent.typed);
    let told = Told::Faster(sent.typed, difference);
    Ok(shared::conflict(EditPage::new(state, page, now, &sent.file, told).await?))
}
