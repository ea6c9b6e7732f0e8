//! The pages for people: what came in, who lives here, how the systems behave.

mod assets;
mod people;
mod switches;
mod words;

use askama::Template;
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base::{Date, Lang, Phone, long_date};
use serde::Deserialize;

use self::words::{Stretch, stretches};
use crate::{
    control::{Mode, Setting, System},
    messages::{Channel, Message, Wish},
    provider::books::State as PaymentState,
    routes::refusal,
    world::{Shared, World},
};

/// How many messages the page shows.
const SHOWN: usize = 60;
/// Pages load nothing from elsewhere and run no inline script or style.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    texts: Vec<Shown>,
    letters: Vec<Shown>,
    switches: Vec<switches::Switch>,
    clock: String,
    ahead: bool,
    payments: Vec<Paid>,
    citizens: Vec<people::Card>,
    staff: Vec<people::Row>,
    to: String,
    portal: String,
}

#[derive(Template)]
#[template(path = "messages.html")]
struct Desk {
    texts: Vec<Shown>,
    letters: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "staff.html")]
struct StaffTable {
    staff: Vec<people::Row>,
}

/// A message as the page shows it.
struct Shown {
    id: String,
    who: String,
    to: String,
    from: String,
    at: String,
    subject: String,
    stretches: Vec<Stretch>,
    has_html: bool,
}

/// A payment as the page shows it.
struct Paid {
    id: String,
    amount: String,
    description: String,
    state: &'static str,
    tone: &'static str,
}

/// The pages' routes.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(show))
        .route("/front/messages", get(desk))
        .route("/front/staff", get(staff))
        .route("/front/control", post(switch))
        .route("/front/clock", post(advance))
        .route("/front/messages/clear", post(clear))
        .route("/messages/{id}/html", get(letter))
        .route("/api/people", get(people::list))
        .route("/assets/{name}", get(assets::show))
}

/// A page with the headers that every page has.
pub(crate) fn rendered(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (
            status,
            [
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::CACHE_CONTROL, "no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
            ],
            Html(html),
        )
            .into_response(),
        Err(wrong) => {
            tracing::error!(%wrong, "a page could not be rendered");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "fault", "the page could not be rendered")
        }
    }
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    to: String,
}

async fn show(State(world): State<Shared>, Query(Filter { to }): Query<Filter>) -> Response {
    let Desk { texts, letters } = messages(&world, &to);
    let page = Front {
        texts,
        letters,
        switches: switches::all(&world),
        clock: moment(&world, world.own_now()),
        ahead: world.clock.ahead_seconds() > 0,
        payments: payments(&world),
        citizens: people::cards(&world),
        staff: people::rows(&world),
        to,
        portal: world.provider.shop(),
    };
    rendered(StatusCode::OK, &page)
}

async fn desk(State(world): State<Shared>, Query(Filter { to }): Query<Filter>) -> Response {
    rendered(StatusCode::OK, &messages(&world, &to))
}

async fn staff(State(world): State<Shared>) -> Response {
    rendered(StatusCode::OK, &StaffTable { staff: people::rows(&world) })
}

#[derive(Deserialize)]
struct Switching {
    system: System,
    mode: Mode,
}

async fn switch(State(world): State<Shared>, Form(Switching { system, mode }): Form<Switching>) -> Response {
    match world.control.set(system, Setting { mode, ..Setting::default() }) {
        Ok(()) => Redirect::to("/#systems").into_response(),
        Err(bad) => refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_setting", &bad.to_string()),
    }
}

#[derive(Deserialize)]
struct Advancing {
    seconds: u32,
}

async fn advance(State(world): State<Shared>, Form(Advancing { seconds }): Form<Advancing>) -> Response {
    world.clock.advance(seconds);
    Redirect::to("/#systems").into_response()
}

async fn clear(State(world): State<Shared>) -> Response {
    world.messages.clear();
    Redirect::to("/").into_response()
}

/// The HTML part of a letter as its reader would see it; its scripts and pictures from elsewhere do not load.
async fn letter(State(world): State<Shared>, Path(id): Path<String>) -> Response {
    let message = id.parse().ok().and_then(|id| world.messages.find(id)).filter(|message| !message.html.is_empty());
    let Some(message) = message else {
        return refusal(StatusCode::NOT_FOUND, "not_found", "no such letter");
    };
    let policy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; \
                  style-src 'unsafe-inline'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(message.html)).into_response()
}

fn messages(world: &World, to: &str) -> Desk {
    let to = (!to.trim().is_empty()).then(|| to.to_owned());
    let of = |fits: fn(Channel) -> bool| -> Vec<Shown> {
        let all = world.messages.list(&Wish { to: to.clone(), ..Wish::default() });
        all.iter().filter(|message| fits(message.channel)).take(SHOWN).map(|message| shown(world, message)).collect()
    };
    Desk { texts: of(|channel| channel == Channel::Sms), letters: of(|channel| channel != Channel::Sms) }
}

fn shown(world: &World, message: &Message) -> Shown {
    let known = world.people.citizens.iter().find(|citizen| {
        citizen.phone.as_str() == message.to || citizen.email.as_str().eq_ignore_ascii_case(&message.to)
    });
    Shown {
        id: message.id.to_string(),
        who: known.map(|citizen| format!("{} {}", citizen.given_name, citizen.family_name)).unwrap_or_default(),
        to: message.to.parse::<Phone>().map_or_else(|_| message.to.clone(), |phone| phone.show()),
        from: message.from.clone(),
        at: moment(world, message.sent_at),
        subject: message.subject.clone(),
        stretches: stretches(&message.text),
        has_html: !message.html.is_empty(),
    }
}

fn payments(world: &World) -> Vec<Paid> {
    let shown = |payment: crate::provider::books::Payment| {
        let (state, tone) = match payment.state {
            PaymentState::Pending => ("ждёт оплаты", "warn"),
            PaymentState::Succeeded => ("оплачено", "good"),
            PaymentState::Canceled => ("отменено", "neutral"),
        };
        let amount = payment.amount.to_string();
        Paid { id: payment.id.to_string(), amount, description: payment.description, state, tone }
    };
    world.provider.newest(5).into_iter().map(shown).collect()
}

/// «14:05:09», with the day before it unless it is today.
fn moment(world: &World, at: base::Timestamp) -> String {
    let local = at.to_zoned(world.zone.clone());
    let today: Date = world.now().to_zoned(world.zone.clone()).date();
    let time = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
    if local.date() == today { time } else { format!("{}, {time}", long_date(local.date(), Lang::Ru)) }
}
