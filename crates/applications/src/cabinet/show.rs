//! The page of an application: where it stands, what is wanted of the citizen, its result, its history.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use db::Tx;
use documents::DocumentKind;
use forms::{FileRef, Section};
use identity::Citizen;
use web::{Device, Failure, Fields, Page};

use super::ended::{self, Ended};
use super::rate::{self, Rated};
use super::words::{self, Deadline, Step};
use crate::{
    State, charges, corrections,
    drafts::{
        apply, expiry,
        rescue::{self, ANSWER, Rescued},
    },
    life_cycle::{self, Move},
    model::{Application, ApplicationId, Event},
    opened, store,
};

#[derive(Template)]
#[template(path = "applications/show.html")]
struct ApplicationPage {
    page: Page,
    fields: Fields,
    application: Application,
    title: String,
    begun: String,
    fee: String,
    /// «до 12 декабря 2026», when the agency has to decide.
    until: Option<String>,
    deadline: Option<Deadline>,
    /// What the agency asks, paragraph by paragraph.
    said: Vec<String>,
    /// Files that came in a session that ended, to be sent with the answer; and what is said of that.
    rescued: Vec<FileRef>,
    told: Option<String>,
    /// What is said of it when it came to nothing.
    ended: Option<Ended>,
    /// A draft cannot be sent now: until when.
    closed: Option<String>,
    /// Where the answers are corrected that the agency returned.
    corrections: Option<String>,
    /// The page on which the duty is paid.
    pay: Option<String>,
    results: Vec<Download>,
    /// Files that came with answers to the agency.
    files: Vec<Download>,
    /// Where one applies again.
    again: String,
    steps: Vec<Step>,
    /// «Черновик хранится до 12 декабря 2026», for a draft.
    kept: Option<String>,
    /// What was sent.
    sections: Vec<Section>,
    /// The rating that was given; else whether one is asked for, and its choices.
    rated: Option<Rated>,
    asks_rating: bool,
    ratings: Vec<(String, String)>,
    /// The application that this one was sent instead of: address and number.
    corrects: Option<(String, String)>,
}

struct Download {
    href: String,
    title: String,
    note: String,
}

impl ApplicationPage {
    /// Whether it stands in the state of this code.
    fn is(&self, state: &str) -> bool {
        self.application.state().as_str() == state
    }

    /// The address of a part of the application.
    fn path(&self, part: &str) -> String {
        format!("{}/{part}", self.application.path())
    }

    fn can_withdraw(&self) -> bool {
        self.application.state().allows(Move::Withdraw)
    }
}

/// The page.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    device: Device,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(web::html(template(&state, (&citizen, device), page, id, Fields::default()).await?))
}

/// The page again, with what was wrong in the answer.
pub(super) async fn again(
    state: &State,
    visitor: (&Citizen, Device),
    page: Page,
    id: ApplicationId,
    fields: Fields,
) -> web::Result<Response> {
    Ok(web::unprocessable(template(state, visitor, page, id, fields).await?))
}

async fn template(
    state: &State,
    (citizen, device): (&Citizen, Device),
    page: Page,
    id: ApplicationId,
    mut fields: Fields,
) -> web::Result<ApplicationPage> {
    let mut tx = state.db.read().await?;
    let opened = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    let application = opened.application.clone();
    let entries = store::history::list(&mut tx, &application).await?;
    let is_asked = application.state() == life_cycle::State::AwaitingInformation;
    let asked = entries.iter().find(|entry| is_asked && entry.event == Event::Asked);
    let of = (citizen.account, application.id);
    let rescued = if is_asked { rescue::find(&mut tx, &state.cx, of, device, ANSWER).await? } else { None };
    let (came, told) = offered(rescued.as_ref(), &mut fields, &page);
    let said = asked.map(|entry| words::said(entry, &page)).unwrap_or_default();
    let returned = asked.and_then(|entry| entry.said.as_ref()).is_some_and(|said| !said.to_correct.is_empty());
    let pay = match application.state() {
        life_cycle::State::AwaitingPayment => charges::due(&mut tx, &application).await?,
        _ => None,
    };
    let ended = ended::of(&mut tx, &application, &entries, &page).await?;
    let results = results(&mut tx, &application, &page).await?;
    let files = files(&mut tx, &application).await?;
    let is_draft = application.state() == life_cycle::State::Draft;
    let sections = if is_draft { Vec::new() } else { opened.sections(page.lang) };
    let corrects = corrected(&mut tx, &application).await?;
    let rated = rate::of(&mut tx, &application, &page).await?;
    let in_review = application.state() == life_cycle::State::InReview;
    let until = application.due_on.filter(|_| in_review);
    Ok(ApplicationPage {
        title: application.title(page.lang).to_owned(),
        begun: page.tv("applications-line-begun", [("day", page.day_of(application.created_at))]),
        fee: page.money(application.fee),
        kept: is_draft.then(|| kept(state, &application, &page)),
        closed: apply::closed_in_words(state, &application.service, &page).filter(|_| is_draft),
        until: until.map(|day| page.tv("applications-until", [("day", page.day(day))])),
        asks_rating: rated.is_none() && rate::can_be_rated(&application),
        rated,
        ratings: rate::choices(),
        deadline: words::deadline(&application, &page, state.cx.now()),
        said,
        rescued: came,
        told: told.filter(|_| fields.is_fine()),
        ended,
        corrections: returned.then(|| corrections::address(&application)),
        pay: pay.map(|charge| format!("/cabinet/payments/{}", charge.id)),
        results,
        files,
        steps: words::steps(&entries, &page),
        sections,
        again: format!("/services/{}/apply", application.service),
        corrects,
        application,
        fields,
        page,
    })
}

/// What was typed in a session that ended: the words go into the form; answers the files that came, and what is said of it.
fn offered(rescued: Option<&Rescued>, fields: &mut Fields, page: &Page) -> (Vec<FileRef>, Option<String>) {
    let Some(rescued) = rescued else { return (Vec::new(), None) };
    let input = rescued.typed.input(&[]);
    if !fields.has("answer") {
        fields.set("answer", input.text("answer"));
    }
    let files = input.files("files").map(<[FileRef]>::to_vec).unwrap_or_default();
    (files, Some(rescue::told(rescued, page)))
}

/// «Черновик хранится до 12 декабря 2026».
fn kept(state: &State, draft: &Application, page: &Page) -> String {
    let season = expiry::season_of(&state.catalog, draft);
    page.tv("drafts-kept-until", [("day", page.day(expiry::kept_until(draft, season.as_ref())))])
}

/// The application that this one was sent instead of.
async fn corrected(tx: &mut Tx, of: &Application) -> db::Result<Option<(String, String)>> {
    let Some(id) = of.corrects else { return Ok(None) };
    let former = store::applications::find(tx, of.account, id).await?;
    Ok(former.map(|former| (former.path(), former.number_text().to_owned())))
}

/// The result documents, to be downloaded.
async fn results(tx: &mut Tx, of: &Application, page: &Page) -> db::Result<Vec<Download>> {
    let documents = documents::by_reference(tx, of.account, &of.reference()).await?;
    let results = documents.iter().filter(|document| document.kind == DocumentKind::Result);
    let download = |document: &documents::IssuedDocument| Download {
        href: format!("/cabinet/documents/{}/file", document.id),
        title: document.title(page.lang).to_owned(),
        note: page.day_of(document.issued_at),
    };
    Ok(results.map(download).collect())
}

/// The files that came with answers to the agency.
async fn files(tx: &mut Tx, of: &Application) -> db::Result<Vec<Download>> {
    let mut files = Vec::new();
    for (file, _) in store::attachments::list(tx, of).await? {
        if let Some(info) = documents::file(tx, of.account, file).await? {
            let href = format!("/cabinet/files/{}/file", info.id);
            files.push(Download { href, title: info.name, note: String::new() });
        }
    }
    Ok(files)
}
