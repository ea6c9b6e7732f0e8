//! «Уведомления» in the cabinet, and the choice of channels.

use askama::Template;
use axum::{Router, extract::State as Given, response::Response, routing::get};
use base::Cx;
use db::Db;
use identity::Citizen;
use web::{Fields, Form, Page};

use crate::{
    model::{Channel, Kind, Stored},
    store,
};

/// How many notices the page shows.
const SHOWN: i64 = 50;

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
}

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/notifications", get(list).post(read_all))
        .route("/cabinet/notifications/settings", get(edit).post(save))
        .with_state(state)
}

struct Line {
    subject: String,
    text: String,
    time: String,
    link: Option<String>,
    unread: bool,
}

#[derive(Template)]
#[template(path = "notifications/list.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    any_unread: bool,
}

#[derive(Template)]
#[template(path = "notifications/settings.html")]
struct SettingsPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    fixed: bool,
    /// Field name and whether it is on: SMS, then e-mail.
    channels: [(String, bool); 2],
}

fn line(page: &Page, notice: &Stored) -> Line {
    let args: Vec<(&str, &str)> =
        notice.told.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Line {
        subject: page.tv(format!("{}-subject", notice.told.key), &args),
        text: page.tv(&notice.told.key, &args),
        time: page.time(notice.created_at),
        link: notice.told.link.clone(),
        unread: notice.read_at.is_none(),
    }
}

async fn list(Given(state): Given<State>, citizen: Citizen, page: Page) -> web::Result<Response> {
    let mut tx = state.db.read().await?;
    let notices = store::list_notices(&mut tx, citizen.account, SHOWN).await?;
    let lines: Vec<Line> = notices.iter().map(|notice| line(&page, notice)).collect();
    let any_unread = lines.iter().any(|line| line.unread);
    Ok(web::html(ListPage { page, lines, any_unread }))
}

async fn read_all(Given(state): Given<State>, citizen: Citizen, Form(_): Form) -> web::Result<Response> {
    let mut tx = state.db.begin().await?;
    store::update_read(&mut tx, &state.cx, citizen.account).await?;
    tx.commit().await?;
    Ok(web::see("/cabinet/notifications"))
}

fn field(kind: Kind, channel: Channel) -> String {
    format!("{kind}-{channel}")
}

async fn edit(Given(state): Given<State>, citizen: Citizen, page: Page) -> web::Result<Response> {
    let mut tx = state.db.read().await?;
    let off = store::list_switched_off(&mut tx, citizen.account).await?;
    let choice = |kind: Kind, channel: Channel| {
        (field(kind, channel), !kind.can_be_switched_off() || !off.contains(&(kind, channel)))
    };
    let rows = Kind::ALL
        .iter()
        .map(|kind| Row {
            title: page.t(format!("notifications-kind-{kind}")).into_owned(),
            fixed: !kind.can_be_switched_off(),
            channels: [choice(*kind, Channel::Sms), choice(*kind, Channel::Mail)],
        })
        .collect();
    Ok(web::html(SettingsPage { page, rows }))
}

fn switched_off(fields: &Fields) -> Vec<(Kind, Channel)> {
    let pairs = Kind::ALL.iter().flat_map(|kind| Channel::ALL.iter().map(move |channel| (*kind, *channel)));
    pairs
        .filter(|(kind, channel)| kind.can_be_switched_off() && fields.value(field(*kind, *channel)).is_empty())
        .collect()
}

async fn save(Given(state): Given<State>, citizen: Citizen, Form(fields): Form) -> web::Result<Response> {
    let mut tx = state.db.begin().await?;
    store::replace_switched_off(&mut tx, citizen.account, &switched_off(&fields)).await?;
    tx.commit().await?;
    Ok(web::see_with("/cabinet/notifications/settings", "notifications-settings-saved"))
}
