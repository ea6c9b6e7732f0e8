//! The questions of services straight from files, as citizens see them: the preview of whoever writes them in a folder.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    routing::get,
};
use catalog::ServiceFiles;
use web::{Failure, Page, Query};

use crate::pages::preview::{Chosen, Pane};

/// The services that are shown, by code.
#[derive(Clone, Default)]
pub struct Shown(Arc<RwLock<BTreeMap<String, ServiceFiles>>>);

impl Shown {
    /// Shows these files, path and text, in place of the former.
    pub fn replace<P: AsRef<str>, T: AsRef<str>>(&self, files: &[(P, T)]) {
        let mut services: BTreeMap<String, ServiceFiles> = BTreeMap::new();
        for (path, text) in files {
            if let Some((code, path)) = path.as_ref().split_once('/') {
                services.entry(code.to_owned()).or_default().set(path, text.as_ref());
            }
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = services;
    }

    fn files(&self, code: &str) -> Option<ServiceFiles> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }
}

/// The page behind «Получить услугу»: the questions, page by page, with an example chosen. Nothing is kept.
pub fn preview_routes(shown: Shown) -> Router {
    Router::new().route("/services/{code}/apply", get(show)).with_state(shown)
}

#[derive(Template)]
#[template(path = "editor/citizen.html")]
struct CitizenPage {
    page: Page,
    here: String,
    back: String,
    preview: Option<Pane>,
}

async fn show(Given(shown): Given<Shown>, page: Page, Path(code): Path<String>, Query(fields): Query) -> web::Result {
    let files = shown.files(&code).ok_or(Failure::NotFound)?;
    let preview = Pane::new(&files, &Chosen::of(&fields), &page)?;
    Ok(web::html(CitizenPage {
        here: format!("/services/{code}/apply"),
        back: format!("/services/{code}"),
        preview,
        page,
    }))
}
