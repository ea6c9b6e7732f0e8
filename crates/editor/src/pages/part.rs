//! The form of one part of a description: new, or one that is there. What is wrong with it stands at its fields at once.

mod called;
mod come;
mod form;

use axum::{
    extract::{Path, State as Given},
    response::Response,
};
use catalog::DEFINITION;
use http::StatusCode;
use identity::Administrator;
use web::{Failure, Fields, Form, Page, Query};

pub(super) use self::come::check;
use self::{
    come::{Came, come},
    form::{PartPage, offer},
};
use super::shared::{self, path, version};
use crate::{
    State, filled,
    model::Draft,
    part::{self, KINDS, Part},
    patch::{self, Tree},
    work,
};

/// Which part of the draft is looked at.
enum Place {
    /// One that is there.
    There(String),
    /// A new one at the end of a list.
    New(String),
    /// What the service itself has.
    Whole(Part),
}

impl Place {
    fn of(fields: &Fields) -> Option<Self> {
        match (fields.value("at"), fields.value("in")) {
            ("", list) => part::is_list(list).then(|| Self::New(list.to_owned())),
            (at, _) => part::place(at).map(|_| Self::There(at.to_owned())),
        }
    }

    /// The same, as the form sends it: a check has a field of its own that is called `at`.
    fn sent(fields: &Fields) -> Option<Self> {
        match (fields.value("there"), fields.value("in")) {
            ("", list) => part::is_list(list).then(|| Self::New(list.to_owned())),
            (at, _) => part::place(at).map(|_| Self::There(at.to_owned())),
        }
    }

    /// The path that the part has, or will have.
    fn at(&self, root: &Tree) -> String {
        match self {
            Self::There(at) => at.clone(),
            Self::New(list) => format!("{list}[{}]", root.count(list)),
            Self::Whole(_) => String::new(),
        }
    }

    /// The page of the editor that it belongs to.
    fn home(&self) -> &'static str {
        match self {
            Self::Whole(part) => part.home(),
            Self::New(list) => part::home_of(list),
            Self::There(at) => part::place(at).map_or("questions", |(list, _)| part::home_of(list)),
        }
    }

    /// What stands, or will stand, there; none when nothing does or can.
    fn part(&self, root: &Tree, kind: &str) -> Option<Part> {
        let (list, kind) = match self {
            Self::Whole(part) => return matches!(root, Tree::Map(_)).then(|| part.clone()),
            Self::There(at) => {
                root.at(at)?;
                (part::place(at)?.0, root.text(&format!("{at}.type")).unwrap_or_default())
            }
            Self::New(list) => {
                let (above, _) = list.rsplit_once('.').unwrap_or(("", list));
                let fits = match root.at(list) {
                    Some(there) => matches!(there, Tree::List(_)),
                    None => part::is_optional(list) && matches!(root.at(above)?, Tree::Map(_)),
                };
                fits.then_some((list.as_str(), kind))?
            }
        };
        let known = if matches!(self, Self::New(_)) { part::kinds_in(list) } else { KINDS.to_vec() };
        match part::of_list(list, kind)? {
            Part::Question(kind) => known.iter().any(|(known, _)| *known == kind).then_some(Part::Question(kind)),
            part => Some(part),
        }
    }
}

/// `…/part?at=pages[0].questions[1]`, or `…/part?in=pages[0].questions&type=choice`.
pub(super) async fn show(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
    Query(sent): Query,
) -> web::Result {
    let place = Place::of(&sent).ok_or(Failure::NotFound)?;
    shown(&state, page, &code, (&place, sent.value("type"))).await
}

/// `…/main`: what the service is.
pub(super) async fn show_main(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(&state, page, &code, (&Place::Whole(Part::Main), "")).await
}

/// `…/cost`: what it costs.
pub(super) async fn show_cost(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(&state, page, &code, (&Place::Whole(Part::Cost), "")).await
}

/// `…/second-party`: who else must agree.
pub(super) async fn show_party(
    Given(state): Given<State>,
    _: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    shown(&state, page, &code, (&Place::Whole(Part::SecondParty), "")).await
}

async fn shown(state: &State, page: Page, code: &str, (place, kind): (&Place, &str)) -> web::Result {
    let draft = shared::open(&mut state.db.read().await?, state, code).await?;
    let root = patch::read(draft.files.definition());
    // The pages of the whole stand in the menu: what keeps them back is mended in the text.
    let Some(root) = root else {
        let to = shared::edit_path(code);
        return if matches!(place, Place::Whole(_)) { Ok(web::see(to)) } else { Err(Failure::NotFound) };
    };
    let (part, mut fields) = (place.part(&root, kind).ok_or(Failure::NotFound)?, Fields::default());
    match place {
        Place::There(at) => filled::show(&part, root.at(at).ok_or(Failure::NotFound)?, &mut fields),
        Place::Whole(_) => filled::show(&part, &root, &mut fields),
        Place::New(_) => {}
    }
    let taken_over = form::recipient(state, &part, &root, &page, &mut fields);
    let mut made = PartPage::new(state, page, &draft, (place, &root), &part, fields)?;
    made.taken_over = taken_over;
    Ok(web::html(made))
}

/// Where one goes on after saving.
enum Onward {
    /// To the list of such parts.
    Home,
    /// To the form of the part that is there now: it has other fields than before, or another order.
    Part(String, &'static str),
}

/// «Сохранить».
pub(super) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let place = Place::sent(&fields).ok_or(Failure::Malformed)?;
    saved(&state, &administrator, page, &code, (&place, fields)).await
}

/// «Сохранить» of what the service is.
pub(super) async fn save_main(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    saved(&state, &administrator, page, &code, (&Place::Whole(Part::Main), fields)).await
}

/// «Сохранить» of what it costs.
pub(super) async fn save_cost(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    saved(&state, &administrator, page, &code, (&Place::Whole(Part::Cost), fields)).await
}

/// «Сохранить» of who else must agree.
pub(super) async fn save_party(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(fields): Form,
) -> web::Result {
    saved(&state, &administrator, page, &code, (&Place::Whole(Part::SecondParty), fields)).await
}

async fn saved(
    state: &State,
    administrator: &Administrator,
    page: Page,
    code: &str,
    (place, mut fields): (&Place, Fields),
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let draft = shared::open(&mut tx, state, code).await?;
    let root = patch::read(draft.files.definition()).ok_or(Failure::Conflict)?;
    let is_late = draft.version != version(&fields)?;
    let part = place.part(&root, fields.value("type"));
    let Some(part) = part.filter(|_| !is_late) else {
        return faster(state, page, &draft, place, fields);
    };
    let offer = offer(state, &root, &place.at(&root), &page);
    let came = come(place, &part, (draft.files.definition(), &root), (&mut fields, &offer), &page);
    let mut files = draft.files.clone();
    let told = match came {
        Came::Put(text, onward) if files.set(DEFINITION, text.clone()) => {
            if work::save(&mut tx, &state.cx, administrator, &draft, &files).await?.is_none() {
                return faster(state, page, &draft, place, fields);
            }
            tx.commit().await?;
            return Ok(on(code, place, onward));
        }
        Came::Wrong => None,
        Came::Put(..) | Came::Stuck => Some("editor-text-not-put"),
    };
    drop(tx);
    let mut made = PartPage::new(state, page, &draft, (place, &root), &part, fields)?;
    made.told = told;
    Ok(web::unprocessable(made))
}

fn on(code: &str, place: &Place, onward: Onward) -> Response {
    match onward {
        Onward::Home => web::see_with(format!("{}/{}", path(code), place.home()), "editor-saved"),
        Onward::Part(at, said) => web::see_with(web::with_query(&format!("{}/part", path(code)), "", "at", &at), said),
    }
}

/// Somebody saved meanwhile: what was typed stays, on top of what there is now, if that place is still there.
fn faster(state: &State, page: Page, now: &Draft, place: &Place, fields: Fields) -> web::Result {
    let root = patch::read(now.files.definition()).ok_or(Failure::Conflict)?;
    let part = place.part(&root, fields.value("type")).ok_or(Failure::Conflict)?;
    let mut made = PartPage::new(state, page, now, (place, &root), &part, fields)?;
    made.told = Some("editor-faster-outline");
    let mut response = web::html(made);
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
