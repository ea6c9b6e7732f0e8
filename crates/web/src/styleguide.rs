//! Every component with samples, and four whole pages made of them: for those who change how the portal looks. The samples
//! are in Russian only; nobody but us sees them.

use askama::Template;
use axum::{
    Router,
    extract::{Path, Request},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use base::SignedDuration;

use crate::{Bar, Failure, Fields, Html, Page, Result, bars, html, visit::Visit};

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/styleguide", get(show_components))
        .route("/styleguide/home", get(|page: Page| async { html(Home { page }) }))
        .route("/styleguide/application", get(|page: Page| async { html(Application { page }) }))
        .route("/styleguide/question", get(|page: Page| async { html(Question { page, fields: samples() }) }))
        .route("/styleguide/desk", get(show_desk))
        .route("/styleguide/failures/{code}", get(show_failure))
        .layer(middleware::from_fn(only_when_enabled))
}

async fn only_when_enabled(request: Request, next: Next) -> Result {
    let enabled = Visit::of(request.extensions())?.site.settings.styleguide;
    if enabled { Ok(next.run(request).await) } else { Err(Failure::NotFound) }
}

#[derive(Template)]
#[template(path = "styleguide/parts.html")]
struct Components {
    page: Page,
    fields: Fields,
    wrong: Fields,
    chart: Html,
}

#[derive(Template)]
#[template(path = "styleguide/home.html")]
struct Home {
    page: Page,
}

#[derive(Template)]
#[template(path = "styleguide/application.html")]
struct Application {
    page: Page,
}

#[derive(Template)]
#[template(path = "styleguide/question.html")]
struct Question {
    page: Page,
    fields: Fields,
}

#[derive(Template)]
#[template(path = "styleguide/desk.html")]
struct Desk {
    page: Page,
    chart: Html,
}

async fn show_components(page: Page) -> Response {
    let mut wrong = Fields::new([("wrong-snils", "123-456-789 6")]);
    wrong.fail("wrong-snils", "Проверьте СНИЛС: последние две цифры не сходятся");
    wrong.fail("wrong-choice", "Выберите, менялось ли у вас имя");
    let chart = chart(&page);
    html(Components { page, fields: samples(), wrong, chart })
}

async fn show_desk(page: Page) -> Response {
    let chart = chart(&page);
    html(Desk { page, chart })
}

/// The page of a failure, with its status, for those that nobody meets in an ordinary day.
async fn show_failure(page: Page, Path(code): Path<String>) -> Failure {
    match code.as_str() {
        "denied" => Failure::Denied,
        "conflict" => Failure::Conflict,
        "throttled" => Failure::Throttled { until: page.now() + SignedDuration::from_mins(10) },
        "expired" => Failure::Expired,
        "malformed" => Failure::Malformed,
        "too-large" => Failure::TooLarge,
        "overloaded" => Failure::Overloaded,
        "fault" => Failure::Fault(anyhow::anyhow!("a fault for the style guide")),
        _ => Failure::NotFound,
    }
}

fn samples() -> Fields {
    Fields::new([("choice", "yes"), ("name", "Ветрова"), ("agree", "1"), ("many", "yes")])
}

fn chart(page: &Page) -> Html {
    let decided = [6, 9, 8, 12, 4, 2, 11, 13, 10, 14, 11, 3, 3, 14];
    let days: Vec<Bar> =
        decided.iter().zip(8..).map(|(value, day)| Bar { label: format!("{day}.11"), value: *value }).collect();
    bars(&page.t("styleguide-chart"), &days)
}
