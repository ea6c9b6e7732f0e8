//! The page «Настройки» and its buttons.

use askama::Template;
use axum::{
    Router,
    extract::State as Given,
    routing::{get, post},
};
use base::{Lang, Timestamp};
use db::ledger;
use web::{Failure, Fields, Form, Page};

use crate::{
    State,
    access::Look,
    accounts::{self, ContactKind, Contacts, Entry, Happening},
    contacts,
    extract::Citizen,
    passwords, sessions,
    sessions::SessionView,
};

/// A reminder follows when a password is older than this (requirement of the operator: six months).
const PASSWORD_AGES: base::SignedDuration = base::SignedDuration::from_hours(24 * 183);

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/cabinet/settings", get(show)).route("/cabinet/settings/language", post(save_language))
}

#[derive(Template)]
#[template(path = "settings/show.html")]
struct SettingsPage {
    page: Page,
    fields: Fields,
    number: String,
    name: String,
    phone: ContactView,
    email: ContactView,
    languages: Vec<(&'static str, &'static str)>,
    sessions: Vec<SessionLine>,
    history: Vec<HistoryLine>,
    /// The latest access of somebody else.
    look: Option<Look>,
    password_set: Option<String>,
    password_is_old: bool,
}

/// A contact as the page shows it.
struct ContactView {
    proved: Option<String>,
    pending: Option<String>,
}

struct SessionLine {
    is_this: bool,
    view: SessionView,
}

struct HistoryLine {
    at: Timestamp,
    key: &'static str,
    detail: Option<String>,
}

async fn show(Given(state): Given<State>, page: Page, citizen: Citizen) -> web::Result {
    let mut tx = state.db.read().await?;
    let account = accounts::find(&mut tx, citizen.account).await?.ok_or(Failure::NotFound)?;
    let reached = accounts::contacts(&mut tx, citizen.account).await?;
    let phone = contact(&mut tx, &state, &citizen, reached.as_ref(), ContactKind::Phone).await?;
    let email = contact(&mut tx, &state, &citizen, reached.as_ref(), ContactKind::Email).await?;
    let sessions = sessions::list(&mut tx, &state.cx, citizen.account).await?;
    let history = accounts::history(&mut tx, citizen.account, 30).await?;
    let looks = ledger::list(&mut tx, citizen.account, 1).await?;
    let set_at = passwords::set_at(&mut tx, citizen.account).await?;
    tx.commit().await?;
    let mut fields = Fields::default();
    fields.set("lang", account.lang.code());
    Ok(web::html(SettingsPage {
        number: account.number.to_string(),
        name: account.names.full(),
        phone,
        email,
        languages: vec![(Lang::Ru.code(), "Русский"), (Lang::En.code(), "English")],
        sessions: session_lines(sessions, &citizen),
        history: history.into_iter().map(|entry| history_line(&page, entry)).collect(),
        look: looks.into_iter().next().map(|entry| Look::of(entry, &page, &state.offices)),
        password_set: set_at.map(|at| page.time(at)),
        password_is_old: set_at.is_some_and(|at| state.cx.now() > at + PASSWORD_AGES),
        fields,
        page,
    }))
}

async fn contact(
    tx: &mut db::Tx,
    state: &State,
    citizen: &Citizen,
    reached: Option<&Contacts>,
    kind: ContactKind,
) -> Result<ContactView, db::Error> {
    let proved = reached.and_then(|contacts| match kind {
        ContactKind::Email => contacts.email.as_ref().map(base::Email::masked),
        ContactKind::Phone | ContactKind::Snils => contacts.phone.as_ref().map(base::Phone::masked),
    });
    let pending = contacts::pending(tx, &state.cx, citizen.account, kind).await?;
    Ok(ContactView { proved, pending: pending.map(|pending| pending.contact.masked()) })
}

fn session_lines(views: Vec<SessionView>, citizen: &Citizen) -> Vec<SessionLine> {
    views.into_iter().map(|view| SessionLine { is_this: view.id == citizen.session, view }).collect()
}

fn history_line(page: &Page, entry: Entry) -> HistoryLine {
    let detail = match entry.kind {
        // The detail is the code of the level.
        Happening::LevelChanged => entry
            .detail
            .and_then(|code| code.parse::<crate::levels::AssuranceLevel>().ok())
            .map(|level| page.t(level.label_key()).into_owned()),
        // The detail is the code of the kind of record.
        Happening::HouseholdSaved | Happening::HouseholdRemoved => entry
            .detail
            .and_then(|code| code.parse::<crate::household::Kind>().ok())
            .map(|kind| page.t(kind.label_key()).into_owned()),
        _ => entry.detail,
    };
    HistoryLine { at: entry.at, key: entry.kind.text_key(), detail: detail.filter(|detail| !detail.is_empty()) }
}

async fn save_language(Given(state): Given<State>, citizen: Citizen, Form(fields): Form) -> web::Result {
    let lang: Lang = fields.value("lang").parse().map_err(|()| Failure::Malformed)?;
    let mut tx = state.db.begin().await?;
    if accounts::store::set_lang(&mut tx, citizen.account, lang).await? {
        accounts::note(&mut tx, &state.cx, citizen.account, Happening::LanguageChanged, Some(lang.code())).await?;
    }
    tx.commit().await?;
    Ok(web::see_with(format!("/cabinet/settings?lang={lang}"), "settings-language-saved"))
}
