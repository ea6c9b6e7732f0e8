//! «Оплата» and «Платёжные документы».

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    response::Response,
    routing::{get, post},
};
use base::{AccountId, Cx, Lang, SignedDuration, text::bound};
use db::{Db, jobs};
use identity::Citizen;
use web::{Failure, Form, Page};

use crate::{
    gateway::{Order, Provider, ProviderError},
    model::{Charge, ChargeId, ChargeState, Details, Outcome, Payment, PaymentId, PaymentState},
    settling::{self, AskProvider},
    store, webhook,
};

/// How many payments the page lists.
const SHOWN: i64 = 100;

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
    /// Who collects.
    pub provider: Arc<dyn Provider>,
    /// The key that signs the provider's notices.
    pub webhook_secret: String,
    /// The portal's own address: `https://okno.example`.
    pub public_url: String,
}

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    Router::new()
        .route("/cabinet/payments", get(list))
        .route("/cabinet/payments/{charge}", get(show))
        .route("/cabinet/payments/{charge}/pay", post(pay))
        .route("/cabinet/payments/{charge}/return", get(come_back))
        .route("/hooks/payments", post(webhook::receive))
        .with_state(state)
}

struct DueLine {
    href: String,
    purpose: String,
    amount: String,
}

struct PaidLine {
    purpose: String,
    amount: String,
    time: String,
    receipt: Option<String>,
}

#[derive(Template)]
#[template(path = "payments/list.html")]
struct ListPage {
    page: Page,
    due: Vec<DueLine>,
    paid: Vec<PaidLine>,
}

#[derive(Template)]
#[template(path = "payments/charge.html")]
struct ChargePage {
    page: Page,
    charge: Charge,
    purpose: String,
    /// The last try, when it was called off.
    called_off: bool,
    /// The person has come back, and the provider has not decided yet.
    pending: bool,
    /// The provider could not be reached just now.
    away: bool,
}

async fn list(Given(state): Given<State>, citizen: Citizen, page: Page) -> web::Result<Response> {
    let mut tx = state.db.read().await?;
    let due = store::list_due(&mut tx, citizen.account, SHOWN).await?;
    let paid = store::list_paid(&mut tx, citizen.account, SHOWN).await?;
    let due = due
        .iter()
        .map(|charge| DueLine {
            href: format!("/cabinet/payments/{}", charge.id),
            purpose: bound(charge.purpose(page.lang)),
            amount: page.money(charge.amount),
        })
        .collect();
    let paid = paid
        .iter()
        .map(|row| PaidLine {
            purpose: bound(&purpose(&row.details, page.lang)),
            amount: page.money(row.amount),
            time: page.time(row.changed_at),
            receipt: row.receipt.map(|id| format!("/cabinet/documents/{id}/file")),
        })
        .collect();
    Ok(web::html(ListPage { page, due, paid }))
}

impl ChargePage {
    fn new(page: Page, charge: Charge) -> Self {
        let purpose = bound(charge.purpose(page.lang));
        Self { page, charge, purpose, called_off: false, pending: false, away: false }
    }
}

fn purpose(details: &str, lang: Lang) -> String {
    let Ok(details) = serde_json::from_str::<Details>(details) else { return String::new() };
    match lang {
        Lang::Ru => details.purpose_ru,
        Lang::En => details.purpose_en,
    }
}

async fn own_charge(state: &State, account: AccountId, id: &str) -> web::Result<(Charge, Option<Payment>)> {
    let id: ChargeId = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    let charge = store::find_charge(&mut tx, account, id).await?.ok_or(Failure::NotFound)?;
    let newest = store::find_newest(&mut tx, id).await?;
    Ok((charge, newest))
}

async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (charge, newest) = own_charge(&state, citizen.account, &id).await?;
    let called_off = newest.is_some_and(|payment| payment.state == PaymentState::Cancelled);
    Ok(web::html(ChargePage { called_off, ..ChargePage::new(page, charge) }))
}

async fn pay(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result<Response> {
    let (charge, _) = own_charge(&state, citizen.account, &id).await?;
    let here = format!("/cabinet/payments/{}", charge.id);
    if charge.state != ChargeState::Due {
        return Ok(web::see(&here));
    }
    match begin(&state, &charge).await {
        Ok(Some(url)) => Ok(web::see(&url)),
        // Another try was just decided: the page says how.
        Ok(None) => Ok(web::see(format!("{here}/return"))),
        Err(BeginError::Provider(error)) => {
            tracing::warn!(%error, "a payment could not be begun");
            Ok(web::unprocessable(ChargePage { away: true, ..ChargePage::new(page, charge) }))
        }
        Err(BeginError::Database(error)) => Err(error.into()),
    }
}

#[derive(Debug, thiserror::Error)]
enum BeginError {
    #[error(transparent)]
    Database(#[from] db::Error),
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

/// Begins a payment, or goes on with the one that is under way, and answers with the provider's page.
async fn begin(state: &State, charge: &Charge) -> Result<Option<String>, BeginError> {
    match go_on(state, charge).await? {
        Way::Page(url) => Ok(Some(url)),
        Way::Decided => Ok(None),
        // The provider gave up a page that nobody paid on: this press begins another try, and only one.
        Way::CalledOff => match go_on(state, charge).await? {
            Way::Page(url) => Ok(Some(url)),
            Way::Decided | Way::CalledOff => Ok(None),
        },
    }
}

/// Where a press of «Оплатить» leads.
enum Way {
    /// To the provider's page.
    Page(String),
    /// The try that was under way has just been decided.
    Decided,
    /// The try that was under way had been called off.
    CalledOff,
}

async fn go_on(state: &State, charge: &Charge) -> Result<Way, BeginError> {
    let mut tx = state.db.begin().await?;
    store::insert_payment(&mut tx, &state.cx, PaymentId::new(&state.cx), charge).await?;
    let under_way = store::find_under_way(&mut tx, charge.id).await?;
    tx.commit().await?;
    let Some(payment) = under_way else { return Ok(Way::Decided) };

    if let Some(provider_id) = &payment.provider_id {
        let outcome = state.provider.find(provider_id).await?.outcome_of(payment.amount);
        let mut tx = state.db.begin().await?;
        settling::settle(&mut tx, &state.cx, &payment, outcome).await?;
        let url = store::confirmation_url(&mut tx, payment.id).await?;
        tx.commit().await?;
        return Ok(match (outcome, url) {
            (Outcome::Pending, Some(url)) => Way::Page(url),
            (Outcome::Cancelled, _) => Way::CalledOff,
            _ => Way::Decided,
        });
    }

    let order = Order {
        key: payment.id,
        amount: charge.amount,
        // In one language always: the provider takes a key again only with the very same order.
        description: &charge.purpose_ru,
        recipient: &charge.recipient,
        return_url: format!("{}/cabinet/payments/{}/return", state.public_url.trim_end_matches('/'), charge.id),
    };
    let known = state.provider.create(&order).await?;
    let url = known.confirmation_url.ok_or_else(|| ProviderError("no page to pay on".to_owned()))?;
    let mut tx = state.db.begin().await?;
    store::update_pending(&mut tx, &state.cx, payment.id, &known.id, &url).await?;
    let later = state.cx.now() + SignedDuration::from_mins(2);
    jobs::enqueue_at(&mut tx, &state.cx, &AskProvider { payment: payment.id }, later).await?;
    tx.commit().await?;
    Ok(Way::Page(url))
}

/// Back from the provider's page: ask it at once rather than wait for its notice.
async fn come_back(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result<Response> {
    let (charge, newest) = own_charge(&state, citizen.account, &id).await?;
    let mut away = false;
    if let Some(payment) = newest
        && payment.state == PaymentState::Pending
        && let Some(provider_id) = &payment.provider_id
    {
        match state.provider.find(provider_id).await {
            Ok(known) => {
                let mut tx = state.db.begin().await?;
                settling::settle(&mut tx, &state.cx, &payment, known.outcome_of(payment.amount)).await?;
                tx.commit().await?;
            }
            Err(error) => {
                tracing::warn!(%error, "the provider did not say how a payment ended");
                away = true;
            }
        }
    }
    let (charge, newest) = own_charge(&state, citizen.account, &charge.id.to_string()).await?;
    let called_off = newest.as_ref().is_some_and(|payment| payment.state == PaymentState::Cancelled);
    let pending = newest.is_some_and(|payment| payment.state == PaymentState::Pending);
    Ok(web::html(ChargePage { called_off, pending: pending && !away, away, ..ChargePage::new(page, charge) }))
}
