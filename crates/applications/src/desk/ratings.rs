//! «Оценки»: what people say of the agency's services, for its head.

use askama::Template;
use axum::extract::State as Given;
use catalog::{Average, MOST_STARS, Month, RatingsWanted, ReceivedRating, Service};
use identity::Head;
use std::sync::Arc;
use web::{Fields, Page, Query, paging::Stretch};

use crate::State;

/// The ratings of one page.
const RATINGS: u32 = 20;

#[derive(Template)]
#[template(path = "desk/ratings.html")]
struct RatingsPage {
    fields: Fields,
    /// The choices of the filter: value and text.
    services: Vec<(String, String)>,
    stars: Vec<(String, String)>,
    months: Vec<MonthLine>,
    lines: Vec<Line>,
    /// The addresses of the pages beside this one; empty when there are none.
    previous: String,
    next: String,
    page: Page,
}

/// A month of the figures.
struct MonthLine {
    month: String,
    sent: u64,
    rated: u64,
    average: String,
}

/// A rating.
struct Line {
    stars: String,
    tone: &'static str,
    service: String,
    day: String,
    comment: Option<String>,
}

/// `/desk/ratings?service=&stars=&after=`.
pub(super) async fn show(Given(state): Given<State>, head: Head, page: Page, Query(fields): Query) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let own: Vec<Arc<Service>> = snapshot.of_agency(&head.agency).cloned().collect();
    let chosen = own.iter().find(|service| service.code == fields.value("service"));
    let wanted = RatingsWanted {
        agency: &head.agency,
        service: chosen.map(|service| service.code.as_str()),
        stars: fields.value("stars").parse().ok().filter(|stars| (1..=MOST_STARS).contains(stars)),
        stretch: Stretch::of(&fields),
        limit: RATINGS,
    };
    let counted: Vec<String> = match chosen {
        Some(service) => vec![service.code.clone()],
        None => own.iter().map(|service| service.code.clone()).collect(),
    };
    let mut tx = state.db.begin().await?;
    let received = catalog::received_ratings(&mut tx, &state.cx, head.staff, &wanted).await?;
    let months = catalog::figures_by_month(&mut tx, &state.cx, &counted).await?;
    tx.commit().await?;

    let title = |service: &Arc<Service>| service.title().in_lang(page.lang).to_owned();
    let all = |key: &str| (String::new(), page.t(key).into_owned());
    let (previous, next) = received.beside(&page.path, &page.query);
    let services = own.iter().map(|service| (service.code.clone(), title(service)));
    let stars = (1..=MOST_STARS).rev().map(|stars| {
        let text = page.t(format!("applications-rating-{stars}")).into_owned();
        (stars.to_string(), text)
    });
    Ok(web::html(RatingsPage {
        services: std::iter::once(all("desk-ratings-all-services")).chain(services).collect(),
        stars: std::iter::once(all("desk-ratings-all-stars")).chain(stars).collect(),
        months: months.iter().map(|(month, counted)| MonthLine::of(&page, *month, counted)).collect(),
        lines: received
            .entries
            .into_iter()
            .map(|rating| {
                let service = own.iter().find(|service| service.code == rating.service);
                Line::of(&page, service.map_or_else(|| rating.service.clone(), title), rating)
            })
            .collect(),
        previous,
        next,
        fields,
        page,
    }))
}

impl MonthLine {
    fn of(page: &Page, month: base::Date, counted: &Month) -> Self {
        Self {
            month: page
                .tv("desk-ratings-of", [("month", format!("m{}", month.month())), ("year", month.year().to_string())]),
            sent: counted.sent,
            rated: counted.count(),
            average: counted.average().map_or_else(|| "—".to_owned(), |average| shown(page, average)),
        }
    }
}

/// «4,6».
fn shown(page: &Page, average: Average) -> String {
    let point = if page.lang == base::Lang::Ru { ',' } else { '.' };
    format!("{}{point}{}", average.tenths / 10, average.tenths % 10)
}

impl Line {
    fn of(page: &Page, service: String, rating: ReceivedRating) -> Self {
        Self {
            stars: page.tv("applications-rating-given", [("stars", rating.stars), ("most", MOST_STARS)]),
            tone: match rating.stars {
                0..=2 => "bad",
                3 => "warn",
                _ => "good",
            },
            service,
            day: page.day_of(rating.rated_at),
            comment: rating.comment,
        }
    }
}
