//! Mending the data at the counter: the citizen's own form, filled by the operator from the documents.

use askama::Template;
use axum::extract::State as Extract;
use base::Cx;
use db::Tx;
use web::{Fields, Form, InPath, Page, html, see_with, unprocessable};

use super::{
    JournalEntry,
    beside::{self, OpenVisit},
    case::visit_of,
    visit::{self, Visit, VisitId},
};
use crate::{
    Operator, State,
    accounts::{self, Happening},
    personal::{
        self, PersonalData, form,
        pages::{record, shown},
        residence,
        save::{self, Saved},
        typed::Typed,
        view::FIELDS,
    },
};

#[derive(Template)]
#[template(path = "centre/correct.html")]
struct CorrectPage {
    page: Page,
    fields: Fields,
    visit: Visit,
    /// The data are not of the reader: the browser offers nothing of the operator's own.
    own: bool,
    visits: Vec<OpenVisit>,
    /// Entries of the address directory that the address may mean.
    choices: Vec<(String, String)>,
}

pub(super) async fn edit(
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
    let typed = save::begun(&mut tx, visit.account).await?;
    visit::access(&mut tx, &state.cx, &operator, &visit, "profile.read").await?;
    let visits = beside::visits(&mut tx, &state.cx, &operator, &page, Some(visit.id)).await?;
    tx.commit().await?;
    Ok(html(CorrectPage { page, fields: shown(&typed), visit, own: false, visits, choices: Vec::new() }))
}

pub(super) async fn save_form(
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
    let typed = Typed::of(|field| fields.value(field));
    let mut choices = Vec::new();
    let mut read = form::read(&typed, page.today());
    if let Ok(data) = &mut read {
        choices = residence::settle(&mut tx, None, data, &mut fields).await?;
    }
    match read {
        Ok(data) if fields.is_fine() => {
            let saved = correct(&mut tx, &state.cx, &operator, &visit, &data).await?;
            tx.commit().await?;
            let message = if saved.asked > 0 { "centre-corrected" } else { "centre-corrected-same" };
            Ok(see_with(format!("/centre-desk/visits/{id}"), message))
        }
        other => {
            record(&mut fields, other.err().unwrap_or_default());
            let visits = beside::visits(&mut tx, &state.cx, &operator, &page, Some(visit.id)).await?;
            Ok(unprocessable(CorrectPage { page, fields, visit, own: false, visits, choices }))
        }
    }
}

/// Saves the data as the operator has them from the documents. The journal names the fields, not what was in them.
async fn correct(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    visit: &Visit,
    data: &PersonalData,
) -> Result<Saved, db::Error> {
    personal::store::lock(tx, visit.account).await?;
    let before = personal::store::open(tx, visit.account).await?.data.as_ref().map(Typed::from).unwrap_or_default();
    let after = Typed::from(data);
    let changed: Vec<&str> =
        FIELDS.iter().map(|(field, _)| *field).filter(|field| before.get(field) != after.get(field)).collect();
    let saved = save::save(tx, cx, visit.account, data).await?;
    visit::note(tx, cx, operator, visit, JournalEntry::Corrected, &changed.join(",")).await?;
    visit::access(tx, cx, operator, visit, "profile.changed").await?;
    accounts::note(tx, cx, visit.account, Happening::MendedAtCentre, Some(&operator.centre)).await?;
    Ok(saved)
}
