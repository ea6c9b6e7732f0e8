//! Money: charges, the tries to pay them, and the provider that collects. No card number ever comes here.
//!
//! This crate owns charges and payments and knows whoever made a charge only by its reference. It refuses to know what
//! a payment sets in motion: that is the wiring's, on [`events::PaymentSettled`]. Start with [`create_charge`], then
//! `settling.rs`, the one idempotent step that the notice, the return and our own asking all lead to.

mod audit;
pub mod events;
pub mod gateway;
mod model;
mod pages;
pub mod seeding;
mod settling;
mod store;
pub mod webhook;

use base::{AccountId, Cx, Uuid};
use db::{Error, Migration, Tx};

pub use audit::{Paid, audit, paid_after};
pub use model::{Charge, ChargeId, ChargeState, NewCharge, Outcome, PaymentId, PaymentState, Recipient};
pub use pages::{State, routes};
pub use settling::jobs;

/// The tables of this slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "payments/0001_payments", sql: include_str!("../migrations/0001_payments.sql") }];

/// The words of this slice.
pub const LOCALES: web::Locales =
    web::Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// Makes a charge. The same reference gives the same charge, however often it is asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn create_charge(tx: &mut Tx, cx: &Cx, charge: &NewCharge) -> Result<ChargeId, Error> {
    store::insert_charge(tx, cx, charge).await
}

/// The charge that a reference has, if any.
///
/// # Errors
/// When the database does not answer.
pub async fn charge_of(tx: &mut Tx, account: AccountId, reference: &str) -> Result<Option<Charge>, Error> {
    store::find_by_reference(tx, account, reference).await
}

/// What an account has yet to pay, oldest first, at most 20.
///
/// # Errors
/// When the database does not answer.
pub async fn due(tx: &mut Tx, account: AccountId) -> Result<Vec<Charge>, Error> {
    store::list_due(tx, account, 20).await
}

/// Calls a charge off. A charge that is paid, or not there, stays as it is and answers `false`.
///
/// # Errors
/// When the database does not answer.
pub async fn cancel(tx: &mut Tx, cx: &Cx, account: AccountId, reference: &str) -> Result<bool, Error> {
    match store::find_by_reference(tx, account, reference).await? {
        Some(charge) => store::update_charge(tx, cx, charge.id, ChargeState::Cancelled).await,
        None => Ok(false),
    }
}

/// Ties the receipt document to its payment, so that «Платёжные документы» can offer it.
///
/// # Errors
/// When the database does not answer.
pub async fn receipt_ready(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    payment: PaymentId,
    document: Uuid,
) -> Result<(), Error> {
    store::update_receipt(tx, payment, document).await?;
    db::live::touch(tx, cx, account, "payments").await
}
