//! The audit of this slice: every charge is paid once or not at all, by a payment that is its own.

use base::{AccountId, Money, Timestamp, Uuid};
use db::{
    Db, Result, Tx,
    audit::{Audit, PAGE},
};

use crate::{
    model::{ChargeState, Details, PaymentId, PaymentState},
    store::audit as store,
};

/// A payment that succeeded: there is one receipt for it.
#[derive(Debug, Clone)]
pub struct Paid {
    /// Who paid.
    pub account: AccountId,
    /// The payment.
    pub payment: PaymentId,
    /// The document that was tied to it as its receipt.
    pub receipt: Option<Uuid>,
    /// When it was recorded.
    pub paid_at: Timestamp,
}

/// The payments that succeeded after `after` in the order of their ids, and where to go on; none when there are no more.
///
/// # Errors
/// When the database does not answer.
pub async fn paid_after(tx: &mut Tx, after: PaymentId) -> Result<Option<(Vec<Paid>, PaymentId)>> {
    let page = store::payments_after(tx, after, PAGE).await?;
    let Some(last) = page.last().map(|row| row.id) else { return Ok(None) };
    let paid = page.into_iter().filter(|row| row.state == PaymentState::Succeeded.as_str()).map(|row| Paid {
        account: row.account,
        payment: row.id,
        receipt: row.receipt,
        paid_at: row.changed_at,
    });
    Ok(Some((paid.collect(), last)))
}

/// Looks at every charge and every payment.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    charges(db, audit).await?;
    payments(db, audit).await
}

async fn charges(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::charges_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for charge in &page {
            if !audit.takes(charge.account) {
                continue;
            }
            let tries = store::payments_of(&mut tx, charge.id).await?;
            check(audit, charge, &tries);
        }
        audit.examined("charges", page.len());
    }
}

fn check(audit: &mut Audit<'_>, charge: &store::ChargeRow, tries: &[store::PaymentRow]) {
    let place = format!("{} of {}", charge.id, charge.reference);
    let readable = serde_json::from_str::<Details>(&charge.details).is_ok();
    audit.found_if(!readable, "what a charge is for cannot be read", &place);
    audit.found_if(charge.amount <= Money::ZERO, "a charge is of nothing", &place);
    let Ok(state) = charge.state.parse::<ChargeState>() else {
        audit.found("a charge is in no known state", &place);
        return;
    };
    for payment in tries {
        audit.found_if(payment.account != charge.account, "somebody else's payment stands at a charge", &place);
        audit.found_if(payment.amount != charge.amount, "a payment is of another sum than its charge", &place);
    }
    let succeeded: Vec<&store::PaymentRow> =
        tries.iter().filter(|payment| payment.state == PaymentState::Succeeded.as_str()).collect();
    // What is paid too much is given back by a job, which the provider may keep waiting.
    let late = succeeded.iter().any(|payment| audit.is_late_outside(payment.changed_at));
    match (state, succeeded.len()) {
        (ChargeState::Paid, 0) => audit.found("a charge is paid without a payment", &place),
        (ChargeState::Paid, 2..) => audit.found_if(late, "a charge was paid twice", &place),
        (ChargeState::Due, 1..) => audit.found("a charge is due although it was paid", &place),
        (ChargeState::Cancelled, 1..) => audit.found_if(late, "a charge that was called off was paid", &place),
        _ => {}
    }
}

async fn payments(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = PaymentId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::payments_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for payment in &page {
            if !audit.takes(payment.account) {
                continue;
            }
            let there = store::has_charge(&mut tx, payment.charge).await?;
            audit.found_if(!there, "a payment has no charge", payment.id);
            let Ok(state) = payment.state.parse::<PaymentState>() else {
                audit.found("a payment is in no known state", payment.id);
                continue;
            };
            let handed_over = payment.provider_id.is_some();
            let at_provider = matches!(state, PaymentState::Pending | PaymentState::Succeeded | PaymentState::Refunded);
            audit.found_if(at_provider && !handed_over, "a payment is not known by the provider's number", payment.id);
        }
        audit.examined("payments", page.len());
    }
}
