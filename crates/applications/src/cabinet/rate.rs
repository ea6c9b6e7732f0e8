//! «Оцените услугу»: what the citizen says of a service when the result is there.

use axum::extract::{Path, State as Given};
use catalog::{LONGEST_COMMENT, MOST_STARS, Rating};
use db::Tx;
use identity::Citizen;
use web::{Device, Failure, Form, Page};

use super::show;
use crate::{
    State, life_cycle,
    model::{Application, ApplicationId},
    store,
};

/// What the page of an application shows of its rating.
pub(super) struct Rated {
    /// «5 из 5».
    pub(super) stars: String,
    pub(super) comment: Option<String>,
}

/// Whether an application can be rated: its result is there.
pub(super) fn can_be_rated(application: &Application) -> bool {
    application.state() == life_cycle::State::ResultReady
}

/// The rating of an application.
pub(super) async fn of(tx: &mut Tx, application: &Application, page: &Page) -> db::Result<Option<Rated>> {
    if !can_be_rated(application) {
        return Ok(None);
    }
    let rating = catalog::rating(tx, application.account, &application.reference()).await?;
    Ok(rating.map(|rating| Rated {
        stars: page.tv("applications-rating-given", [("stars", rating.stars), ("most", MOST_STARS)]),
        comment: rating.comment,
    }))
}

/// The choices, best first.
pub(super) fn choices() -> Vec<(String, String)> {
    (1..=MOST_STARS).rev().map(|stars| (stars.to_string(), format!("applications-rating-{stars}"))).collect()
}

/// «Отправить оценку».
pub(super) async fn rate(
    Given(state): Given<State>,
    who: Citizen,
    device: Device,
    page: Page,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let id: ApplicationId = id.parse().map_err(|_| Failure::NotFound)?;
    let stars = fields.value("stars").parse().ok().filter(|stars| (1..=MOST_STARS).contains(stars));
    if stars.is_none() {
        fields.fail("stars", "applications-rating-missing");
    }
    let comment = if fields.value("comment").trim().is_empty() {
        None
    } else {
        fields.require_text("comment", LONGEST_COMMENT, "applications-rating-too-long")
    };
    let mut tx = state.db.begin().await?;
    let application = store::applications::find(&mut tx, who.account, id).await?.ok_or(Failure::NotFound)?;
    if !can_be_rated(&application) {
        return Ok(web::see(application.path()));
    }
    let (Some(stars), true) = (stars, fields.is_fine()) else {
        drop(tx);
        return show::again(&state, (&who, device), page, id, fields).await;
    };
    let rating = Rating {
        service: application.service.clone(),
        agency: application.agency.clone(),
        stars,
        comment,
        rated_at: state.cx.now(),
    };
    // Rated before, by the same press twice or in another window: what was said first stands.
    if !catalog::rate(&mut tx, &state.cx, who.account, &application.reference(), &rating).await? {
        return Ok(web::see(application.path()));
    }
    tx.commit().await?;
    Ok(web::see_with(application.path(), "applications-rating-thanks"))
}
