//! One page of questions: shown, saved, left.

use axum::{
    extract::{Path, State as Given},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::Tx;
use identity::{Citizen, MaybeCitizen};
use web::{Device, Failure, Fields, Page};

use super::{
    addresses,
    conflict::{self, Clash},
    notes::Window,
    posted::{self, ExaminedFile, Posted},
    pressed::Pressed,
    renewal::{self, Renewed},
    rescue,
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
    device: Device,
    page: Page,
    web::Query(query): web::Query,
    Path((id, form_page)): Path<(String, String)>,
) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    // Which service it is of the database has to say; but by its name alone most pages take no files.
    let takes_files = state.catalog.snapshot().may_take_files(&form_page);
    let [mut one, mut other, mut third] = tx.hands();
    let rescued = async { Ok(rescue::find(&mut other, &state.cx, (citizen.account, id), device, &form_page).await?) };
    let shelf = async { Ok(if takes_files { shelf(&mut third, citizen.account).await? } else { Vec::new() }) };
    let found = opened::find_draft(&mut one, &state.cx, &state.catalog, citizen.account, id);
    let (found, rescued, shelf) = tokio::try_join!(found, rescued, shelf)?;
    let draft = found.open(&mut one, &state.cx).await?;
    if draft.application.state() != life_cycle::State::Draft {
        return Ok(web::see(draft.application.path()));
    }
    if renewal::is_due(&state.catalog, &draft) {
        drop(tx);
        return renewal::first(&state, &citizen, id, &format!("{}/continue", draft.application.path())).await;
    }
    let form_page = find(&draft, &form_page)?;
    if !forms::page_applies(draft.definition(), form_page, &draft.answers, draft.facts()) {
        return Ok(web::see(resume_path(&draft, None)));
    }
    let left = draft.typed.as_ref().filter(|typed| typed.page == form_page.id);
    let typed = rescued.as_ref().map(|rescued| &rescued.typed).or(left);
    let asked = ask(&draft, form_page, &page, typed.map(|typed| typed.input(&[])).as_ref());
    let input = typed.map(|typed| typed.input(&questions::file_questions(&asked)));
    let asked = input.is_none().then_some(asked);
    let told = rescued.as_ref().map(|rescued| rescue::told(rescued, &page));
    let window = rescued.as_ref().map(|rescued| rescued.window.clone());
    let window = window.unwrap_or_else(|| Window::new(&state.cx, &draft.notes.writers, &form_page.id));
    let (wrong, refused, input) = (&[][..], &[][..], input.as_ref());
    let shown = Shown { draft: &draft, form_page, input, asked, wrong, refused, shelf: &shelf, window: &window, told };
    shown.template(page, query.value("from")).map(web::html)
}

/// Saves the page, or does what the button that was pressed says. What somebody sends whose session has ended is kept
/// until they have signed in again.
pub(super) async fn save(
    Given(state): Given<State>,
    MaybeCitizen(citizen): MaybeCitizen,
    device: Device,
    page: Page,
    Path((id, form_page)): Path<(String, String)>,
    posted: Result<Posted, Failure>,
) -> web::Result {
    let Some(citizen) = citizen else { return rescue::of_guest(&state, device, (&id, &form_page), posted).await };
    let id = parse(&id)?;
    let mut posted = posted?.examine(&state.files).await;
    posted::join_pages(&state, citizen.account, &mut posted).await?;
    let window = Window::of(&posted.0);
    let sent = Sent { state: &state, citizen: &citizen, device, page: &page, posted: &posted, window: &window };
    for _ in 0..TRIES {
        if let Some(response) = sent.try_to_save(id, &form_page).await? {
            return Ok(response);
        }
    }
    Err(Failure::Conflict)
}

/// A page of questions as it was sent.
struct Sent<'a> {
    state: &'a State,
    citizen: &'a Citizen,
    device: Device,
    page: &'a Page,
    posted: &'a (Fields, Vec<ExaminedFile>),
    window: &'a Window,
}

impl Sent<'_> {
    /// None when the draft was changed in another window meanwhile, or has just been put on another edition.
    async fn try_to_save(&self, id: ApplicationId, form_page: &str) -> web::Result<Option<Response>> {
        let Self { state, posted, window, .. } = self;
        let mut tx = state.db.begin().await?;
        let draft = opened::open_draft(&mut tx, &state.cx, &state.catalog, self.citizen.account, id).await?;
        if draft.application.state() != life_cycle::State::Draft {
            // Sent already: the back button brought the citizen here.
            return Ok(Some(web::see(draft.application.path())));
        }
        rescue::take_over(&mut tx, &state.cx, &draft.application, self.device, &posted.0).await?;
        if renewal::is_due(&state.catalog, &draft) {
            return self.renew(tx, &draft, form_page).await;
        }
        let form_page = find(&draft, form_page)?;
        let mut typed = Typed::new(&form_page.id, posted.0.iter());
        let asked = ask(&draft, form_page, self.page, Some(&typed.input(&[])));
        let refused = posted::take_files(&mut tx, state, self.citizen.account, posted, &asked, &mut typed).await?;
        if let Some(clash) = self.clash(&draft, form_page, &typed) {
            tx.commit().await?;
            return Ok(Some(clash));
        }
        let (pressed, from) = (Pressed::of(posted.0.value("do")), posted.0.value("from"));
        let target = pressed.apply(&mut typed);
        let mut input = typed.input(&questions::file_questions(&asked));
        let mut wrong = Vec::new();
        if pressed == Pressed::Continue {
            wrong = addresses::look_up(&mut tx, &draft, &asked, &mut input).await?;
        }
        if refused.is_empty() && wrong.is_empty() && pressed == Pressed::Continue {
            match save::save_page(&mut tx, &state.cx, &draft, (&form_page.id, window), &input).await? {
                Ok((application, answers)) => {
                    tx.commit().await?;
                    let here = form_page.id.clone();
                    return Ok(Some(web::see(next_stop(&draft.saved(application, answers), &here, from))));
                }
                Err(SaveRefusal::Changed) => return Ok(None),
                Err(SaveRefusal::NotDraft | SaveRefusal::NoSuchPage) => {
                    return Ok(Some(web::see(resume_path(&draft, None))));
                }
                Err(SaveRefusal::Wrong(found)) => wrong = found,
            }
        }
        // Whatever is wrong with it, nothing that was typed gets lost.
        if save::keep(&mut tx, &state.cx, &draft, window, &typed).await?.is_err() {
            return Ok(None);
        }
        let kept = if form_page.takes_files() { shelf(&mut tx, self.citizen.account).await? } else { Vec::new() };
        tx.commit().await?;
        if !wrong.is_empty() || !refused.is_empty() {
            let (input, asked, wrong, refused, told) = (Some(&input), None, &wrong, &refused, None);
            let shown = Shown { draft: &draft, form_page, input, asked, wrong, refused, shelf: &kept, window, told };
            return shown.template(self.page.clone(), from).map(web::unprocessable).map(Some);
        }
        Ok(Some(match pressed {
            Pressed::Leave => web::see_with("/cabinet/applications", "applications-draft-kept"),
            Pressed::Autosave => StatusCode::NO_CONTENT.into_response(),
            _ => web::see(page_path(&draft, &form_page.id, from) + &target),
        }))
    }

    /// What the citizen is asked when another window has written the page since this one showed it, and not the same.
    fn clash(&self, draft: &Opened, form_page: &forms::Page, typed: &Typed) -> Option<Response> {
        if draft.notes.writers.allow(&form_page.id, self.window) {
            return None;
        }
        let theirs = draft.typed.as_ref().filter(|typed| typed.page == form_page.id);
        let read = |typed: &Typed| {
            let asked = ask(draft, form_page, self.page, Some(&typed.input(&[])));
            ask(draft, form_page, self.page, Some(&typed.input(&questions::file_questions(&asked))))
        };
        let theirs = theirs.map_or_else(|| ask(draft, form_page, self.page, None), read);
        let differences = conflict::differences(&theirs, &read(typed));
        if differences.is_empty() {
            return None;
        }
        let (pressed, from) = (self.posted.0.value("do"), self.posted.0.value("from"));
        if Pressed::of(pressed) == Pressed::Autosave {
            // Nobody reads the answer: the window says that it did not save, and its button asks.
            return Some(Failure::Conflict.into_response());
        }
        let clash = Clash { draft, form_page, typed, window: self.window, differences, pressed, from };
        Some(clash.page(self.page.clone()))
    }

    /// The service has a newer edition than the page that was sent: what was typed is kept, and the answers are carried
    /// over first.
    async fn renew(&self, mut tx: Tx, draft: &Opened, form_page: &str) -> web::Result<Option<Response>> {
        let state = self.state;
        let told = match renewal::renew(&mut tx, &state.cx, &state.catalog, draft).await? {
            Renewed::Told(address) => address,
            Renewed::Changed => return Ok(None),
            Renewed::Silently | Renewed::Not => {
                let renewed = reread(&mut tx, state, draft).await?;
                tx.commit().await?;
                let still_there = renewed.definition().pages.iter().any(|page| page.id == form_page);
                return Ok(if still_there { None } else { Some(web::see(resume_path(&renewed, None))) });
            }
        };
        let renewed = reread(&mut tx, state, draft).await?;
        if let Ok(form_page) = find(&renewed, form_page) {
            let mut typed = Typed::new(&form_page.id, self.posted.0.iter());
            let asked = ask(&renewed, form_page, self.page, Some(&typed.input(&[])));
            posted::take_files(&mut tx, state, self.citizen.account, self.posted, &asked, &mut typed).await?;
            if save::keep(&mut tx, &state.cx, &renewed, self.window, &typed).await?.is_err() {
                return Ok(None);
            }
        }
        tx.commit().await?;
        Ok(Some(web::see(told)))
    }
}

async fn reread(tx: &mut Tx, state: &State, draft: &Opened) -> web::Result<Opened> {
    let of = &draft.application;
    opened::open(tx, &state.cx, &state.catalog, of.account, of.id).await
}

fn find<'d>(draft: &'d Opened, form_page: &str) -> web::Result<&'d forms::Page> {
    draft.definition().pages.iter().find(|known| known.id == form_page).ok_or(Failure::NotFound)
}

fn parse(id: &str) -> web::Result<ApplicationId> {
    id.parse().map_err(|_| Failure::NotFound)
}
