//! Services by category and by life situation; and the lines of which such lists are made.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use web::{Failure, Page};

use super::State;
use crate::{Category, LifeEvent, Service, Snapshot};

/// A service as a line of a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) price: String,
}

impl Line {
    /// The lines of services, without those that the visitor's region does not have.
    pub(super) fn all<'s>(services: impl Iterator<Item = &'s Arc<Service>>, page: &Page) -> Vec<Self> {
        let region = page.region.as_ref().map(|region| region.code.as_str());
        let offered = services.filter(|service| region.is_none_or(|region| service.is_offered_in(region)));
        offered.map(|service| Self::of(service, page)).collect()
    }

    fn of(service: &Service, page: &Page) -> Self {
        Self {
            href: format!("/services/{}", service.code),
            title: service.title().in_lang(page.lang).to_owned(),
            note: service.short().in_lang(page.lang).to_owned(),
            price: service.definition().price.in_lang(page.lang).to_owned(),
        }
    }
}

/// A category with its services.
struct Section {
    code: String,
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "catalog/services.html")]
struct ServicesPage {
    sections: Vec<Section>,
    page: Page,
}

/// `/services`: every category that has services.
pub(super) async fn services(Given(state): Given<State>, page: Page) -> Response {
    let snapshot = state.catalog.snapshot();
    let section = |category: &Arc<Category>| Section {
        code: category.code.clone(),
        title: category.title.in_lang(page.lang).to_owned(),
        lines: Line::all(snapshot.in_category(&category.code), &page),
    };
    let mut sections: Vec<Section> = snapshot.categories().iter().map(section).collect();
    sections.retain(|section| !section.lines.is_empty());
    web::html(ServicesPage { sections, page })
}

#[derive(Template)]
#[template(path = "catalog/category.html")]
struct CategoryPage {
    title: String,
    about: String,
    lines: Vec<Line>,
    page: Page,
}

/// `/categories/{code}`.
pub(super) async fn category(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let category = snapshot.category(&code).ok_or(Failure::NotFound)?;
    Ok(web::html(CategoryPage {
        title: category.title.in_lang(page.lang).to_owned(),
        about: category.about.in_lang(page.lang).to_owned(),
        lines: Line::all(snapshot.in_category(&code), &page),
        page,
    }))
}

/// A life situation as a tile.
struct Tile {
    href: String,
    icon: String,
    title: String,
    note: String,
}

#[derive(Template)]
#[template(path = "catalog/life-events.html")]
struct LifeEventsPage {
    tiles: Vec<Tile>,
    page: Page,
}

/// `/life-events`.
pub(super) async fn life_events(Given(state): Given<State>, page: Page) -> Response {
    let snapshot = state.catalog.snapshot();
    let tile = |event: &Arc<LifeEvent>| Tile {
        href: format!("/life-events/{}", event.code),
        icon: event.icon.clone(),
        title: event.title.in_lang(page.lang).to_owned(),
        note: count(event, &snapshot, &page),
    };
    let tiles = snapshot.life_events().iter().map(tile).collect();
    web::html(LifeEventsPage { tiles, page })
}

fn count(event: &LifeEvent, snapshot: &Snapshot, page: &Page) -> String {
    page.tv("catalog-service-count", [("count", Line::all(snapshot.in_life_event(event), page).len())])
}

#[derive(Template)]
#[template(path = "catalog/life-event.html")]
struct LifeEventPage {
    title: String,
    about: String,
    lines: Vec<Line>,
    page: Page,
}

/// `/life-events/{code}`: its services as steps, in order.
pub(super) async fn life_event(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let event = snapshot.life_event(&code).ok_or(Failure::NotFound)?;
    Ok(web::html(LifeEventPage {
        title: event.title.in_lang(page.lang).to_owned(),
        about: event.about.in_lang(page.lang).to_owned(),
        lines: Line::all(snapshot.in_life_event(event), &page),
        page,
    }))
}
