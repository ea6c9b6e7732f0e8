//! The confirmation: the number, and what happens next.

use askama::Template;
use axum::extract::{Path, State as Given};
use base::Money;
use identity::Citizen;
use web::{Failure, Page};

use crate::{State, charges, household, life_cycle, model::Application, store};

#[derive(Template)]
#[template(path = "applications/sent.html")]
struct SentPage {
    page: Page,
    application: Application,
    title: String,
    /// The duty, unless the service is free.
    fee: Option<String>,
    /// By when the agency decides.
    due: Option<String>,
    number: String,
    /// By when the second party has to agree, while that is awaited.
    agree: Option<String>,
    /// The page on which the duty is paid, while it is due.
    pay: Option<String>,
    /// The page on which what was typed is kept in the profile, while it has something.
    keep: Option<String>,
}

/// The confirmation of an application that has been sent, however often it is looked at.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    let application = store::applications::find(&mut tx, citizen.account, id).await?.ok_or(Failure::NotFound)?;
    let Some(number) = application.number.as_ref().map(ToString::to_string) else {
        return Ok(web::see(application.path()));
    };
    let pay = match application.state() {
        life_cycle::State::AwaitingPayment => {
            let charge = charges::due(&mut tx, &application).await?;
            charge.map(|charge| format!("/cabinet/payments/{}", charge.id))
        }
        _ => None,
    };
    let keep = household::offered(&mut tx, &state, &application).await?;
    let title = application.title(page.lang).to_owned();
    let fee = (application.fee > Money::ZERO).then(|| page.money(application.fee));
    let awaited = application.state() == life_cycle::State::AwaitingAgreement;
    let agree = application.due_on.filter(|_| awaited).map(|day| page.day(day));
    let in_review = application.state() == life_cycle::State::InReview;
    let due = application.due_on.filter(|_| in_review).map(|day| page.day(day));
    Ok(web::html(SentPage { page, application, title, fee, due, number, agree, pay, keep }))
}
