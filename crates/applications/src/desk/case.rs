//! One case on the desk.

use axum::{
    extract::{Path, State as Given},
    response::{IntoResponse, Response},
};
use base::{Cx, StaffId};
use db::Tx;
use documents::FileId;
use forms::Section;
use http::{HeaderValue, header};
use identity::Officer;
use web::{Device, Failure, Fields, Html, Page};

use super::{
    pages::{DeskPage, Pane},
    queue::{self, View},
    read,
    rescue::{self, APPROVE},
    rules::{self, CaseRule},
};
use crate::{
    State, cabinet,
    life_cycle::{self, Move, Role},
    model::{Application, Entry, Event},
    number::ApplicationNumber,
    opened::Opened,
    questions::{self, Questions},
    store,
};

/// A case ready to be shown.
pub(super) struct CaseView {
    pub number: String,
    pub version: i64,
    pub service: String,
    pub status: String,
    pub tone: &'static str,
    pub sent: String,
    pub deadline: Option<cabinet::Deadline>,
    /// Who works on it: «вы», or the colleague's name.
    pub taken_by: Option<String>,
    pub taken_by_me: bool,
    /// It can be taken on: nothing is decided yet.
    pub can_take: bool,
    /// The application that it was sent instead of: address and number.
    pub instead_of: Option<(String, String)>,
    pub applicant: Vec<(&'static str, String)>,
    pub sections: Vec<Section>,
    /// The rules of the service after these answers: what, how it turned out, and the values that decided.
    pub rules: Vec<CaseRule>,
    /// Who agreed beside the applicant.
    pub agreement: Option<CaseAgreement>,
    pub files: Vec<CaseFile>,
    pub steps: Vec<CaseStep>,
    pub can_decide: bool,
    /// What the service asks of the officer at approval.
    pub decision: Option<Html>,
    /// By which the portal knows that this browser was shown those questions.
    pub mark: String,
    pub fields: Fields,
}

/// The second party of a case, who agreed.
pub(super) struct CaseAgreement {
    /// Who it is in this service: «Второй супруг».
    pub party: String,
    pub name: String,
    pub snils: String,
    pub time: String,
}

/// A file of a case.
pub(super) struct CaseFile {
    pub href: String,
    pub name: String,
    /// It came with the latest answer.
    pub is_new: bool,
}

/// A step of the history as colleagues see it.
pub(super) struct CaseStep {
    pub time: String,
    pub title: String,
    pub who: String,
    pub said: Vec<String>,
    pub internal: bool,
}

/// The desk with a case. Opening it is recorded in the ledger.
pub(super) async fn show(
    Given(state): Given<State>,
    officer: Officer,
    device: Device,
    page: Page,
    Path(number): Path<String>,
    web::Query(query): web::Query,
) -> web::Result {
    let number = parse(&number)?;
    let page = desk_with_case(&state, (&officer, device), page, &number, View::of(&query), Fields::default()).await?;
    Ok(web::html(page))
}

/// The desk with the case open, and what was wrong in the decision or is to be told.
pub(super) async fn desk_with_case(
    state: &State,
    (officer, device): (&Officer, Device),
    page: Page,
    number: &ApplicationNumber,
    view: View,
    fields: Fields,
) -> web::Result<DeskPage> {
    let mut tx = state.db.begin().await?;
    let case = read::open_case(&mut tx, &state.cx, &state.catalog, officer, number).await?;
    let asks = can_decide(&case.application, officer) && !case.definition().decision.is_empty();
    let rescued = if asks && fields.iter().next().is_none() {
        rescue::of_approval(&mut tx, &state.cx, device, (officer, &case)).await?
    } else {
        None
    };
    let told = rescued.is_some().then_some("drafts-rescued");
    let mut case = case_view(&mut tx, &state.cx, officer, &page, &case, rescued.unwrap_or(fields)).await?;
    if asks {
        case.mark = rescue::mark(&tx, device, officer, number, APPROVE);
    }
    let queue = queue::read(&mut tx, &state.cx, officer, &page, view).await?;
    tx.commit().await?;
    let mut desk = DeskPage::new(page, queue, number.as_str(), Pane::Case(Box::new(case)));
    desk.told = told;
    Ok(desk)
}

/// Whether the officer may decide it as it stands.
fn can_decide(case: &Application, officer: &Officer) -> bool {
    case.state().allows(Move::Approve) && case.taken_by.is_none_or(|by| by == officer.staff)
}

/// A file of the case, to be looked at in the browser: only kinds that were recognised by their content come here.
pub(super) async fn file(
    Given(state): Given<State>,
    officer: Officer,
    Path((number, file)): Path<(String, String)>,
) -> web::Result {
    let number = parse(&number)?;
    let id: FileId = file.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.begin().await?;
    let (info, bytes) = read::read_file(&mut tx, &state.cx, &state.files, &officer, &number, id).await?;
    tx.commit().await?;
    let mut response = web::file(&info.name, info.media_type, bytes);
    let headers = response.headers_mut();
    let inline = headers.get(header::CONTENT_DISPOSITION).and_then(|value| value.to_str().ok());
    let inline = inline.map(|value| value.replacen("attachment", "inline", 1));
    if let Some(value) = inline.and_then(|value| HeaderValue::try_from(value).ok()) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response.into_response())
}

async fn case_view(
    tx: &mut Tx,
    cx: &Cx,
    officer: &Officer,
    page: &Page,
    case: &Opened,
    fields: Fields,
) -> web::Result<CaseView> {
    let application = &case.application;
    let entries = store::history::list(tx, application).await?;
    let state = application.state();
    let can_decide = can_decide(application, officer);
    let (decision, fields) = if can_decide { decision(case, page, fields)? } else { (None, fields) };
    let answered = application.answered && state == life_cycle::State::InReview;
    let status = if answered { "desk-status-answered" } else { state.label_key() };
    Ok(CaseView {
        number: application.number_text().to_owned(),
        version: application.version,
        service: application.title(page.lang).to_owned(),
        status: page.t(status).into_owned(),
        tone: state.tone(),
        sent: application.sent_at.map_or_else(String::new, |at| page.day_of(at)),
        deadline: cabinet::deadline(application, page, cx.now()),
        taken_by: taken_by(tx, officer, page, application.taken_by).await?,
        taken_by_me: application.taken_by == Some(officer.staff),
        can_take: application.taken_by.is_none() && !state.is_final(),
        instead_of: instead_of(tx, officer, application).await?,
        applicant: case.applicant.rows(page.lang),
        sections: case.sections(page.lang),
        rules: rules::of(case, page),
        agreement: agreement(tx, case, page).await?,
        files: files(tx, application, case, &entries).await?,
        steps: steps(tx, officer, page, &entries).await?,
        can_decide,
        decision,
        mark: String::new(),
        fields,
    })
}

/// The application that it was sent instead of, when this agency has it.
async fn instead_of(tx: &mut Tx, officer: &Officer, of: &Application) -> web::Result<Option<(String, String)>> {
    let Some(former) = of.corrects else { return Ok(None) };
    let former = store::applications::find(tx, of.account, former).await?;
    let number = former.filter(|former| former.agency == officer.agency).and_then(|former| former.number);
    Ok(number.map(|number| (format!("/desk/{number}"), number.to_string())))
}

/// Who agreed and when.
async fn agreement(tx: &mut Tx, case: &Opened, page: &Page) -> web::Result<Option<CaseAgreement>> {
    let agreed = store::agreements::agreed(tx, &case.application).await?;
    let party = case.definition().second_party.as_ref();
    let party = party.map_or_else(String::new, |party| party.title.in_lang(page.lang).to_owned());
    Ok(agreed.map(|agreed| CaseAgreement {
        party,
        name: agreed.name,
        snils: agreed.snils.to_string(),
        time: page.time(agreed.at),
    }))
}

/// The questions of the service to the officer, with what was typed when they are shown again.
fn decision(case: &Opened, page: &Page, typed: Fields) -> web::Result<(Option<Html>, Fields)> {
    let questions = &case.definition().decision;
    if questions.is_empty() {
        return Ok((None, typed));
    }
    let input: forms::Input = typed.iter().collect();
    let was_typed = typed.iter().next().is_some();
    let asked = forms::ask_all(questions, case.facts(), page.lang, was_typed.then_some(&input));
    let mut fields = questions::fields(&asked, &[], page);
    for (name, error) in typed.errors() {
        fields.fail_with(name, error.key.clone(), error.args.clone());
    }
    let html = Questions::render_all(page, &fields, &asked, &[], "")?;
    Ok((Some(html), fields))
}

async fn taken_by(tx: &mut Tx, officer: &Officer, page: &Page, by: Option<StaffId>) -> web::Result<Option<String>> {
    let Some(by) = by else { return Ok(None) };
    if by == officer.staff {
        return Ok(Some(page.t("desk-you").into_owned()));
    }
    let name = identity::staff_name(tx, by).await?;
    Ok(Some(name.map_or_else(|| page.t("desk-colleague").into_owned(), |(name, _)| name)))
}

async fn files(tx: &mut Tx, application: &Application, case: &Opened, entries: &[Entry]) -> web::Result<Vec<CaseFile>> {
    let href = |id: &str| format!("/desk/{}/files/{id}", application.number_text());
    let mut files: Vec<CaseFile> = case
        .answers
        .files()
        .iter()
        .map(|(_, file)| CaseFile { href: href(&file.id), name: file.name.clone(), is_new: false })
        .collect();
    let latest = entries.iter().find(|entry| entry.event == Event::Answered).map(|entry| entry.seq);
    for (id, seq) in store::attachments::list(tx, application).await? {
        if let Some(info) = documents::file(tx, application.account, id).await? {
            files.push(CaseFile { href: href(&id.to_string()), name: info.name, is_new: Some(seq) == latest });
        }
    }
    Ok(files)
}

async fn steps(tx: &mut Tx, officer: &Officer, page: &Page, entries: &[Entry]) -> web::Result<Vec<CaseStep>> {
    let mut steps = Vec::with_capacity(entries.len());
    for entry in entries {
        let who = match (entry.role, entry.staff) {
            (Role::Officer, Some(staff)) => taken_by(tx, officer, page, Some(staff)).await?.unwrap_or_default(),
            (Role::Citizen, _) => page.t("desk-role-citizen").into_owned(),
            _ => page.t(entry.role.label_key()).into_owned(),
        };
        steps.push(CaseStep {
            time: page.time(entry.at),
            title: page.t(entry.event.desk_label_key()).into_owned(),
            who,
            said: cabinet::said(entry, page),
            internal: entry.event.is_internal(),
        });
    }
    Ok(steps)
}

/// Reads the number in an address.
pub(super) fn parse(number: &str) -> web::Result<ApplicationNumber> {
    number.parse().map_err(|_| Failure::NotFound)
}

/// The page with this status.
pub(super) fn with_status(status: http::StatusCode, page: DeskPage) -> Response {
    (status, web::html(page)).into_response()
}
