//! One page of questions: shown, saved, left.

use axum::{
    extract::{Path, State as Given},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use identity::Citizen;
use web::{Failure, Fields, Page};

use super::{
    addresses,
    posted::{self, ExaminedFile, Posted},
    pressed::Pressed,
    save::{self, SaveRefusal},
    shown::{Shown, ask, shelf},
    way::{next_stop, page_path, resume_path},
};
use crate::{
    State, life_cycle,
    model::ApplicationId,
    opened::{self, Opened},
    questions,
    typed::Typed,
};

/// How often a save is tried again when two windows save the same draft in the same moment.
const TRIES: usize = 3;

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
    let form_page = find(&draft, &form_page)?;
    if !forms::page_applies(draft.definition(), form_page, &draft.answers, draft.facts()) {
        return Ok(web::see(resume_path(&draft, None)));
    }
    let typed = draft.typed.as_ref().filter(|typed| typed.page == form_page.id);
    let asked = ask(&draft, form_page, &page, typed.map(|typed| typed.input(&[])).as_ref());
    let input = typed.map(|typed| typed.input(&questions::file_questions(&asked)));
    let shelf = shelf(&mut tx, &draft, &asked).await?;
    let shown = Shown { draft: &draft, form_page, input: input.as_ref(), wrong: &[], refused: &[], shelf: &shelf };
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
    let posted = posted.examine(&state.files).await;
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
    posted: &(Fields, Vec<ExaminedFile>),
) -> web::Result<Option<Response>> {
    let mut tx = state.db.begin().await?;
    let draft = opened::open(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if draft.application.state() != life_cycle::State::Draft {
        // Sent already: the back button brought the citizen here.
        return Ok(Some(web::see(draft.application.path())));
    }
    let form_page = find(&draft, form_page)?;
    let mut typed = Typed::new(&form_page.id, posted.0.iter());
    let asked = ask(&draft, form_page, page, Some(&typed.input(&[])));
    let refused = posted::take_files(&mut tx, state, citizen.account, posted, &asked, &mut typed).await?;
    let (pressed, from) = (Pressed::of(posted.0.value("do")), posted.0.value("from"));
    let target = pressed.apply(&mut typed);
    let mut input = typed.input(&questions::file_questions(&asked));
    let mut wrong = Vec::new();
    if pressed == Pressed::Continue {
        wrong = addresses::look_up(&mut tx, &draft, &asked, &mut input).await?;
    }
    if refused.is_empty() && wrong.is_empty() && pressed == Pressed::Continue {
        match save::save_page(&mut tx, &state.cx, &draft, &form_page.id, &input).await? {
            Ok((application, answers)) => {
                tx.commit().await?;
                let saved = draft.saved(application, answers);
                return Ok(Some(web::see(next_stop(&saved, &form_page.id, from))));
            }
            Err(SaveRefusal::Changed) => return Ok(None),
            Err(SaveRefusal::NotDraft | SaveRefusal::NoSuchPage) => {
                return Ok(Some(web::see(resume_path(&draft, None))));
            }
            Err(SaveRefusal::Wrong(found)) => wrong = found,
        }
    }
    // Whatever is wrong with it, nothing that was typed gets lost.
    if save::keep(&mut tx, &state.cx, &draft, &typed).await?.is_err() {
        return Ok(None);
    }
    let shelf = shelf(&mut tx, &draft, &asked).await?;
    tx.commit().await?;
    if !wrong.is_empty() || !refused.is_empty() {
        let (input, wrong, refused, shelf) = (Some(&input), &wrong, &refused, &shelf);
        let shown = Shown { draft: &draft, form_page, input, wrong, refused, shelf };
        return shown.template(page.clone(), from).map(web::unprocessable).map(Some);
    }
    Ok(Some(match pressed {
        Pressed::Leave => web::see_with("/cabinet/applications", "applications-draft-kept"),
        Pressed::Autosave => StatusCode::NO_CONTENT.into_response(),
        _ => web::see(page_path(&draft, &form_page.id, from) + &target),
    }))
}

fn find<'d>(draft: &'d Opened, form_page: &str) -> web::Result<&'d forms::Page> {
    draft.definition().pages.iter().find(|known| known.id == form_page).ok_or(Failure::NotFound)
}

fn parse(id: &str) -> web::Result<ApplicationId> {
    id.parse().map_err(|_| Failure::NotFound)
}
