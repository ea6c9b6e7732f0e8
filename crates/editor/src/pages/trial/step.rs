//! One page of the form, as a citizen comes to it.

use askama::Template;
use axum::extract::{Path, State as Given};
use forms::{Step, Walk};
use identity::Administrator;
use web::{Fields, Form, Html, Page, Query};

use super::{Chips, Hand, chips, home, page_path};
use crate::{State, examples, pages::shared};

#[derive(Template)]
#[template(path = "editor/trial-page.html")]
struct StepPage {
    page: Page,
    fields: Fields,
    path: String,
    title: String,
    chips: Chips,
    /// The page before.
    back: String,
    id: String,
    heading: String,
    intro: String,
    questions: Html,
}

impl StepPage {
    /// The page with that id; none when nobody comes to it. What is wrong is said when it `is_sent`.
    fn new(state: &State, page: Page, hand: &Hand, id: &str, is_sent: bool) -> web::Result<Option<Self>> {
        let Some(definition) = &hand.definition else { return Ok(None) };
        let Ok(Walk { steps, input, facts, .. }) = forms::walk(definition, &hand.tried.example) else {
            return Ok(None);
        };
        let Some(place) = steps.iter().position(|step| step.page.id == id) else { return Ok(None) };
        let Some(Step { page: form_page, before, wrong }) = steps.get(place) else { return Ok(None) };
        let is_typed = is_sent || examples::is_typed(&hand.tried.example, form_page);
        let tried = applications::preview::tried(
            &page,
            (definition, form_page),
            (before, &facts),
            (is_typed.then_some(&input), if is_sent { wrong } else { &[] }),
            "examples-file-hint",
        )?;
        let code = &hand.draft.service;
        let back = place.checked_sub(1).and_then(|before| steps.get(before));
        Ok(Some(Self {
            path: shared::path(code),
            title: shared::title(state, code, Some(&hand.draft.files), &page),
            chips: chips(hand, &page, id),
            back: back.map_or_else(|| home(code), |step| page_path(code, &step.page.id)),
            id: id.to_owned(),
            heading: form_page.title.in_lang(page.lang).to_owned(),
            intro: form_page.intro.as_ref().map(|text| text.in_lang(page.lang).to_owned()).unwrap_or_default(),
            questions: tried.questions,
            fields: tried.fields,
            page,
        }))
    }
}

/// `/administration/services/{code}/trial/page?page=`.
pub(in crate::pages) async fn show(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
) -> web::Result {
    let hand = Hand::of(&mut state.db.read().await?, &state, &administrator, &page, &code).await?;
    let made = StepPage::new(&state, page, &hand, sent.value("page"), false)?;
    Ok(made.map_or_else(|| web::see(home(&code)), web::html))
}

/// «Продолжить», and the buttons of groups.
pub(in crate::pages) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
    Form(fields): Form,
) -> web::Result {
    let id = sent.value("page");
    let mut tx = state.db.begin().await?;
    let mut hand = Hand::of(&mut tx, &state, &administrator, &page, &code).await?;
    let form_page = hand.definition.as_ref().and_then(|known| known.pages.iter().find(|page| page.id == id)).cloned();
    // The description was changed meanwhile: one begins where one still can.
    let Some(form_page) = form_page else { return Ok(web::see(home(&code))) };
    examples::put_page(&mut hand.tried.example, &form_page, &fields);
    let pressed: Vec<&str> = fields.value("do").split(':').collect();
    let is_of_page = |group: &str| form_page.questions.iter().any(|question| question.id == group);
    let is_item = match pressed.as_slice() {
        ["add", group, shown] if is_of_page(group) => {
            examples::add_item(&mut hand.tried.example, group, shown.parse().unwrap_or_default());
            true
        }
        ["remove", group, index] if is_of_page(group) => {
            examples::remove_item(&mut hand.tried.example, group, index);
            true
        }
        _ => false,
    };
    let here = page_path(&code, id);
    if !hand.keep(&mut tx, &state, &administrator).await? {
        return Ok(web::see(here));
    }
    tx.commit().await?;
    if is_item {
        return Ok(web::see(here));
    }
    let is_skipped = pressed.as_slice() == ["skip"];
    match onward(&hand, id, is_skipped) {
        Some(to) => Ok(web::see(to)),
        None => match StepPage::new(&state, page, &hand, id, true)? {
            Some(made) => Ok(web::unprocessable(made)),
            None => Ok(web::see(home(&code))),
        },
    }
}

/// Where one goes on; none: something is wrong with the page.
fn onward(hand: &Hand, id: &str, is_skipped: bool) -> Option<String> {
    let code = &hand.draft.service;
    let walk = hand.definition.as_ref().and_then(|known| forms::walk(known, &hand.tried.example).ok());
    let steps = walk.map(|walk| walk.steps).unwrap_or_default();
    let Some(place) = steps.iter().position(|step| step.page.id == id) else { return Some(home(code)) };
    if !is_skipped && steps.get(place).is_some_and(|step| !step.wrong.is_empty()) {
        return None;
    }
    let next = steps.get(place + 1).map(|step| page_path(code, &step.page.id));
    Some(next.unwrap_or_else(|| format!("{}/outcome", home(code))))
}
