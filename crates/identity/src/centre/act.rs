//! The act of a visit: one sheet to print and to sign.

use askama::Template;
use axum::extract::State as Extract;
use web::{Failure, Form, InPath, Page, html, see};

use super::{
    JournalEntry,
    case::visit_of,
    visit::{self, Visit, VisitId},
};
use crate::{
    Operator, State, accounts,
    personal::{self, PersonalData},
};

#[derive(Template)]
#[template(path = "centre/act.html")]
struct ActPage {
    page: Page,
    visit: Visit,
    number: String,
    data: PersonalData,
    centre: String,
    operator: String,
    day: String,
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
    let account = accounts::find(&mut tx, visit.account).await?.ok_or(Failure::NotFound)?;
    // Without data there is nothing to sign.
    let data = personal::store::open(&mut tx, visit.account).await?.data.ok_or(Failure::NotFound)?;
    visit::access(&mut tx, &state.cx, &operator, &visit, "profile.read").await?;
    tx.commit().await?;
    Ok(html(ActPage {
        number: account.number.to_string(),
        day: page.day(page.today()),
        data,
        centre: operator.centre,
        operator: operator.name,
        visit,
        page,
    }))
}

/// Writes in the journal that the act was printed, and shows it.
pub(super) async fn print(
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
    visit::note(&mut tx, &state.cx, &operator, &visit, JournalEntry::ActPrinted, "").await?;
    tx.commit().await?;
    Ok(see(format!("/centre-desk/visits/{id}/act")))
}
