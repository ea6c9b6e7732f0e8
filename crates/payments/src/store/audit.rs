//! What the audit reads: rows as they lie in the tables.

use base::{AccountId, Money, Timestamp, Uuid};
use db::{FromRow, Result, Tx, p};

use crate::model::PaymentId;

/// More tries than anybody makes at one charge.
const MOST: u32 = 200;

#[derive(FromRow)]
pub struct ChargeRow {
    pub account: AccountId,
    pub id: Uuid,
    pub reference: String,
    pub amount: Money,
    pub state: String,
    pub details: String,
}

pub async fn charges_after(tx: &mut Tx, after: Uuid, limit: u32) -> Result<Vec<ChargeRow>> {
    tx.query(
        "select account, id, reference, amount, state, details from charges where id > $1 order by id limit $2",
        p![after, limit],
    )
    .await
}

#[derive(FromRow)]
pub struct PaymentRow {
    pub account: AccountId,
    pub id: PaymentId,
    pub charge: Uuid,
    pub amount: Money,
    pub state: String,
    pub provider_id: Option<String>,
    pub receipt: Option<Uuid>,
    pub changed_at: Timestamp,
}

pub async fn payments_after(tx: &mut Tx, after: PaymentId, limit: u32) -> Result<Vec<PaymentRow>> {
    tx.query(
        "select account, id, charge, amount, state, provider_id, receipt, changed_at from payments \
         where id > $1 order by id limit $2",
        p![after, limit],
    )
    .await
}

pub async fn payments_of(tx: &mut Tx, charge: Uuid) -> Result<Vec<PaymentRow>> {
    tx.query(
        "select account, id, charge, amount, state, provider_id, receipt, changed_at from payments \
         where charge = $1 order by id limit $2",
        p![charge, MOST],
    )
    .await
}

pub async fn has_charge(tx: &mut Tx, charge: Uuid) -> Result<bool> {
    Ok(tx.one::<Uuid>("select id from charges where id = $1", p![charge]).await?.is_some())
}
