//! «Мои услуги»: what waits, the latest applications, services that others use.

use askama::Template;
use axum::extract::State as Given;
use identity::Citizen;
use web::Page;

use super::waiting::{self, Waiting};
use crate::{
    State,
    cabinet::list::{Line, line},
    store,
};

/// How many applications are shown.
const RECENT: i64 = 5;
/// How many services are shown.
const POPULAR: usize = 6;

#[derive(Template)]
#[template(path = "home/my-services.html")]
struct MyServicesPage {
    page: Page,
    name: String,
    waiting: Vec<Waiting>,
    recent: Vec<Line>,
    popular: Vec<Service>,
}

struct Service {
    href: String,
    title: String,
    note: String,
}

/// The page.
pub(super) async fn show(Given(state): Given<State>, citizen: Citizen, page: Page) -> web::Result {
    let mut tx = state.db.read().await?;
    let [mut one, mut other] = tx.hands();
    let (waiting, recent) = tokio::try_join!(
        waiting::list(&mut one, &state.cx, &citizen, &page),
        store::lists::latest(&mut other, citizen.account, RECENT),
    )?;
    let region = page.region.as_ref().map(|region| region.code.as_str());
    let popular = state.catalog.popular_in(region).into_iter().take(POPULAR).map(|service| Service {
        href: format!("/services/{}", service.code),
        title: service.definition().title.in_lang(page.lang).to_owned(),
        note: service.definition().short.in_lang(page.lang).to_owned(),
    });
    Ok(web::html(MyServicesPage {
        name: citizen.name,
        waiting,
        recent: recent.iter().map(|application| line(application, &page, state.cx.now())).collect(),
        popular: popular.collect(),
        page,
    }))
}
