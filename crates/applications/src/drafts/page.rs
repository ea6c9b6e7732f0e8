//! One page of questions.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use forms::{Asked, Input, Wrong};
use identity::Citizen;
use web::{Failure, Fields, Html, Page};

use super::{
    posted::{self, Posted, RefusedFile},
    save::{self, SaveRefusal},
};
use crate::{
    State, life_cycle,
    model::ApplicationId,
    opened::{self, Opened},
    questions::{self, Questions},
    store,
    typed::Typed,
};

/// How often a save is tried again when two windows save the same draft in the same moment.
const TRIES: usize = 3;

#[derive(Template)]
#[template(path = "applications/page.html")]
struct QuestionPage {
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
}

/// The page with its questions: as they were typed and left, else as they are answered, else as the profile knows.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    web::Query(query): web::Query,
    Path((id, form_page)): Path<(String, String)>,
) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    let draft = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if draft.application.state() != life_cycle::State::Draft {
        return Ok(web::see(draft.application.path()));
    }
    let known = draft.definition().pages.iter().find(|known| known.id == form_page).ok_or(Failure::NotFound)?;
    if !forms::page_applies(draft.definition(), known, &draft.answers, &draft.facts()) {
        return Ok(web::see(resume_path(&draft, None)));
    }
    let typed = store::applications::typed(&mut tx, &draft.application).await?.filter(|typed| typed.page == form_page);
    let input = typed.map(|typed| {
        let asked = ask(&draft, known, &page, Some(&typed.input(&[])));
        typed.input(&questions::file_questions(&asked))
    });
    let shown = Shown { draft: &draft, form_page: known, input: input.as_ref(), wrong: &[], refused: &[] };
    shown.template(page, query.value("from")).map(web::html)
}

/// Saves the page, or does what the button that was pressed says.
pub(super) async fn save(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path((id, form_page)): Path<(String, String)>,
    posted: Posted,
) -> web::Result {
    let id = parse(&id)?;
    for _ in 0..TRIES {
        if let Some(response) = try_to_save(&state, &citizen, &page, (id, &form_page), &posted).await? {
            return Ok(response);
        }
    }
    Err(Failure::Conflict)
}

/// None when the draft was changed in another window meanwhile.
async fn try_to_save(
    state: &State,
    citizen: &Citizen,
    page: &Page,
    (id, form_page): (ApplicationId, &str),
    posted: &Posted,
) -> web::Result<Option<Response>> {
    let mut tx = state.db.begin().await?;
    let draft = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if draft.application.state() != life_cycle::State::Draft {
        // Sent already: the back button brought the citizen here.
        return Ok(Some(web::see(draft.application.path())));
    }
    let known = draft.definition().pages.iter().find(|known| known.id == form_page).ok_or(Failure::NotFound)?;
    let mut typed = Typed::new(form_page, posted.fields.iter());
    let asked = ask(&draft, known, page, Some(&typed.input(&[])));
    let refused = posted::take_files(&mut tx, state, citizen.account, posted, &asked, &mut typed).await?;
    let pressed = Pressed::of(posted.fields.value("do"));
    let from = posted.fields.value("from");
    if refused.is_empty() && pressed == Pressed::Continue {
        let input = typed.input(&questions::file_questions(&asked));
        match save::save_page(&mut tx, &state.cx, &draft, form_page, &input).await? {
            Ok((application, answers)) => {
                tx.commit().await?;
                let saved = Opened { application, answers, ..draft.clone() };
                return Ok(Some(web::see(next_stop(&saved, form_page, from))));
            }
            Err(SaveRefusal::Changed) => return Ok(None),
            Err(SaveRefusal::NotDraft) => return Ok(Some(web::see(draft.application.path()))),
            Err(SaveRefusal::NoSuchPage) => return Ok(Some(web::see(resume_path(&draft, None)))),
            Err(SaveRefusal::Wrong(wrong)) => {
                if save::keep(&mut tx, &state.cx, &draft, &typed).await?.is_err() {
                    return Ok(None);
                }
                tx.commit().await?;
                let shown = Shown { draft: &draft, form_page: known, input: Some(&input), wrong: &wrong, refused: &[] };
                return shown.template(page.clone(), from).map(web::unprocessable).map(Some);
            }
        }
    }
    let target = pressed.apply(&mut typed);
    if save::keep(&mut tx, &state.cx, &draft, &typed).await?.is_err() {
        return Ok(None);
    }
    tx.commit().await?;
    if !refused.is_empty() {
        let input = typed.input(&questions::file_questions(&asked));
        let shown = Shown { draft: &draft, form_page: known, input: Some(&input), wrong: &[], refused: &refused };
        return shown.template(page.clone(), from).map(web::unprocessable).map(Some);
    }
    Ok(Some(match pressed {
        Pressed::Leave => web::see_with("/cabinet/applications", "applications-draft-kept"),
        Pressed::Autosave => StatusCode::NO_CONTENT.into_response(),
        _ => web::see(page_path(&draft, form_page, from) + &target),
    }))
}

/// Which button was pressed.
#[derive(Debug, PartialEq, Eq)]
enum Pressed<'a> {
    Continue,
    Leave,
    Autosave,
    AddItem { group: &'a str, shown: usize },
    RemoveItem { group: &'a str, index: usize },
    RemoveFile { question: &'a str, id: &'a str },
}

impl<'a> Pressed<'a> {
    fn of(value: &'a str) -> Self {
        let mut parts = value.splitn(3, ':');
        let (what, path, rest) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match (what, rest.parse()) {
            (Some("leave"), _) => Self::Leave,
            (Some("autosave"), _) => Self::Autosave,
            (Some("add"), Ok(shown)) => Self::AddItem { group: path, shown },
            (Some("remove"), Ok(index)) => Self::RemoveItem { group: path, index },
            (Some("drop"), _) => Self::RemoveFile { question: path, id: rest },
            _ => Self::Continue,
        }
    }

    /// Changes what was typed; answers the place on the page to go to.
    fn apply(&self, typed: &mut Typed) -> String {
        match self {
            Self::AddItem { group, shown } => format!("#{group}.{}", typed.add_item(group, *shown)),
            Self::RemoveItem { group, index } => {
                typed.remove_item(group, *index);
                format!("#{group}")
            }
            Self::RemoveFile { question, id } => {
                typed.remove_file(question, id);
                format!("#{question}")
            }
            Self::Continue | Self::Leave | Self::Autosave => String::new(),
        }
    }
}

/// A page of questions on its way to the template.
struct Shown<'a> {
    draft: &'a Opened,
    form_page: &'a forms::Page,
    input: Option<&'a Input>,
    wrong: &'a [Wrong],
    refused: &'a [RefusedFile],
}

impl Shown<'_> {
    fn template(self, page: Page, from: &str) -> web::Result<QuestionPage> {
        let Self { draft, form_page, input, .. } = self;
        let asked = ask(draft, form_page, &page, input);
        let mut fields = questions::fields(&asked, self.wrong, &page);
        for refused in self.refused {
            fields.fail(refused.path.clone(), refused.key.clone());
        }
        let heading = form_page.title.in_lang(page.lang).to_owned();
        let questions = Questions::render_all(&page, &fields, &asked, &heading)?;
        let pages = forms::applicable_pages(draft.definition(), &draft.answers, &draft.facts());
        let place = pages.iter().position(|known| known.id == form_page.id).unwrap_or(0);
        let back = match place.checked_sub(1).and_then(|before| pages.get(before)) {
            _ if from == "check" => format!("{}/check", draft.application.path()),
            Some(before) => page_path(draft, &before.id, ""),
            None => draft.application.path(),
        };
        let application = &draft.application;
        let saved = if application.version > 1 {
            page.tv("applications-saved-at", &[("time", page.clock(application.changed_at))])
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
            page,
            fields,
            questions,
            heading,
            back,
            saved,
        })
    }
}

fn ask(draft: &Opened, form_page: &forms::Page, page: &Page, input: Option<&Input>) -> Vec<Asked> {
    forms::ask(draft.definition(), form_page, &draft.answers, &draft.facts(), page.lang, input)
}

fn page_path(draft: &Opened, form_page: &str, from: &str) -> String {
    let path = format!("{}/pages/{form_page}", draft.application.path());
    if from == "check" { format!("{path}?from=check") } else { path }
}

/// Where to go after a page: the next one, or «Проверьте данные». Whoever came from there goes back to it as soon as
/// nothing is missing.
fn next_stop(draft: &Opened, after: &str, from: &str) -> String {
    if from == "check" {
        return first_missing(draft).map_or_else(|| check_path(draft), |missing| page_path(draft, &missing, from));
    }
    let pages = forms::applicable_pages(draft.definition(), &draft.answers, &draft.facts());
    let place = pages.iter().position(|page| page.id == after);
    let next = pages.get(place.map_or(0, |place| place + 1));
    next.map_or_else(|| check_path(draft), |next| page_path(draft, &next.id, from))
}

/// Where an unfinished form goes on: at the page that was left open, else at the first one where something is missing.
pub(super) fn resume_path(draft: &Opened, left_open: Option<&Typed>) -> String {
    if let Some(typed) = left_open {
        return page_path(draft, &typed.page, "");
    }
    let begun = draft.application.page.is_some();
    let next = if begun {
        first_missing(draft)
    } else {
        let pages = forms::applicable_pages(draft.definition(), &draft.answers, &draft.facts());
        pages.first().map(|page| page.id.clone())
    };
    next.map_or_else(|| check_path(draft), |next| page_path(draft, &next, ""))
}

fn first_missing(draft: &Opened) -> Option<String> {
    let missing = forms::missing(draft.definition(), &draft.answers, &draft.facts());
    missing.first().map(|(page, _)| page.id.clone())
}

fn check_path(draft: &Opened) -> String {
    format!("{}/check", draft.application.path())
}

fn parse(id: &str) -> web::Result<ApplicationId> {
    id.parse().map_err(|_| Failure::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_say_what_they_do() {
        assert_eq!(Pressed::of("add:children:2"), Pressed::AddItem { group: "children", shown: 2 });
        assert_eq!(Pressed::of("remove:children:0"), Pressed::RemoveItem { group: "children", index: 0 });
        assert_eq!(Pressed::of("drop:scan:0199-a"), Pressed::RemoveFile { question: "scan", id: "0199-a" });
        assert_eq!(Pressed::of("leave"), Pressed::Leave);
        for odd in ["", "continue", "add:children", "add:children:x", "remove"] {
            assert_eq!(Pressed::of(odd), Pressed::Continue, "{odd}");
        }
    }
}
