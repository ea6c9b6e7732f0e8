//! The home page: search first, what waits for the citizen, life situations, all services.

use askama::Template;
use axum::extract::State as Given;
use identity::MaybeCitizen;
use web::Page;

use super::waiting::{self, Waiting};
use crate::State;

/// How many popular services stand under the search.
const POPULAR: usize = 6;
/// How many life situations are shown.
const SITUATIONS: usize = 8;

#[derive(Template)]
#[template(path = "home/front.html")]
struct FrontPage {
    page: Page,
    popular: Vec<Link>,
    waiting: Vec<Waiting>,
    situations: Vec<Situation>,
    categories: Vec<Link>,
}

struct Link {
    href: String,
    text: String,
}

struct Situation {
    href: String,
    icon: String,
    title: String,
    note: String,
}

/// The page.
pub(super) async fn show(Given(state): Given<State>, MaybeCitizen(citizen): MaybeCitizen, page: Page) -> web::Result {
    let waiting = match citizen {
        Some(citizen) => {
            let mut tx = state.db.read().await?;
            waiting::list(&mut tx, &state.cx, &citizen, &page).await?
        }
        None => Vec::new(),
    };
    // One snapshot for the whole page.
    let catalog = state.catalog.snapshot();
    let region = page.region.as_ref().map(|region| region.code.as_str());
    let popular = state.catalog.popular_in(region).into_iter().take(POPULAR).map(|service| Link {
        href: format!("/services/{}", service.code),
        text: service.definition().title.in_lang(page.lang).to_owned(),
    });
    let situations = catalog.life_events().iter().take(SITUATIONS).map(|event| Situation {
        href: format!("/life-events/{}", event.code),
        icon: event.icon.clone(),
        title: event.title.in_lang(page.lang).to_owned(),
        note: page.tv("home-situation-services", [("count", catalog.in_life_event(event).count())]),
    });
    let categories = catalog.categories().iter().map(|category| Link {
        href: format!("/categories/{}", category.code),
        text: category.title.in_lang(page.lang).to_owned(),
    });
    Ok(web::html(FrontPage {
        popular: popular.collect(),
        waiting,
        situations: situations.collect(),
        categories: categories.collect(),
        page,
    }))
}
