//! The page of a visit: the data to compare as a check-list, what stands in the way, and «Подтвердить личность».

use askama::Template;
use axum::{extract::State as Extract, response::Response};
use base::Cx;
use db::Tx;
use web::{Failure, Fields, Form, InPath, Page, Query, html, see_with, unprocessable};

use super::{
    JournalEntry,
    beside::{self, OpenVisit},
    confirm::{self, Line, Refusal, may_confirm},
    store,
    visit::{self, NoVisit, Visit, VisitId},
};
use crate::{
    Operator, State,
    accounts::{self, AccountStatus},
    checks,
    levels::{AssuranceLevel, standing},
    personal::{
        self, PersonalData,
        view::{CheckLine, tone},
    },
};

/// The visit of the address, or where to go without it.
pub(super) async fn visit_of(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    id: VisitId,
) -> Result<Result<Visit, Response>, Failure> {
    match visit::get(tx, cx, operator, id).await? {
        Ok(visit) => Ok(Ok(visit)),
        Err(NoVisit::Unknown) => Err(Failure::NotFound),
        Err(NoVisit::Ended) => Ok(Err(see_with("/centre-desk", "centre-ended"))),
    }
}

/// A line of the check-list.
pub(super) struct Compared {
    code: &'static str,
    label_key: &'static str,
    value: String,
}

#[derive(Template)]
#[template(path = "centre/visit.html")]
struct VisitPage {
    page: Page,
    fields: Fields,
    visit: Visit,
    reason_key: &'static str,
    number: String,
    status_key: &'static str,
    level: AssuranceLevel,
    level_tone: &'static str,
    checks: Vec<CheckLine>,
    /// The check-list; empty while there are no data.
    lines: Vec<Compared>,
    /// Stands for the data that the page shows.
    data_key: String,
    refusal: Option<Refusal>,
    refusal_text: String,
    /// Whether the registries may be asked once more.
    may_ask: bool,
    act_printed: Option<String>,
    visits: Vec<OpenVisit>,
}

/// Reads everything that the page shows, and says so in the ledger.
async fn visit_page(
    tx: &mut Tx,
    state: &State,
    operator: &Operator,
    visit: Visit,
    page: Page,
    fields: Fields,
) -> Result<VisitPage, Failure> {
    let account = accounts::find(tx, visit.account).await?.ok_or(Failure::NotFound)?;
    let standing = standing::standing(tx, visit.account).await?;
    let data = personal::store::open(tx, visit.account).await?.data;
    let progress = checks::progress(tx, &state.cx, visit.account).await?;
    visit::access(tx, &state.cx, operator, &visit, "profile.read").await?;
    let refusal = may_confirm(account.status, standing, data.is_some(), &progress).err();
    let act_printed = store::last_entry(tx, visit.id, JournalEntry::ActPrinted).await?;
    let data_key = data.as_ref().map(|data| confirm::data_key(tx, data)).transpose()?.unwrap_or_default();
    Ok(VisitPage {
        fields,
        reason_key: visit.reason.label_key(),
        number: account.number.to_string(),
        status_key: status_key(account.status),
        level: standing.level,
        level_tone: tone(standing.level),
        checks: CheckLine::list(&page, &progress),
        lines: data.as_ref().map(|data| compared(&page, data)).unwrap_or_default(),
        data_key,
        refusal,
        refusal_text: refusal.map(|refusal| refusal_text(&page, refusal)).unwrap_or_default(),
        may_ask: progress.iter().any(|line| line.state.may_ask_again()),
        act_printed: act_printed.map(|at| page.clock(at)),
        visits: beside::visits(tx, &state.cx, operator, &page, Some(visit.id)).await?,
        visit,
        page,
    })
}

const fn status_key(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Pending => "centre-status-pending",
        AccountStatus::Active => "centre-status-active",
        AccountStatus::Locked => "centre-status-locked",
        AccountStatus::Closed => "centre-status-closed",
    }
}

fn refusal_text(page: &Page, refusal: Refusal) -> String {
    match refusal {
        Refusal::Already { at } => page.tv(refusal.text_key(), &[("day", page.time(at))]),
        _ => page.t(refusal.text_key()).into_owned(),
    }
}

fn compared(page: &Page, data: &PersonalData) -> Vec<Compared> {
    let value = |line: Line| match line {
        Line::Person | Line::Act => String::new(),
        Line::Name => data.full_name(),
        Line::Birth => {
            format!("{}, {}, {}", page.t(data.sex.label_key()), base::short_date(data.born_on), data.birth_place)
        }
        Line::Passport => data.passport.to_string(),
        Line::Issued => {
            let code = page.tv("centre-code", &[("code", data.subdivision_code.to_string())]);
            format!("{}, {}, {code}", base::short_date(data.passport_issued_on), data.passport_issued_by)
        }
        Line::Snils => data.snils.to_string(),
    };
    Line::ALL
        .iter()
        .map(|line| Compared { code: line.as_str(), label_key: line.label_key(), value: value(*line) })
        .collect()
}

pub(super) async fn show(
    Extract(state): Extract<State>,
    operator: Operator,
    page: Page,
    InPath(id): InPath<VisitId>,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let visit = match visit_of(&mut tx, &state.cx, &operator, id).await? {
        Ok(visit) => visit,
        Err(away) => return Ok(away),
    };
    let shown = visit_page(&mut tx, &state, &operator, visit, page, Fields::default()).await?;
    tx.commit().await?;
    Ok(html(shown))
}

pub(super) async fn confirm_form(
    Extract(state): Extract<State>,
    operator: Operator,
    page: Page,
    InPath(id): InPath<VisitId>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let visit = match visit_of(&mut tx, &state.cx, &operator, id).await? {
        Ok(visit) => visit,
        Err(away) => return Ok(away),
    };
    for line in Line::ALL.iter().filter(|line| !fields.chose("seen", line.as_str())).copied().collect::<Vec<_>>() {
        let missing = [("line", page.t(line.label_key()).into_owned())];
        fields.fail_with(format!("seen-{line}"), "centre-line-missing", missing);
    }
    if fields.is_fine() {
        let compared = fields.value("data").to_owned();
        match confirm::confirm(&mut tx, &state.cx, &operator, &visit, &compared).await? {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see_with(format!("/centre-desk/visits/{id}"), "centre-confirmed"));
            }
            // The page itself says every other reason.
            Err(Refusal::DataChanged) => {
                fields = Fields::default();
                fields.fail("data", Refusal::DataChanged.text_key());
            }
            Err(refusal) => fields.fail("data", refusal_text(&page, refusal)),
        }
    }
    let mut shown = visit_page(&mut tx, &state, &operator, visit, page, fields).await?;
    tx.commit().await?;
    if shown.refusal.is_some() {
        // There is no list of lines then, and the page itself says why.
        shown.fields = Fields::default();
    }
    Ok(unprocessable(shown))
}

pub(super) async fn ask_again(
    Extract(state): Extract<State>,
    operator: Operator,
    InPath(id): InPath<VisitId>,
    _: Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let visit = match visit_of(&mut tx, &state.cx, &operator, id).await? {
        Ok(visit) => visit,
        Err(away) => return Ok(away),
    };
    if checks::ask_again(&mut tx, &state.cx, visit.account).await? > 0 {
        visit::note(&mut tx, &state.cx, &operator, &visit, JournalEntry::AskedAgain, "").await?;
        visit::access(&mut tx, &state.cx, &operator, &visit, "profile.checked-again").await?;
    }
    tx.commit().await?;
    Ok(see_with(format!("/centre-desk/visits/{id}"), "centre-asked-again"))
}

/// News of the account for the open page of the visit; carries nothing of the person.
pub(super) async fn live(
    Extract(state): Extract<State>,
    operator: Operator,
    InPath(id): InPath<VisitId>,
    Query(asked): Query,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let visit = visit::get(&mut tx, &state.cx, &operator, id).await?.map_err(|_| Failure::NotFound)?;
    // Listening comes first: what changes between the two steps is told twice rather than not at all.
    let changes = state.feed().subscribe(visit.account);
    let missed = match web::live::since(&asked) {
        Some(since) => db::live::changed_since(&mut tx, visit.account, since).await?,
        None => false,
    };
    Ok(web::live::events_since(missed, changes))
}
