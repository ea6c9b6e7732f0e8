//! The small forms behind the buttons of the desk: ask, refuse, note. They show nothing of the person but, when one asks,
//! which questions were answered.

use axum::response::Response;
use identity::Officer;
use web::{Device, Fields, Page};

use super::{
    case,
    pages::{DeskPage, Pane},
    queue::{self, View},
    read, rescue,
};
use crate::{State, corrections::correctable, model::Application, number::ApplicationNumber};

/// A form about a case.
pub(super) struct ActionForm {
    pub kind: Action,
    pub number: String,
    pub service: String,
    pub version: i64,
    /// By which the portal knows that this browser was shown the form.
    pub mark: String,
    /// Grounds of refusal: code, title, advice.
    pub grounds: Vec<(String, String, String)>,
    /// Questions whose answers may be returned for correction: id and title.
    pub questions: Vec<(String, String)>,
    pub fields: Fields,
}

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Ask,
    Refuse,
    Note,
}

impl Action {
    /// The last part of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Refuse => "refuse",
            Self::Note => "note",
        }
    }

    /// Its heading.
    pub const fn title_key(self) -> &'static str {
        match self {
            Self::Ask => "desk-ask-title",
            Self::Refuse => "desk-refuse-title",
            Self::Note => "desk-note-title",
        }
    }

    /// The label of its text.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Ask => "desk-ask-label",
            Self::Refuse => "desk-refuse-comment",
            Self::Note => "desk-note-label",
        }
    }

    /// The hint at its text.
    pub const fn hint_key(self) -> &'static str {
        match self {
            Self::Ask => "desk-ask-hint",
            Self::Refuse => "desk-refuse-comment-hint",
            Self::Note => "desk-note-hint",
        }
    }

    /// Its button.
    pub const fn button_key(self) -> &'static str {
        match self {
            Self::Ask => "desk-ask",
            Self::Refuse => "desk-refuse",
            Self::Note => "desk-note-save",
        }
    }
}

/// The form of an action.
pub(super) async fn form(
    state: &State,
    (officer, device): (&Officer, Device),
    page: Page,
    number: &str,
    query: &Fields,
    action: Action,
) -> web::Result<Response> {
    let number = case::parse(number)?;
    let mut tx = state.db.begin().await?;
    let case = read::own(&mut tx, officer, &number).await?;
    let rescued = rescue::find(&mut tx, &state.cx, device, (officer, &case, action.path())).await?;
    tx.commit().await?;
    let told = rescued.is_some().then_some("drafts-rescued");
    let (visitor, fields) = ((officer, device), rescued.unwrap_or_default());
    let mut page = form_page(state, visitor, page, &number, View::of(query), action, fields).await?;
    page.told = told;
    Ok(web::html(page))
}

/// The form again, with what was wrong.
pub(super) async fn form_again(
    state: &State,
    visitor: (&Officer, Device),
    page: Page,
    number: &ApplicationNumber,
    fields: Fields,
    action: Action,
) -> web::Result<Response> {
    let view = View::of(&fields);
    Ok(web::unprocessable(form_page(state, visitor, page, number, view, action, fields).await?))
}

async fn form_page(
    state: &State,
    (officer, device): (&Officer, Device),
    page: Page,
    number: &ApplicationNumber,
    view: View,
    kind: Action,
    fields: Fields,
) -> web::Result<DeskPage> {
    // Which questions were answered says something of the person: it is read like the case itself.
    let mut tx = if kind == Action::Ask { state.db.begin().await? } else { state.db.read().await? };
    let (case, questions) = if kind == Action::Ask {
        let opened = read::open_case(&mut tx, &state.cx, &state.catalog, officer, number).await?;
        let questions = correctable(&opened);
        (opened.application, questions)
    } else {
        (read::own(&mut tx, officer, number).await?, Vec::new())
    };
    let queue = queue::read(&mut tx, &state.cx, officer, &page, view).await?;
    let grounds = if kind == Action::Refuse { grounds(state, &case) } else { Vec::new() };
    let in_words = |ground: &forms::Refusal| {
        let (title, advice) = (ground.title.in_lang(page.lang), ground.advice.in_lang(page.lang));
        (ground.code.clone(), title.to_owned(), advice.to_owned())
    };
    let form = ActionForm {
        kind,
        mark: rescue::mark(&tx, device, officer, number, kind.path()),
        number: number.to_string(),
        service: case.title(page.lang).to_owned(),
        version: if fields.has("version") { version(&fields) } else { case.version },
        grounds: grounds.iter().map(in_words).collect(),
        questions: questions.into_iter().map(|of| (of.question, of.title.in_lang(page.lang).to_owned())).collect(),
        fields,
    };
    if kind == Action::Ask {
        tx.commit().await?;
    }
    Ok(DeskPage::new(page, queue, number.as_str(), Pane::Action(form)))
}

/// The grounds on which the service may be refused.
pub(super) fn grounds(state: &State, case: &Application) -> Vec<forms::Refusal> {
    state.catalog.edition(&case.edition).map(|edition| edition.definition.refusals.clone()).unwrap_or_default()
}

/// The version of the case that the officer saw.
pub(super) fn version(fields: &Fields) -> i64 {
    fields.value("version").parse().unwrap_or(0)
}
