//! The page on which the citizen corrects what was returned.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use db::Tx;
use forms::{Asked, FileRef, Input, Wrong};
use identity::{Citizen, MaybeCitizen};
use web::{Device, Failure, Fields, Html, Page};

use super::correct::{self, CorrectRefusal};
use crate::{
    State,
    drafts::{
        addresses,
        posted::{self, Posted, RefusedFile},
        pressed::Pressed,
        rescue::{self, CORRECTIONS, WORDS},
        shown,
    },
    opened::{self, Opened},
    questions::{self, Questions},
    typed::Typed,
};

/// The longest of that, in characters.
const LONGEST_WORDS: usize = 4_000;

#[derive(Template)]
#[template(path = "applications/corrections.html")]
struct CorrectionsPage {
    page: Page,
    fields: Fields,
    questions: Html,
    title: String,
    number: String,
    back: String,
    /// Nothing was sent, and why; or what was typed in a session that ended is here.
    told: Option<String>,
}

/// An application with the questions that came back.
struct Returned {
    opened: Opened,
    ids: Vec<String>,
}

impl Returned {
    /// None when nothing is returned, or no longer.
    async fn find(tx: &mut Tx, state: &State, citizen: &Citizen, id: &str) -> Result<(Opened, Option<Self>), Failure> {
        let id = id.parse().map_err(|_| Failure::NotFound)?;
        let opened = opened::open(tx, &state.cx, &state.catalog, citizen.account, id).await?;
        let ids = super::awaited(tx, &opened.application).await?;
        let returned = (!ids.is_empty()).then(|| Self { opened: opened.clone(), ids });
        Ok((opened, returned))
    }

    fn ask(&self, page: &Page, input: Option<&Input>) -> Vec<Asked> {
        let (answers, facts) = (&self.opened.answers, self.opened.facts());
        forms::ask_again(self.opened.definition(), &self.ids, answers, facts, page.lang, input)
    }

    fn template(self, page: Page, shown: &Shown<'_>) -> web::Result<CorrectionsPage> {
        let asked = self.ask(&page, shown.input);
        let mut fields = questions::fields(&asked, shown.wrong, &page);
        for refused in shown.refused {
            fields.fail(refused.path.clone(), refused.key.clone());
        }
        if let Some(words) = shown.words {
            fields.set(WORDS, words.value(WORDS));
            if words.error_of(WORDS).is_some() {
                fields.fail(WORDS, "applications-answer-too-long");
            }
        }
        let application = &self.opened.application;
        Ok(CorrectionsPage {
            questions: Questions::render_all(&page, &fields, &asked, shown.shelf, "")?,
            title: application.title(page.lang).to_owned(),
            number: application.number_text().to_owned(),
            back: application.path(),
            told: shown.told.clone(),
            fields,
            page,
        })
    }
}

/// The page with what was typed, and what is wrong with it.
#[derive(Default)]
struct Shown<'a> {
    input: Option<&'a Input>,
    wrong: &'a [Wrong],
    refused: &'a [RefusedFile],
    shelf: &'a [FileRef],
    words: Option<&'a Fields>,
    told: Option<String>,
}

/// The questions that came back, with the answers that were sent, or what was typed in a session that ended.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    device: Device,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let mut tx = state.db.read().await?;
    let (opened, returned) = Returned::find(&mut tx, &state, &citizen, &id).await?;
    let Some(returned) = returned else { return Ok(web::see(opened.application.path())) };
    let shelf = shown::shelf(&mut tx, citizen.account).await?;
    let of = (citizen.account, opened.application.id);
    let Some(rescued) = rescue::find(&mut tx, &state.cx, of, device, CORRECTIONS).await? else {
        return Ok(web::html(returned.template(page, &Shown { shelf: &shelf, ..Shown::default() })?));
    };
    let asked = returned.ask(&page, Some(&rescued.typed.input(&[])));
    let paths = questions::file_questions(&asked);
    let (input, words) = (rescued.typed.input(&paths), Fields::new([(WORDS, rescued.words.as_str())]));
    let told = Some(rescue::told(&rescued, &page));
    let shown = Shown { input: Some(&input), shelf: &shelf, words: Some(&words), told, ..Shown::default() };
    Ok(web::html(returned.template(page, &shown)?))
}

/// «Отправить исправленное», or another button of the form. What somebody sends whose session has ended is kept until they
/// have signed in again.
pub(super) async fn send(
    Given(state): Given<State>,
    MaybeCitizen(citizen): MaybeCitizen,
    device: Device,
    page: Page,
    Path(id): Path<String>,
    posted: Result<Posted, Failure>,
) -> web::Result {
    let Some(citizen) = citizen else { return rescue::of_guest(&state, device, (&id, CORRECTIONS), posted).await };
    let mut posted = posted?.examine(&state.files).await;
    posted::join_pages(&state, citizen.account, &mut posted).await?;
    let mut tx = state.db.begin().await?;
    let (opened, returned) = Returned::find(&mut tx, &state, &citizen, &id).await?;
    let Some(returned) = returned else { return Ok(web::see(opened.application.path())) };
    rescue::take_over(&mut tx, &state.cx, &opened.application, device, &posted.0).await?;
    let mut typed = Typed::new("", posted.0.iter());
    let asked = returned.ask(&page, Some(&typed.input(&[])));
    let refused = posted::take_files(&mut tx, &state, citizen.account, &posted, &asked, &mut typed).await?;
    let shelf = shown::shelf(&mut tx, citizen.account).await?;
    let pressed = posted.0.value("do").to_owned();
    let pressed = Pressed::of(&pressed);
    pressed.apply(&mut typed);
    let mut input = typed.input(&questions::file_questions(&asked));
    let text = words(&mut posted.0);
    let fields = &posted.0;
    let again = |wrong, told| Shown { input: None, wrong, refused: &refused, shelf: &shelf, words: Some(fields), told };
    if pressed != Pressed::Continue {
        tx.commit().await?;
        return Ok(web::html(returned.template(page, &Shown { input: Some(&input), ..again(&[], None) })?));
    }
    let mut wrong = addresses::look_up(&mut tx, &opened, &asked, &mut input).await?;
    let mut told = None;
    if let (Some(text), true, true) = (text, wrong.is_empty(), refused.is_empty()) {
        match correct::correct(&mut tx, &state.cx, &opened, (&returned.ids, &input), &text).await? {
            Ok(answered) => {
                tx.commit().await?;
                return Ok(web::see_with(answered.path(), "applications-answered"));
            }
            Err(CorrectRefusal::NotNow) => return Ok(web::see(opened.application.path())),
            Err(CorrectRefusal::Wrong(found)) => wrong = found,
            Err(CorrectRefusal::LeadsElsewhere) => told = Some(page.t("corrections-lead-elsewhere").into_owned()),
            Err(CorrectRefusal::Unchanged) => told = Some(page.t("corrections-unchanged").into_owned()),
        }
    }
    // What was uploaded stays, whatever else is wrong.
    tx.commit().await?;
    unprocessable(returned, page, &Shown { input: Some(&input), ..again(&wrong, told) })
}

fn unprocessable(returned: Returned, page: Page, shown: &Shown<'_>) -> web::Result<Response> {
    Ok(web::unprocessable(returned.template(page, shown)?))
}

/// What is said with it, which may be nothing; none when it is too long.
fn words(fields: &mut Fields) -> Option<String> {
    if fields.value(WORDS).trim().is_empty() {
        return Some(String::new());
    }
    fields.require_text(WORDS, LONGEST_WORDS, "applications-answer-too-long")
}
