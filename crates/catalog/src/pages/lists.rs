//! Services by category, the life situations; and the lines of which such lists are made.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use web::{Failure, Page, Query};

use super::{
    State,
    narrowing::{AUDIENCES, audience_code},
};
use crate::{Category, LifeEvent, Service, Snapshot};

/// A service as a line of a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) note: String,
}

/// The services of a list that the region which the visitor chose has, and how many more there are elsewhere.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) list: Vec<Line>,
    pub(super) elsewhere: usize,
}

impl Lines {
    pub(super) fn of<'s>(services: impl Iterator<Item = &'s Arc<Service>>, page: &Page) -> Self {
        let mut lines = Self::default();
        for service in services {
            if is_here(service, page) {
                lines.list.push(Line::of(service, page));
            } else {
                lines.elsewhere += 1;
            }
        }
        lines
    }
}

/// Whether the region that the visitor chose has a service; whoever has not chosen is refused nothing.
pub(super) fn is_here(service: &Service, page: &Page) -> bool {
    page.chosen_region().is_none_or(|region| service.is_offered_in(&region.code))
}

impl Line {
    fn of(service: &Service, page: &Page) -> Self {
        Self {
            href: format!("/services/{}", service.code),
            title: service.title().in_lang(page.lang).to_owned(),
            note: service.short().in_lang(page.lang).to_owned(),
        }
    }
}

/// A category with its services.
struct Section {
    code: String,
    title: String,
    lines: Lines,
}

#[derive(Template)]
#[template(path = "catalog/services.html")]
struct ServicesPage {
    sections: Vec<Section>,
    /// For whom: the address, the words, whether it is this one.
    audiences: Vec<(String, String, bool)>,
    page: Page,
}

/// `/services?audience=`: every category that has services.
pub(super) async fn services(Given(state): Given<State>, page: Page, Query(fields): Query) -> Response {
    let snapshot = state.catalog.snapshot();
    let chosen = AUDIENCES.into_iter().find(|audience| audience_code(*audience) == fields.value("audience"));
    let is_meant =
        |service: &&Arc<Service>| chosen.is_none_or(|chosen| service.definition().audience.contains(&chosen));
    let section = |category: &Arc<Category>| Section {
        code: category.code.clone(),
        title: category.title.in_lang(page.lang).to_owned(),
        lines: Lines::of(snapshot.in_category(&category.code).filter(is_meant), &page),
    };
    let mut sections: Vec<Section> = snapshot.categories().iter().map(section).collect();
    sections.retain(|section| !section.lines.list.is_empty() || section.lines.elsewhere > 0);
    let all = ("/services".to_owned(), page.t("catalog-filter-audience-all").into_owned(), chosen.is_none());
    let each = AUDIENCES.into_iter().map(|audience| {
        let code = audience_code(audience);
        let text = page.t(format!("catalog-audience-{code}")).into_owned();
        (format!("/services?audience={code}"), text, chosen == Some(audience))
    });
    web::html(ServicesPage { sections, audiences: std::iter::once(all).chain(each).collect(), page })
}

#[derive(Template)]
#[template(path = "catalog/category.html")]
struct CategoryPage {
    title: String,
    about: String,
    lines: Lines,
    page: Page,
}

/// `/categories/{code}`.
pub(super) async fn category(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let category = snapshot.category(&code).ok_or(Failure::NotFound)?;
    Ok(web::html(CategoryPage {
        title: category.title.in_lang(page.lang).to_owned(),
        about: category.about.in_lang(page.lang).to_owned(),
        lines: Lines::of(snapshot.in_category(&code), &page),
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
    let here = snapshot.in_life_event(event).filter(|service| is_here(service, page)).count();
    page.tv("catalog-service-count", [("count", here)])
}
