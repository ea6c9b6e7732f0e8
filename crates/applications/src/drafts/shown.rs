//! A page of questions as it is shown.

use askama::Template;
use base::AccountId;
use db::Tx;
use forms::{Asked, FileRef, Input, Wrong};
use web::{Fields, Html, Page};

use super::{
    notes::Window,
    posted::RefusedFile,
    way::{check_path, page_path},
};
use crate::{
    opened::Opened,
    questions::{self, Questions},
};

#[derive(Template)]
#[template(path = "applications/page.html")]
pub(super) struct QuestionPage {
    page: Page,
    fields: Fields,
    questions: Html,
    service: String,
    heading: String,
    intro: String,
    step: usize,
    total: usize,
    back: String,
    from: String,
    saved: String,
    /// The marks of the window, field by field.
    marks: [(&'static str, String); 2],
    /// What the citizen is told first of all.
    told: Option<String>,
}

/// A page of questions on its way to the template.
pub(super) struct Shown<'a> {
    pub draft: &'a Opened,
    pub form_page: &'a forms::Page,
    pub input: Option<&'a Input>,
    /// The questions, where they were asked already with that input.
    pub asked: Option<Vec<Asked>>,
    /// What is wrong with the input.
    pub wrong: &'a [Wrong],
    /// Files that were not taken.
    pub refused: &'a [RefusedFile],
    /// What lies in «Мои документы».
    pub shelf: &'a [FileRef],
    /// The window that shows it.
    pub window: &'a Window,
    /// What the citizen is told first of all, in words.
    pub told: Option<String>,
}

impl Shown<'_> {
    /// The page, ready to be sent.
    pub fn template(self, page: Page, from: &str) -> web::Result<QuestionPage> {
        let Self { draft, form_page, input, .. } = self;
        let asked = self.asked.unwrap_or_else(|| ask(draft, form_page, &page, input));
        let mut fields = questions::fields(&asked, self.wrong, &page);
        for refused in self.refused {
            fields.fail(refused.path.clone(), refused.key.clone());
        }
        let heading = form_page.title.in_lang(page.lang).to_owned();
        let questions = Questions::render_all(&page, &fields, &asked, self.shelf, &heading)?;
        let pages = forms::applicable_pages(draft.definition(), &draft.answers, draft.facts());
        let place = pages.iter().position(|known| known.id == form_page.id).unwrap_or(0);
        let back = match place.checked_sub(1).and_then(|before| pages.get(before)) {
            _ if from == "check" => check_path(draft),
            Some(before) => page_path(draft, &before.id, ""),
            None => draft.application.path(),
        };
        let application = &draft.application;
        let saved = if application.version > 1 {
            page.tv("applications-saved-at", [("time", page.clock(application.changed_at))])
        } else {
            String::new()
        };
        Ok(QuestionPage {
            service: draft.definition().title.in_lang(page.lang).to_owned(),
            intro: form_page.intro.as_ref().map_or("", |intro| intro.in_lang(page.lang)).to_owned(),
            step: place + 1,
            // «Проверьте данные» is the last step.
            total: pages.len() + 1,
            from: from.to_owned(),
            marks: self.window.fields().map(|(name, mark)| (name, mark.to_owned())),
            told: self.told,
            page,
            fields,
            questions,
            heading,
            back,
            saved,
        })
    }
}

/// The questions of a page with what was typed, else what is stored, else what the profile knows.
pub(super) fn ask(draft: &Opened, form_page: &forms::Page, page: &Page, input: Option<&Input>) -> Vec<Asked> {
    forms::ask(draft.definition(), form_page, &draft.answers, draft.facts(), page.lang, input)
}

/// What the citizen keeps in «Мои документы».
pub(crate) async fn shelf(tx: &mut Tx, account: AccountId) -> db::Result<Vec<FileRef>> {
    let files = documents::files(tx, account).await?;
    Ok(files.into_iter().map(|file| FileRef { id: file.id.to_string(), name: file.name }).collect())
}
