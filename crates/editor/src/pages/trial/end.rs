//! The end of a try-out: what it comes to, and the example that it becomes.

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::ServiceFiles;
use forms::{Definition, Example, Expected, Outcome, Section, Text};
use http::StatusCode;
use identity::Administrator;
use web::{Fields, Form, Page};

use super::{Chips, Hand, chips, home, page_path};
use crate::{
    State, examples,
    pages::shared::{self, path, version},
    work,
};

#[derive(Template)]
#[template(path = "editor/trial-end.html")]
struct EndPage {
    page: Page,
    fields: Fields,
    path: String,
    home: String,
    title: String,
    version: i64,
    chips: Chips,
    told: Option<&'static str>,
    /// It cannot be sent.
    is_refused: bool,
    /// What is refused: the address of its page, the question, and what a citizen reads.
    wrong: Vec<(String, String)>,
    /// The rules that are not met, each with its advice.
    unmet: Vec<(String, String)>,
    sections: Vec<Section>,
    /// The duty and the time.
    sums: Vec<String>,
    /// The title of the example that was opened; "" for none.
    opened: String,
}

impl EndPage {
    fn new(state: &State, page: Page, hand: &Hand, fields: Fields) -> Option<Self> {
        let definition = hand.definition.as_ref()?;
        let outcome = forms::outcome(definition, &hand.tried.example).ok()?;
        let code = &hand.draft.service;
        let unmet = |id: &String| {
            let rule = definition.eligibility.iter().find(|rule| rule.id == *id)?;
            Some((rule.explain.in_lang(page.lang).to_owned(), rule.advice.in_lang(page.lang).to_owned()))
        };
        Some(Self {
            path: path(code),
            home: home(code),
            title: shared::title(state, code, Some(&hand.draft.files), &page),
            version: hand.draft.version,
            chips: chips(hand, &page, "."),
            told: None,
            is_refused: !outcome.came.errors.is_empty() || !outcome.came.unmet.is_empty(),
            wrong: wrong(definition, &outcome, code, &page),
            unmet: outcome.came.unmet.iter().filter_map(unmet).collect(),
            sections: forms::summary(definition, &outcome.answers, &outcome.facts, page.lang),
            sums: examples::sums(&outcome.came, page.lang).iter().map(|said| said.on(&page)).collect(),
            opened: opened(hand).map(|title| title.in_lang(page.lang).to_owned()).unwrap_or_default(),
            fields,
            page,
        })
    }

    fn page_of(&self, section: &Section) -> String {
        web::with_query(&format!("{}/page", self.home), "", "page", &section.page)
    }
}

/// The title of the example that was opened, if it is still there.
fn opened(hand: &Hand) -> Option<Text> {
    let text = hand.draft.files.examples().find(|(known, _)| *known == hand.tried.file)?.1;
    forms::parse_example(text).ok().map(|example| example.title)
}

fn wrong(definition: &Definition, outcome: &Outcome, code: &str, page: &Page) -> Vec<(String, String)> {
    let at = |path: &str| {
        let id = path.split('.').next().unwrap_or_default();
        let of = definition.pages.iter().find(|page| page.questions.iter().any(|question| question.id == id));
        of.map_or_else(|| home(code), |page| format!("{}#{path}", page_path(code, &page.id)))
    };
    outcome.wrong.iter().map(|wrong| (at(&wrong.path), page.tv(wrong.key(), wrong.args(page.lang)))).collect()
}

/// `/administration/services/{code}/trial/outcome`.
pub(in crate::pages) async fn show(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let hand = Hand::of(&mut state.db.read().await?, &state, &administrator, &page, &code).await?;
    let mut fields = Fields::default();
    let title = &hand.tried.example.title;
    fields.set("title.ru", title.ru.clone());
    fields.set("title.en", title.en.clone());
    Ok(EndPage::new(&state, page, &hand, fields).map_or_else(|| web::see(home(&code)), web::html))
}

/// «Сохранить как пример», and over the one that was opened.
pub(in crate::pages) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let seen = version(&fields)?;
    let ru = fields.require("title.ru", "editor-pair-needed");
    let en = fields.require("title.en", "editor-pair-needed");
    let mut tx = state.db.begin().await?;
    let mut hand = Hand::of(&mut tx, &state, &administrator, &page, &code).await?;
    let is_late = hand.draft.version != seen;
    let (Some(ru), Some(en), false) = (ru, en, is_late) else {
        drop(tx);
        let told = is_late.then_some(("examples-faster", StatusCode::CONFLICT));
        return Ok(again(&state, page, &hand, fields, told));
    };
    let (Some(example), is_new) = (finished(&hand, Text { ru, en }), fields.value("do") == "new") else {
        return Ok(web::see(home(&code)));
    };
    let (file, files) = match written(&hand, &example, is_new) {
        Ok(written) => written,
        Err(told) => {
            drop(tx);
            return Ok(again(&state, page, &hand, fields, Some((told, StatusCode::UNPROCESSABLE_ENTITY))));
        }
    };
    if work::save(&mut tx, &state.cx, &administrator, &hand.draft, &files).await?.is_none() {
        drop(tx);
        return Ok(again(&state, page, &hand, fields, Some(("examples-faster", StatusCode::CONFLICT))));
    }
    (hand.tried.file, hand.tried.example) = (file, example);
    // Another window may have typed on: that stays, and the example is what was shown here.
    hand.keep(&mut tx, &state, &administrator).await?;
    tx.commit().await?;
    Ok(web::see_with(format!("{}/examples", path(&code)), "examples-saved"))
}

/// The page again, with what keeps it back.
fn again(
    state: &State,
    page: Page,
    hand: &Hand,
    fields: Fields,
    told: Option<(&'static str, StatusCode)>,
) -> axum::response::Response {
    let Some(mut made) = EndPage::new(state, page, hand, fields) else {
        return web::see(home(&hand.draft.service));
    };
    made.told = told.map(|(key, _)| key);
    let mut response = web::html(made);
    *response.status_mut() = told.map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, status)| status);
    response
}

/// The example as it is to be written: what is typed on the pages that one comes to, and what comes of it.
fn finished(hand: &Hand, title: Text) -> Option<Example> {
    let definition = hand.definition.as_ref()?;
    let mut example = Example { title, ..hand.tried.example.clone() };
    let steps = forms::walk(definition, &example).ok()?.steps;
    example.input.retain(|path, _| steps.iter().any(|step| examples::is_of_page(step.page, path)));
    let came: Expected = forms::outcome(definition, &example).ok()?.came;
    Some(Example { expect: came, ..example })
}

/// The files with the example, and its path.
fn written(hand: &Hand, example: &Example, is_new: bool) -> Result<(String, ServiceFiles), &'static str> {
    let mut files = hand.draft.files.clone();
    let known = files.examples().find(|(known, _)| *known == hand.tried.file && !is_new);
    let known = known.map(|(file, text)| (file.to_owned(), text.to_owned()));
    let (file, text) = match known {
        Some((file, text)) => {
            let before = forms::parse_example(&text).map_err(|_| "editor-text-not-put")?;
            (file, examples::put(&text, &before, example).map_err(|_| "editor-text-not-put")?)
        }
        None => (examples::path_of(&example.title.ru, &files), examples::written(example)),
    };
    if files.set(&file, text) { Ok((file, files)) } else { Err("examples-too-large") }
}
