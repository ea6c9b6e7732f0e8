//! Service centres: the list with its filter, and the page of one.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use jiff::{civil::Weekday, tz::TimeZone};
use web::{Failure, Fields, Page, Query};

use super::State;
use crate::{
    Centre, Opening, Snapshot, Task,
    directories::{WEEKDAYS, clock},
};

/// A centre as a line of the list.
struct Line {
    centre: Arc<Centre>,
    state: OpenState,
}

/// Whether a centre is open, in words.
struct OpenState {
    text: String,
    label_key: &'static str,
    tone: &'static str,
}

impl OpenState {
    fn of(opening: Opening, page: &Page) -> Self {
        let until = |key: &str, time| page.tv(key, [("time", clock(time))]);
        let (label_key, tone, text) = match opening {
            Opening::Open(time) => ("catalog-centre-open", "good", until("catalog-centre-open-until", time)),
            Opening::Break(time) => ("catalog-centre-break", "warn", until("catalog-centre-opens-today", time)),
            Opening::Closed(0, _, time) => {
                ("catalog-centre-closed", "neutral", until("catalog-centre-opens-today", time))
            }
            Opening::Closed(1, _, time) => {
                ("catalog-centre-closed", "neutral", until("catalog-centre-opens-tomorrow", time))
            }
            Opening::Closed(_, day, time) => {
                let args = [("day", weekday(day).to_owned()), ("time", clock(time))];
                ("catalog-centre-closed", "neutral", page.tv("catalog-centre-opens-on", args))
            }
            Opening::Never => ("catalog-centre-closed", "neutral", String::new()),
        };
        Self { text, label_key, tone }
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// The zone by whose clock a centre goes.
fn zone(snapshot: &Snapshot, centre: &Centre) -> TimeZone {
    let zone = snapshot.region(&centre.region).and_then(|region| TimeZone::get(&region.zone).ok());
    zone.unwrap_or(TimeZone::UTC)
}

#[derive(Template)]
#[template(path = "catalog/centres.html")]
struct CentresPage {
    fields: Fields,
    /// The regions that have centres, after the choice of all.
    regions: Vec<(String, String)>,
    lines: Vec<Line>,
    page: Page,
}

/// `/centres?q=&region=&open=yes`: those of the visitor's region first.
pub(super) async fn list(Given(state): Given<State>, page: Page, Query(fields): Query) -> Response {
    let snapshot = state.catalog.snapshot();
    let all = (String::new(), page.t("catalog-centres-everywhere").into_owned());
    let present = snapshot.regions().iter().filter(|region| has_centres(&snapshot, &region.code));
    let present = present.map(|region| (region.code.clone(), region.title.in_lang(page.lang).to_owned()));
    let regions = std::iter::once(all).chain(present).collect();
    let (query, region) = (fields.value("q"), fields.value("region"));
    let mut lines = Vec::new();
    for centre in snapshot.centres() {
        let opening = centre.at(page.now(), &zone(&snapshot, centre));
        let wanted = (region.is_empty() || centre.region == region)
            && (fields.value("open").is_empty() || opening.is_open())
            && centre.is_meant_by(query);
        if wanted {
            lines.push(Line { centre: centre.clone(), state: OpenState::of(opening, &page) });
        }
    }
    let own = page.region.as_ref().map(|region| region.code.clone()).unwrap_or_default();
    lines.sort_by_key(|line| line.centre.region != own);
    web::html(CentresPage { fields, regions, lines, page })
}

fn has_centres(snapshot: &Snapshot, region: &str) -> bool {
    snapshot.centres().iter().any(|centre| centre.region == region)
}

/// A day of the week with its hours.
struct Day {
    key: String,
    is_today: bool,
    hours: String,
    breaks: String,
}

#[derive(Template)]
#[template(path = "catalog/centre.html")]
struct CentrePage {
    centre: Arc<Centre>,
    region: String,
    state: OpenState,
    days: Vec<Day>,
    tasks: Vec<&'static str>,
    page: Page,
}

/// `/centres/{code}`: where it is, when it is open, what it does.
pub(super) async fn show(Given(state): Given<State>, page: Page, Path(code): Path<String>) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let centre = snapshot.centre(&code).ok_or(Failure::NotFound)?.clone();
    let zone = zone(&snapshot, &centre);
    let today = page.now().to_zoned(zone.clone()).weekday();
    let region = snapshot.region(&centre.region).map(|region| region.title.in_lang(page.lang).to_owned());
    Ok(web::html(CentrePage {
        region: region.unwrap_or_default(),
        state: OpenState::of(centre.at(page.now(), &zone), &page),
        days: WEEKDAYS.into_iter().map(|day| Day::of(&centre, day, today, &page)).collect(),
        tasks: centre.does.iter().map(|task: &Task| task.label_key()).collect(),
        centre,
        page,
    }))
}

impl Day {
    fn of(centre: &Centre, day: Weekday, today: Weekday, page: &Page) -> Self {
        let spans = centre.hours.on(day);
        let hours = match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => format!("{}–{}", clock(first.from), clock(last.until)),
            _ => page.t("catalog-centre-day-off").into_owned(),
        };
        let gaps = spans.iter().zip(spans.iter().skip(1));
        let gaps = gaps.map(|(one, next)| format!("{}–{}", clock(one.until), clock(next.from)));
        Self {
            key: format!("catalog-weekday-{}", weekday(day)),
            is_today: day == today,
            hours,
            breaks: gaps.collect::<Vec<_>>().join(", "),
        }
    }
}
