//! «Мои данные»: the level, what is left to do, the registry checks as they go, and the form.

use askama::Template;
use axum::{
    Router,
    extract::State as Extract,
    routing::{get, post},
};
use base::{AccountId, SignedDuration};
use web::{Failure, Fields, Form, Page, Query, html, limits, see_with, unprocessable};

use super::{
    form, residence, save,
    situation::Situation,
    store,
    typed::Typed,
    view::{CheckLine, Step, Trail, rows, steps, tone},
};
use crate::{
    Citizen, State, accounts, checks,
    levels::{AssuranceLevel, standing},
};

/// How often data may be sent to the registries: enough for every honest mistake, too little to guess passports with.
const ASKING: limits::Limit =
    limits::Limit { name: "registry-checks", max: 10, window: SignedDuration::from_hours(24) };

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/cabinet/profile", get(show))
        .route("/cabinet/profile/edit", get(edit).post(save_form))
        .route("/cabinet/profile/checks", post(ask_again))
}

#[derive(Template)]
#[template(path = "personal/profile.html")]
struct ProfilePage {
    page: Page,
    number: String,
    level: AssuranceLevel,
    level_tone: &'static str,
    /// Why the level is lower than it was.
    fell_key: Option<&'static str>,
    situation: Situation,
    filled: usize,
    has_draft: bool,
    steps: [Step; 3],
    checks: Vec<CheckLine>,
    rows: Vec<(&'static str, String)>,
    trail: Trail,
    way_back: Option<String>,
}

async fn show(Extract(state): Extract<State>, citizen: Citizen, page: Page, Query(query): Query) -> web::Result {
    let mut tx = state.db.read().await?;
    let account = accounts::find(&mut tx, citizen.account).await?.ok_or(Failure::NotFound)?;
    let standing = standing::standing(&mut tx, citizen.account).await?;
    let contents = store::open(&mut tx, citizen.account).await?;
    let lines = checks::progress(&mut tx, &state.cx, citizen.account).await?;
    let situation = Situation::of(standing, contents.data.is_some(), &lines);
    let filled = match (&contents.data, &contents.draft) {
        (None, Some(draft)) => draft.filled(),
        (None, None) => 0,
        (Some(_), _) => super::typed::REQUIRED.len(),
    };
    let trail = Trail::of(&query);
    let has_draft = contents.data.is_some() && contents.draft.is_some();
    Ok(html(ProfilePage {
        number: account.number.to_string(),
        level: standing.level,
        level_tone: tone(standing.level),
        fell_key: standing.reason.is_fall().then(|| standing.reason.text_key()),
        situation,
        filled,
        has_draft,
        steps: steps(&page, situation, filled),
        checks: CheckLine::list(&page, &lines),
        rows: contents.data.as_ref().map(|data| rows(&page, data)).unwrap_or_default(),
        way_back: trail.way_back(standing.level).map(str::to_owned),
        trail,
        page,
    }))
}

#[derive(Template)]
#[template(path = "personal/edit.html")]
struct EditPage {
    page: Page,
    fields: Fields,
    /// The data are of the reader, so the browser may offer what it knows.
    own: bool,
    /// Whether a change would lower a level.
    warns: bool,
    trail: Trail,
    /// Entries of the address directory that the address may mean.
    choices: Vec<(String, String)>,
}

async fn edit(Extract(state): Extract<State>, citizen: Citizen, page: Page, Query(query): Query) -> web::Result {
    let mut tx = state.db.read().await?;
    let typed = save::begun(&mut tx, citizen.account).await?;
    let warns = citizen.level > AssuranceLevel::Simplified;
    Ok(html(EditPage { page, fields: shown(&typed), own: true, warns, trail: Trail::of(&query), choices: Vec::new() }))
}

/// The typed texts as the form's fields.
pub(crate) fn shown(typed: &Typed) -> Fields {
    Fields::new(super::view::FIELDS.iter().map(|(field, _)| (*field, typed.get(field))))
}

async fn save_form(
    Extract(state): Extract<State>,
    citizen: Citizen,
    page: Page,
    Query(query): Query,
    Form(mut fields): Form,
) -> web::Result {
    let trail = Trail::of(&query);
    let typed = Typed::of(|field| fields.value(field));
    let mut tx = state.db.begin().await?;
    if fields.value("action") == "later" {
        save::keep_for_later(&mut tx, &state.cx, citizen.account, &typed).await?;
        tx.commit().await?;
        return Ok(see_with(trail.on("/cabinet/profile"), "personal-kept"));
    }
    let warns = citizen.level > AssuranceLevel::Simplified;
    let mut data = match form::read(&typed, page.today()) {
        Ok(data) => data,
        Err(wrong) => {
            drop(tx);
            record(&mut fields, wrong);
            return Ok(unprocessable(EditPage { page, fields, own: true, warns, trail, choices: Vec::new() }));
        }
    };
    let before = store::open(&mut tx, citizen.account).await?.data.and_then(|data| data.address);
    let choices = residence::settle(&mut tx, before.as_ref(), &mut data, &mut fields).await?;
    if !fields.is_fine() {
        drop(tx);
        return Ok(unprocessable(EditPage { page, fields, own: true, warns, trail, choices }));
    }
    if let Err(throttled) = limits::take(&mut tx, &state.cx, ASKING, &citizen.account.to_string()).await? {
        save::keep_for_later(&mut tx, &state.cx, citizen.account, &typed).await?;
        tx.commit().await?;
        fields.fail_with("personal-form", "personal-throttled", [("time", page.time(throttled.until))]);
        return Ok(unprocessable(EditPage { page, fields, own: true, warns, trail, choices }));
    }
    let saved = save::save(&mut tx, &state.cx, citizen.account, &data).await?;
    tx.commit().await?;
    let message = if saved.asked > 0 { "personal-saved-checking" } else { "personal-saved" };
    Ok(see_with(trail.on("/cabinet/profile"), message))
}

/// Records what is wrong at the fields of the page.
pub(crate) fn record(fields: &mut Fields, wrong: Vec<form::Wrong>) {
    for one in wrong {
        fields.fail_with(one.field, one.key, one.args);
    }
}

async fn ask_again(Extract(state): Extract<State>, citizen: Citizen, Query(query): Query, _: Form) -> web::Result {
    let account: AccountId = citizen.account;
    let mut tx = state.db.begin().await?;
    let taken = limits::take(&mut tx, &state.cx, ASKING, &account.to_string()).await?;
    if taken.is_ok() {
        checks::ask_again(&mut tx, &state.cx, account).await?;
    }
    tx.commit().await?;
    taken?;
    Ok(see_with(Trail::of(&query).on("/cabinet/profile"), "personal-asked-again"))
}
