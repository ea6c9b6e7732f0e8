//! A page of the form as citizens see it, with an example chosen.

use askama::Template;
use axum::extract::{Path, State as Given};
use catalog::ServiceFiles;
use forms::{Answers, Definition, Facts, Outcome};
use identity::Administrator;
use web::{Html, Page, Query};

use super::shared::{self, path};
use crate::State;

/// What is chosen: a page of the form, and an example.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chosen {
    pub(crate) page: String,
    pub(crate) example: String,
}

impl Chosen {
    pub(crate) fn of(fields: &web::Fields) -> Self {
        Self { page: fields.value("page").to_owned(), example: fields.value("example").to_owned() }
    }
}

/// A choice: value, text, whether it is chosen.
pub(crate) type Choice = (String, String, bool);

/// The page of the form that is looked at.
pub(crate) struct Pane {
    pub(crate) pages: Vec<Choice>,
    pub(crate) examples: Vec<Choice>,
    pub(crate) heading: String,
    pub(crate) intro: String,
    pub(crate) questions: Html,
    /// The page does not apply with the answers of the example.
    pub(crate) is_passed_over: bool,
}

impl Pane {
    /// The pane of a draft; none while its description has problems.
    pub(crate) fn new(files: &ServiceFiles, chosen: &Chosen, page: &Page) -> web::Result<Option<Self>> {
        let Ok(definition) = forms::parse(files.definition()) else { return Ok(None) };
        let form_page = definition.pages.iter().find(|known| known.id == chosen.page).or(definition.pages.first());
        let Some(form_page) = form_page else { return Ok(None) };
        let (answers, facts) = answers(&definition, files, chosen, page);
        let say = |text: &forms::Text| text.in_lang(page.lang).to_owned();
        let choice = |known: &forms::Page| (known.id.clone(), say(&known.title), known.id == form_page.id);
        Ok(Some(Self {
            pages: definition.pages.iter().map(choice).collect(),
            examples: examples(files, &chosen.example, page),
            heading: say(&form_page.title),
            intro: form_page.intro.as_ref().map(say).unwrap_or_default(),
            questions: applications::preview::questions(page, &definition, form_page, &answers, &facts)?,
            is_passed_over: !forms::page_applies(&definition, form_page, &answers, &facts),
        }))
    }

    /// The questions to the officer; none while there are none, or the description has problems.
    pub(crate) fn of_decision(files: &ServiceFiles, page: &Page) -> web::Result<Option<Self>> {
        let definition = forms::parse(files.definition()).ok().filter(|definition| !definition.decision.is_empty());
        let Some(definition) = definition else { return Ok(None) };
        Ok(Some(Self {
            pages: Vec::new(),
            examples: Vec::new(),
            heading: page.t("editor-decision").into_owned(),
            intro: String::new(),
            questions: applications::preview::decision(page, &definition)?,
            is_passed_over: false,
        }))
    }
}

fn examples(files: &ServiceFiles, chosen: &str, page: &Page) -> Vec<Choice> {
    let mut found = vec![(String::new(), page.t("editor-no-example").into_owned(), chosen.is_empty())];
    for (path, text) in files.examples() {
        if let Ok(example) = forms::parse_example(text) {
            found.push((path.to_owned(), example.title.in_lang(page.lang).to_owned(), path == chosen));
        }
    }
    found
}

/// The answers of the chosen example; none are given while it cannot be read.
fn answers(definition: &Definition, files: &ServiceFiles, chosen: &Chosen, page: &Page) -> (Answers, Facts) {
    let text = files.examples().find(|(path, _)| *path == chosen.example).map(|(_, text)| text);
    let example = text.and_then(|text| forms::parse_example(text).ok());
    let outcome = example.and_then(|example| forms::outcome(definition, &example).ok());
    let nothing = || (Answers::new(), Facts { today: page.today(), profile: forms::Prefill::new() });
    outcome.map_or_else(nothing, |Outcome { answers, facts, .. }| (answers, facts))
}

#[derive(Template)]
#[template(path = "editor/preview.html")]
struct PreviewPage {
    page: Page,
    path: String,
    here: String,
    title: String,
    preview: Option<Pane>,
}

/// `/administration/services/{code}/preview?page=&example=`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(fields): Query,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let draft = shared::open(&mut tx, &state, &code).await?;
    let preview = Pane::new(&draft.files, &Chosen::of(&fields), &page)?;
    let title = shared::title(&state, &code, Some(&draft.files), &page);
    Ok(web::html(PreviewPage { here: format!("{}/preview", path(&code)), path: path(&code), title, preview, page }))
}
