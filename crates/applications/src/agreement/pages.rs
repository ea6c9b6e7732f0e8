//! The page of whoever must agree: what is asked, or what became of it.

use askama::Template;
use axum::extract::{Path, State as Given};
use identity::Citizen;
use web::Page;

use super::{
    AgreementState,
    party::{self, Asked},
};
use crate::State;

#[derive(Template)]
#[template(path = "agreements/show.html")]
struct AgreementPage {
    page: Page,
    path: String,
    title: String,
    /// What can be agreed to or was; nothing when it is over without an agreement.
    asked: Option<Asked>,
    /// «до 12 декабря 2026», while it is awaited.
    until: Option<String>,
    /// Where it stands when it is not awaited: the keys of heading and text, and the tone.
    over: Option<(&'static str, &'static str, &'static str)>,
    /// When one agreed or declined.
    decided: Option<String>,
}

/// The page. What the applicant answered is opened with a record, and only as far as there is something to agree to.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let found = party::find(&mut tx, &citizen, &id).await?;
    let awaited = found.is_awaited();
    let asked = if awaited || found.agreement.state == AgreementState::Agreed {
        let opened = party::open(&mut tx, &state.cx, &state.catalog, &citizen, &found).await?;
        Some(Asked::of(&opened, &page))
    } else {
        None
    };
    tx.commit().await?;
    let over = match found.agreement.state {
        _ if awaited => None,
        AgreementState::Agreed => Some(("agreements-agreed-title", "agreements-agreed-text", "good")),
        AgreementState::Declined => Some(("agreements-declined-title", "agreements-declined-text", "")),
        AgreementState::Awaited | AgreementState::Closed => {
            Some(("agreements-closed-title", "agreements-closed-text", ""))
        }
    };
    let until = found.application.due_on.filter(|_| awaited);
    Ok(web::html(AgreementPage {
        path: found.application.agreement_path(),
        title: found.application.title(page.lang).to_owned(),
        asked,
        until: until.map(|day| page.day(day)),
        over,
        decided: found.agreement.decided_at.map(|at| page.time(at)),
        page,
    }))
}
