//! Every component with samples, on one page: for those who change how the portal looks.

use askama::Template;
use axum::{Router, response::Response, routing::get};

use crate::{Bar, Fields, Html, Page, bars, html};

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/styleguide", get(show)).route("/styleguide/{sample}", get(show))
}

#[derive(Template)]
#[template(path = "styleguide.html")]
struct Styleguide {
    page: Page,
    fields: Fields,
    wrong: Fields,
    chart: Html,
}

async fn show(page: Page) -> Response {
    let mut wrong = Fields::new([("wrong-snils", "123-456-789 6")]);
    wrong.fail("wrong-snils", "Проверьте СНИЛС: последние две цифры не сходятся");
    wrong.fail("wrong-choice", "Выберите, менялось ли у вас имя");
    let fields = Fields::new([("choice", "yes"), ("name", "Ветрова"), ("agree", "1")]);
    let solved = [6, 9, 8, 12, 4, 2, 11, 13, 10, 14, 11, 3, 3, 14];
    let days: Vec<Bar> =
        solved.iter().enumerate().map(|(day, value)| Bar { label: format!("{}.11", day + 8), value: *value }).collect();
    let chart = bars(&page.t("styleguide-chart"), &days);
    html(Styleguide { page, fields, wrong, chart })
}
