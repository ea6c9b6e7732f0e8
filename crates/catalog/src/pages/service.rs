//! The page of a service: what it gives, who may have it, what it takes, how it goes.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Given};
use base::Date;
use forms::{Definition, Level, Text};
use web::{Failure, Page};

use super::{State, lists::is_here, place::Place};
use crate::{Average, MOST_STARS, Service};

#[derive(Template)]
#[template(path = "catalog/service.html")]
struct ServicePage {
    service: Arc<Service>,
    /// Code and title of the first category, for finding one's way back.
    category: Option<(String, String)>,
    /// The key of the sentence about the level that is needed.
    level_key: &'static str,
    /// The visitor is signed in but not confirmed, and the service needs it.
    lacks_level: bool,
    /// Applications are not taken for a while: the sentence that says until when, and why.
    pause: Option<(String, String)>,
    /// The region that the visitor chose does not have this service: it cannot be applied for from here.
    elsewhere: bool,
    place: Place,
    /// What people think of it.
    average: Option<Average>,
    /// The day on which applications are taken again, when they are not now.
    opens: Option<Date>,
    /// The last day of the season that is open.
    closes: Option<Date>,
    page: Page,
}

impl ServicePage {
    fn definition(&self) -> &Definition {
        self.service.definition()
    }

    /// «4,6 из 5».
    fn stars(&self, average: &Average) -> String {
        let point = if self.page.lang == base::Lang::Ru { ',' } else { '.' };
        let stars = format!("{}{point}{}", average.tenths / 10, average.tenths % 10);
        self.page.tv("catalog-rating-value", [("stars", stars), ("most", MOST_STARS.to_string())])
    }

    fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.in_lang(self.page.lang)
    }
}

/// The sentence that says until when applications are not taken, and the reason.
fn pause_of(service: &Service, page: &Page) -> Option<(String, String)> {
    let pause = service.pause_on(page.counted_day())?;
    let until = match pause.resumes_on {
        Some(day) => page.tv("catalog-paused-until", [("day", page.counted(day))]),
        None => page.t("catalog-paused").into_owned(),
    };
    Some((until, pause.reason.in_lang(page.lang).to_owned()))
}

/// `/services/{code}`.
pub(super) async fn show(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let service = snapshot.service(&code).ok_or(Failure::NotFound)?.clone();
    let first = service.definition().categories.first();
    let category = first.and_then(|code| snapshot.category(code));
    let level = service.definition().level;
    let season = service.definition().season.as_ref();
    Ok(web::html(ServicePage {
        category: category
            .map(|category| (format!("/categories/{}", category.code), category.title.in_lang(page.lang).to_owned())),
        level_key: match level {
            Level::Simplified => "catalog-level-simplified",
            Level::Standard => "catalog-level-standard",
            Level::Verified => "catalog-level-verified",
        },
        lacks_level: level == Level::Verified && page.viewer.as_ref().is_some_and(|viewer| !viewer.verified),
        opens: season.and_then(|season| season.opens(page.counted_day())),
        closes: season.and_then(|season| season.closes(page.counted_day())),
        pause: pause_of(&service, &page),
        average: state.catalog.average(&code),
        place: Place::of(&service, &snapshot, &page),
        elsewhere: !is_here(&service, &page),
        service,
        page,
    }))
}
