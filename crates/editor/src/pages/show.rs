//! A service: its state, its history, its editions, and what can be done with it.

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::{Change, Origin};
use identity::Administrator;
use web::{Failure, Page, Query};

use super::shared::{name_of, path, title};
use crate::{State, archive, store, work};

#[derive(Template)]
#[template(path = "editor/show.html")]
struct ShowPage {
    page: Page,
    code: String,
    path: String,
    title: String,
    offered: Option<Offered>,
    /// What the draft says of itself; "" when there is none.
    draft: String,
    history: Vec<Line>,
}

/// The edition that is offered.
struct Offered {
    number: u32,
    hash: String,
    published: String,
    /// Since when and until when it is paused, and why, in both languages.
    pause: Option<(String, String, String)>,
}

/// A line of the history.
struct Line {
    time: String,
    event_key: &'static str,
    who: String,
    note: String,
    /// The number of the edition, when this program can read it.
    number: Option<u32>,
    hash: String,
    is_offered: bool,
}

/// `/administration/services/{code}`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let draft = store::find(&mut tx, &code).await?;
    let service = state.catalog.service(&code);
    if draft.is_none() && service.is_none() {
        return Err(Failure::NotFound);
    }
    let offered = service.as_ref().map(|service| Offered {
        number: service.edition.number,
        hash: service.edition.hash.clone(),
        published: page.time(service.edition.published_at),
        pause: service.pause_on(page.counted_day()).map(|pause| {
            let until = match pause.resumes_on {
                Some(day) => page.tv("editor-paused-until", [("day", page.counted(day))]),
                None => page.t("editor-paused").into_owned(),
            };
            (until, pause.reason.ru.clone(), pause.reason.en.clone())
        }),
    });
    let said = match &draft {
        Some(draft) => {
            let name = name_of(&mut tx, draft.staff).await?;
            page.tv("editor-saved-by", [("name", name), ("time", page.time(draft.at))])
        }
        None => String::new(),
    };
    let history = history(&mut tx, &state, &page, &code, offered.as_ref()).await?;
    let title = title(&state, &code, draft.as_ref().map(|draft| &draft.files), &page);
    Ok(web::html(ShowPage { path: path(&code), title, code, offered, draft: said, history, page }))
}

async fn history(
    tx: &mut db::Tx,
    state: &State,
    page: &Page,
    code: &str,
    offered: Option<&Offered>,
) -> db::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for change in catalog::history(tx, code).await? {
        let who = match (change.staff, change.origin) {
            (Some(staff), _) => name_of(tx, staff).await?,
            (None, Origin::Command) => page.t("editor-by-command").into_owned(),
            (None, Origin::Files | Origin::Editor) => page.t("editor-by-files").into_owned(),
        };
        lines.push(Line {
            time: page.time(change.at),
            event_key: match change.event {
                Change::Published => "editor-event-published",
                Change::Paused => "editor-event-paused",
                Change::Resumed => "editor-event-resumed",
                Change::RolledBack => "editor-event-rolled-back",
            },
            who,
            note: change.note,
            number: state.catalog.edition(&change.edition).map(|edition| edition.number),
            is_offered: offered.is_some_and(|offered| offered.hash == change.edition),
            hash: change.edition,
        });
    }
    Ok(lines)
}

/// `/administration/services/{code}/export?edition=`: the folder of an edition, or of the draft, as an archive.
pub(super) async fn export(
    Given(state): Given<State>,
    _: Administrator,
    Path(code): Path<String>,
    Query(fields): Query,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let files = match fields.value("edition") {
        "" => work::open(&mut tx, &state.catalog, &code).await?.map(|draft| draft.files),
        hash => match state.catalog.edition(hash).filter(|edition| edition.definition.code == code) {
            Some(_) => catalog::files_of(&mut tx, hash).await?,
            None => None,
        },
    };
    let archive = archive::pack(&code, &files.ok_or(Failure::NotFound)?)?;
    Ok(web::file(&format!("{code}.zip"), "application/zip", archive))
}
