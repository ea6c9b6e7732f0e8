//! The hosted payment page: what is paid and to whom, a card, «Оплатить» and «Отказаться».

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use base::{Uuid, long_date};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use super::{
    books::{Payment, State as PaymentState},
    cards::{BadCard, GOOD, POOR, Typed},
};
use crate::{
    control::{Mode, System},
    front::rendered,
    routes::refusal,
    world::Shared,
};

/// The labels of what shops tell about recipients, in the order people read them.
const DETAILS: [(&str, &str); 8] = [
    ("name", "Получатель"),
    ("inn", "ИНН"),
    ("kpp", "КПП"),
    ("bank", "Банк"),
    ("bik", "БИК"),
    ("account", "Счёт"),
    ("kbk", "КБК"),
    ("oktmo", "ОКТМО"),
];

#[derive(Template)]
#[template(path = "pay.html")]
struct Page {
    id: Uuid,
    amount: String,
    description: String,
    recipient: Vec<(&'static str, String)>,
    return_url: String,
    created_on: String,
    state: PaymentState,
    card: Card,
    good_card: &'static str,
    poor_card: &'static str,
}

#[derive(Default)]
struct Card {
    number: String,
    until: String,
    code: String,
    number_error: &'static str,
    until_error: &'static str,
    code_error: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Typing {
    #[serde(default)]
    action: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    code: String,
}

/// `GET /payments/pay/{id}`.
pub(super) async fn show(State(world): State<Shared>, Path(id): Path<String>) -> Response {
    match payment(&world, &id) {
        Some(payment) => rendered(StatusCode::OK, &page(&world, &payment, test_card(&world))),
        None => refusal(StatusCode::NOT_FOUND, "not_found", "no such payment"),
    }
}

/// `POST /payments/pay/{id}`: the payer has decided; back to the shop, or the page again with what is wrong.
pub(super) async fn finish(
    State(world): State<Shared>,
    Path(id): Path<String>,
    Form(typing): Form<Typing>,
) -> Response {
    let Some(payment) = payment(&world, &id) else {
        return refusal(StatusCode::NOT_FOUND, "not_found", "no such payment");
    };
    let (event, now) = (world.cx.uuid(), world.own_now());
    let address = &world.provider.address;
    let charged = Typed { number: &typing.number, until: &typing.until, code: &typing.code }.charge(today(&world));
    let outcome = match (typing.action.as_str(), charged) {
        ("cancel", _) => {
            world.provider.with(|books| ((), books.cancel(payment.id, event, now, "canceled_by_payer", address)))
        }
        (_, Err(bad)) if payment.state == PaymentState::Pending => {
            let card = complained(typing, bad);
            return rendered(StatusCode::UNPROCESSABLE_ENTITY, &page(&world, &payment, card));
        }
        (_, Err(_)) => Ok(()),
        (_, Ok(_)) if world.control.of(System::PaymentProvider).mode == Mode::Disagree => {
            world.provider.with(|books| ((), books.cancel(payment.id, event, now, "declined_by_bank", address)))
        }
        (_, Ok(card)) => world.provider.with(|books| ((), books.succeed(payment.id, event, now, card, address))),
    };
    match outcome {
        Ok(()) => Redirect::to(&payment.return_url).into_response(),
        Err(wrong) => {
            tracing::error!(fault = format!("{wrong:#}"), "the provider failed");
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "fault", "the provider failed")
        }
    }
}

fn payment(world: &Shared, id: &str) -> Option<Payment> {
    let id = id.parse().ok()?;
    world.provider.with(|books| (books.find(id).cloned(), Vec::new())).ok().flatten()
}

fn today(world: &Shared) -> base::Date {
    world.own_now().to_zoned(TimeZone::UTC).date()
}

/// The fields come filled in: nobody has to remember a test card.
fn test_card(world: &Shared) -> Card {
    let year = (today(world).year() + 3) % 100;
    Card { number: GOOD.to_owned(), until: format!("12/{year:02}"), code: "123".to_owned(), ..Card::default() }
}

fn complained(typing: Typing, bad: BadCard) -> Card {
    let Typing { number, until, code, .. } = typing;
    let mut card = Card { number, until, code, ..Card::default() };
    match bad {
        BadCard::Number => card.number_error = "Проверьте номер: от 16 до 19 цифр, как на карте",
        BadCard::Refused => card.number_error = "Банк отклонил платёж: не хватает денег. Возьмите другую карту",
        BadCard::Until => card.until_error = "Месяц и год, как на карте, например 12/29",
        BadCard::Code => card.code_error = "Три цифры с обратной стороны карты",
    }
    card
}

fn page(world: &Shared, payment: &Payment, card: Card) -> Page {
    Page {
        id: payment.id,
        amount: payment.amount.to_string(),
        description: payment.description.clone(),
        recipient: recipient(&payment.recipient),
        return_url: payment.return_url.clone(),
        created_on: long_date(payment.created_at.to_zoned(world.zone.clone()).date(), base::Lang::Ru),
        state: payment.state,
        card,
        good_card: GOOD,
        poor_card: POOR,
    }
}

fn recipient(told: &Value) -> Vec<(&'static str, String)> {
    if let Some(name) = told.as_str() {
        return vec![("Получатель", name.to_owned())];
    }
    let detail = |(key, label): (&str, &'static str)| {
        let value = told.get(key)?.as_str()?;
        (!value.is_empty()).then(|| (label, value.to_owned()))
    };
    DETAILS.into_iter().filter_map(detail).collect()
}
