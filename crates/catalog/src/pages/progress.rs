//! A life situation as a checklist: its services in the order in which they are needed, and how far the visitor is with each.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State as Given},
};
use web::{Failure, Page};

use super::{State, lists::is_here};
use crate::{LifeEvent, Service};

/// How far somebody is with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The form is begun.
    Begun,
    /// The application is sent.
    Sent,
    /// The result is there.
    Done,
}

/// How far the signed-in visitor is, by the code of the service. Whoever knows attaches it to the request; the catalogue does
/// not know applications.
#[derive(Debug, Clone, Default)]
pub struct Progress(pub BTreeMap<String, Step>);

/// A service of the situation.
struct Task {
    href: String,
    title: String,
    note: String,
    price: String,
    step: Option<Step>,
    /// The visitor's region does not have it.
    elsewhere: bool,
}

impl Task {
    fn of(service: &Service, progress: &Progress, page: &Page) -> Self {
        Self {
            href: format!("/services/{}", service.code),
            title: service.title().in_lang(page.lang).to_owned(),
            note: service.short().in_lang(page.lang).to_owned(),
            price: service.definition().price.in_lang(page.lang).to_owned(),
            step: progress.0.get(&service.code).copied(),
            elsewhere: !is_here(service, page),
        }
    }

    fn is_done(&self) -> bool {
        self.step == Some(Step::Done)
    }

    /// The key of the words that say how far it is.
    fn key(&self) -> Option<&'static str> {
        self.step.map(|step| match step {
            Step::Begun => "catalog-step-begun",
            Step::Sent => "catalog-step-sent",
            Step::Done => "catalog-step-done",
        })
    }

    fn tone(&self) -> &'static str {
        if self.is_done() { "good" } else { "accent" }
    }
}

#[derive(Template)]
#[template(path = "catalog/life-event.html")]
struct LifeEventPage {
    event: Arc<LifeEvent>,
    tasks: Vec<Task>,
    /// How many are done, for whoever has begun any.
    done: Option<usize>,
    page: Page,
}

/// `/life-events/{code}`.
pub(super) async fn show(
    Given(state): Given<State>,
    page: Page,
    progress: Option<Extension<Progress>>,
    Path(code): Path<String>,
) -> web::Result {
    let snapshot = state.catalog.snapshot();
    let event = snapshot.life_event(&code).ok_or(Failure::NotFound)?.clone();
    let progress = progress.map(|Extension(progress)| progress).unwrap_or_default();
    let tasks: Vec<Task> = snapshot.in_life_event(&event).map(|service| Task::of(service, &progress, &page)).collect();
    let is_begun = tasks.iter().any(|task| task.step.is_some());
    let done = is_begun.then(|| tasks.iter().filter(|task| task.is_done()).count());
    Ok(web::html(LifeEventPage { event, tasks, done, page }))
}
