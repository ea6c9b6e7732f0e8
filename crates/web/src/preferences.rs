//! What visitors choose about the pages themselves, without an account: the version for low vision, the single keys of
//! workplaces, and the region.

use askama::Template;
use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base::SignedDuration;
use http::header;

use crate::{CookieRules, Failure, Fields, Form, Page, Query, Result, html, local_path, see};

/// How long a browser keeps a choice.
pub(crate) const KEEP_FOR: SignedDuration = SignedDuration::from_hours(24 * 365 * 2);

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/low-vision", post(switch_low_vision))
        .route("/keys", post(switch_keys))
        .route("/region", get(show_regions).post(save_region))
}

async fn switch_low_vision(page: Page, rules: CookieRules, Form(fields): Form) -> Response {
    let line = if page.low_vision { rules.clear("low-vision") } else { rules.set("low-vision", "1", Some(KEEP_FOR)) };
    ([(header::SET_COOKIE, line)], back(&fields)).into_response()
}

/// Keys without a modifier must be possible to switch off (WCAG 2.1.4): speech input would press them by chance.
async fn switch_keys(page: Page, rules: CookieRules, Form(fields): Form) -> Response {
    let line = if page.keys { rules.set("keys", "0", Some(KEEP_FOR)) } else { rules.clear("keys") };
    ([(header::SET_COOKIE, line)], back(&fields)).into_response()
}

#[derive(Template)]
#[template(path = "region.html")]
struct RegionPage {
    page: Page,
    fields: Fields,
    options: Vec<(String, String)>,
    hint: String,
}

async fn show_regions(page: Page, Query(query): Query) -> Response {
    let mut fields = Fields::default();
    fields.set("back", local_path(query.value("back")).unwrap_or("/"));
    // What is proposed stands chosen already, and is kept only when it is saved.
    let shown = page.region_offer.as_ref().or(page.region.as_ref());
    fields.set("region", shown.map_or("", |region| region.code.as_str()));
    let hint = match &page.region_offer {
        Some(region) => page.tv("region-hint-offer", [("region", region.name(page.lang))]),
        None => page.t("region-hint").into_owned(),
    };
    let options =
        page.regions().iter().map(|region| (region.code.clone(), region.name(page.lang).to_owned())).collect();
    html(RegionPage { page, fields, options, hint })
}

async fn save_region(page: Page, rules: CookieRules, Form(fields): Form) -> Result {
    let chosen =
        page.regions().iter().find(|region| region.code == fields.value("region")).ok_or(Failure::Malformed)?;
    let line = rules.set("region", &chosen.code, Some(KEEP_FOR));
    Ok(([(header::SET_COOKIE, line)], back(&fields)).into_response())
}

fn back(fields: &Fields) -> Response {
    see(local_path(fields.value("back")).unwrap_or("/"))
}
