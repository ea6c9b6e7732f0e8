//! The operator's first page: find an account, see the visits of the day.

use askama::Template;
use axum::{
    Router,
    extract::State as Extract,
    routing::{get, post},
};
use base::SignedDuration;
use web::{Fields, Form, Page, html, limits, see, unprocessable};

use super::{
    VisitReason, act,
    beside::{self, OpenVisit},
    case, correct, journal, styles,
    visit::{self, Found, Wanted},
};
use crate::{Operator, State, accounts, checks};

/// How fast an operator may search: a person at a counter does not come near, a script does.
const SEARCHING: limits::Limit =
    limits::Limit { name: "centre-search", max: 60, window: SignedDuration::from_mins(10) };
/// How many unanswered checks are listed.
const MOST_GIVEN_UP: u32 = 12;
/// How long an unanswered check stays in the list.
const GIVEN_UP_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/centre-desk", get(show))
        .route("/centre-desk/search", post(search))
        .route("/centre-desk/journal", get(journal::show))
        .route("/centre-desk/act.css", get(styles::act))
        .route("/centre-desk/visits/{visit}", get(case::show))
        .route("/centre-desk/visits/{visit}/confirm", post(case::confirm_form))
        .route("/centre-desk/visits/{visit}/checks", post(case::ask_again))
        .route("/centre-desk/visits/{visit}/live", get(case::live))
        .route("/centre-desk/visits/{visit}/correct", get(correct::edit).post(correct::save_form))
        .route("/centre-desk/visits/{visit}/act", get(act::show).post(act::print))
}

#[derive(Template)]
#[template(path = "centre/search.html")]
struct SearchPage {
    page: Page,
    fields: Fields,
    reasons: Vec<(&'static str, &'static str)>,
    visits: Vec<OpenVisit>,
    given_up: Vec<Unanswered>,
}

/// A check that nobody answered.
struct Unanswered {
    number: String,
    registry_key: &'static str,
    time: String,
}

async fn show(Extract(state): Extract<State>, operator: Operator, page: Page) -> web::Result {
    Ok(html(search_page(&state, &operator, page, Fields::default()).await?))
}

async fn search_page(
    state: &State,
    operator: &Operator,
    page: Page,
    fields: Fields,
) -> Result<SearchPage, web::Failure> {
    let mut tx = state.db.read().await?;
    let now = state.cx.now();
    let visits = beside::visits(&mut tx, &state.cx, operator, &page, None).await?;
    let mut given_up = Vec::new();
    let since = now.checked_sub(GIVEN_UP_FOR).unwrap_or(now);
    for (account, registry, at) in checks::store::list_given_up(&mut tx, since, MOST_GIVEN_UP).await? {
        if let Some(account) = accounts::find(&mut tx, account).await? {
            let number = account.number.to_string();
            given_up.push(Unanswered { number, registry_key: registry.label_key(), time: page.day_of(at) });
        }
    }
    let reasons = VisitReason::ALL.iter().map(|reason| (reason.as_str(), reason.label_key())).collect();
    Ok(SearchPage { page, fields, reasons, visits, given_up })
}

async fn search(Extract(state): Extract<State>, operator: Operator, page: Page, Form(mut fields): Form) -> web::Result {
    let wanted = fields.value("query").trim().parse::<Wanted>().ok();
    if wanted.is_none() {
        fields.fail("query", "centre-error-query");
    }
    let reason = fields.parse::<VisitReason>("reason", "centre-error-reason");
    let (Some(wanted), Some(reason)) = (wanted, reason) else {
        return Ok(unprocessable(search_page(&state, &operator, page, fields).await?));
    };
    let mut tx = state.db.begin().await?;
    let taken = limits::take(&mut tx, &state.cx, SEARCHING, &operator.staff.to_string()).await?;
    let found = match taken {
        Ok(()) => visit::find(&mut tx, &wanted).await?,
        Err(throttled) => {
            fields.fail_with("query", "centre-error-throttled", [("time", page.clock(throttled.until))]);
            Found::Nobody
        }
    };
    if let Found::One(account) = found {
        let visit = visit::open(&mut tx, &state.cx, &operator, account, reason).await?;
        tx.commit().await?;
        return Ok(see(format!("/centre-desk/visits/{}", visit.id)));
    }
    tx.commit().await?;
    if let Found::Several(numbers) = found {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        fields.fail_with("query", "centre-error-several", [("numbers", numbers.join(", "))]);
    } else if fields.is_fine() {
        fields.fail("query", "centre-error-nobody");
    }
    Ok(unprocessable(search_page(&state, &operator, page, fields).await?))
}
