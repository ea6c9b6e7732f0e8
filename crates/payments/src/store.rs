//! Every query of the slice.

pub(crate) mod audit;
pub(crate) mod seeding;

use base::{AccountId, Cx, Money, Timestamp, Uuid};
use db::{Error, FromRow, Tx, p};

use crate::model::{Charge, ChargeId, ChargeState, Details, NewCharge, Payment, PaymentId, PaymentState};

#[derive(FromRow)]
struct ChargeRow {
    account: Uuid,
    id: Uuid,
    reference: String,
    amount: Money,
    state: ChargeState,
    details: String,
    back: String,
    created_at: Timestamp,
    changed_at: Timestamp,
}

impl ChargeRow {
    fn charge(self) -> Result<Charge, Error> {
        let details: Details = serde_json::from_str(&self.details)?;
        Ok(Charge {
            id: ChargeId(self.id),
            account: AccountId(self.account),
            reference: self.reference,
            amount: self.amount,
            state: self.state,
            purpose_ru: details.purpose_ru,
            purpose_en: details.purpose_en,
            recipient: details.recipient,
            back: self.back,
            created_at: self.created_at,
            changed_at: self.changed_at,
        })
    }
}

#[derive(FromRow)]
struct PaymentRow {
    account: Uuid,
    id: Uuid,
    charge: Uuid,
    amount: Money,
    state: PaymentState,
    provider_id: Option<String>,
}

impl From<PaymentRow> for Payment {
    fn from(row: PaymentRow) -> Self {
        Self {
            id: PaymentId(row.id),
            account: AccountId(row.account),
            charge: ChargeId(row.charge),
            amount: row.amount,
            state: row.state,
            provider_id: row.provider_id,
        }
    }
}

/// A succeeded payment with what it was for, for «Платёжные документы».
#[derive(Debug, FromRow)]
pub(crate) struct PaidRow {
    pub amount: Money,
    pub receipt: Option<Uuid>,
    pub changed_at: Timestamp,
    pub details: String,
}

/// Makes a charge; one that has the reference already stays as it is.
pub(crate) async fn insert_charge(tx: &mut Tx, cx: &Cx, charge: &NewCharge) -> Result<ChargeId, Error> {
    let details = serde_json::to_string(&Details::of(charge))?;
    tx.execute(
        "insert into charges (account, id, reference, amount, state, details, back, created_at, changed_at) \
         values ($1, $2, $3, $4, 'due', $5, $6, $7, $7) on conflict (reference) do nothing",
        p![charge.account, ChargeId::new(cx), &charge.reference, charge.amount, &details, &charge.back, cx.now()],
    )
    .await?;
    let id: Option<Uuid> = tx.one("select id from charges where reference = $1", p![&charge.reference]).await?;
    id.map(ChargeId).ok_or(Error::Failed)
}

/// A person's charge by its reference.
pub(crate) async fn find_by_reference(
    tx: &mut Tx,
    account: AccountId,
    reference: &str,
) -> Result<Option<Charge>, Error> {
    let row: Option<ChargeRow> = tx
        .one(
            "select account, id, reference, amount, state, details, back, created_at, changed_at from charges \
             where reference = $2 and account = $1",
            p![account, reference],
        )
        .await?;
    row.map(ChargeRow::charge).transpose()
}

/// A person's charge by its id.
pub(crate) async fn find_charge(tx: &mut Tx, account: AccountId, id: ChargeId) -> Result<Option<Charge>, Error> {
    let row: Option<ChargeRow> = tx
        .one(
            "select account, id, reference, amount, state, details, back, created_at, changed_at from charges \
             where id = $2 and account = $1",
            p![account, id],
        )
        .await?;
    row.map(ChargeRow::charge).transpose()
}

/// A person's charges that wait to be paid, oldest first.
pub(crate) async fn list_due(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<Charge>, Error> {
    let rows: Vec<ChargeRow> = tx
        .query(
            "select account, id, reference, amount, state, details, back, created_at, changed_at from charges \
             where account = $1 and state = 'due' order by id limit $2",
            p![account, limit],
        )
        .await?;
    rows.into_iter().map(ChargeRow::charge).collect()
}

/// Moves a charge on from `due`; `false` when it is not due any more.
pub(crate) async fn update_charge(tx: &mut Tx, cx: &Cx, id: ChargeId, to: ChargeState) -> Result<bool, Error> {
    let changed = tx
        .execute("update charges set state = $2, changed_at = $3 where id = $1 and state = 'due'", p![id, to, cx.now()])
        .await?;
    Ok(changed == 1)
}

/// The payment of a charge that is under way.
pub(crate) async fn find_under_way(tx: &mut Tx, charge: ChargeId) -> Result<Option<Payment>, Error> {
    let row: Option<PaymentRow> = tx
        .one(
            "select account, id, charge, amount, state, provider_id from payments \
             where charge = $1 and state in ('created', 'pending')",
            p![charge],
        )
        .await?;
    Ok(row.map(Payment::from))
}

/// A payment by its id.
pub(crate) async fn find_payment(tx: &mut Tx, id: PaymentId) -> Result<Option<Payment>, Error> {
    let row: Option<PaymentRow> =
        tx.one("select account, id, charge, amount, state, provider_id from payments where id = $1", p![id]).await?;
    Ok(row.map(Payment::from))
}

/// A payment by the provider's id of it.
pub(crate) async fn find_by_provider(tx: &mut Tx, provider_id: &str) -> Result<Option<Payment>, Error> {
    let row: Option<PaymentRow> = tx
        .one(
            "select account, id, charge, amount, state, provider_id from payments where provider_id = $1",
            p![provider_id],
        )
        .await?;
    Ok(row.map(Payment::from))
}

/// The newest payment of a charge.
pub(crate) async fn find_newest(tx: &mut Tx, charge: ChargeId) -> Result<Option<Payment>, Error> {
    let row: Option<PaymentRow> = tx
        .one(
            "select account, id, charge, amount, state, provider_id from payments \
             where charge = $1 order by id desc limit 1",
            p![charge],
        )
        .await?;
    Ok(row.map(Payment::from))
}

/// Begins a payment; `false` when another is under way already.
pub(crate) async fn insert_payment(tx: &mut Tx, cx: &Cx, id: PaymentId, charge: &Charge) -> Result<bool, Error> {
    let inserted = tx
        .execute(
            "insert into payments (account, id, charge, amount, state, created_at, changed_at) \
             values ($1, $2, $3, $4, 'created', $5, $5) on conflict do nothing",
            p![charge.account, id, charge.id, charge.amount, cx.now()],
        )
        .await?;
    Ok(inserted == 1)
}

/// Records that the provider knows a payment, and the page where it is made.
pub(crate) async fn update_pending(
    tx: &mut Tx,
    cx: &Cx,
    id: PaymentId,
    provider_id: &str,
    confirmation_url: &str,
) -> Result<(), Error> {
    tx.execute(
        "update payments set state = 'pending', provider_id = $2, confirmation_url = $3, changed_at = $4 \
         where id = $1 and state = 'created'",
        p![id, provider_id, confirmation_url, cx.now()],
    )
    .await?;
    Ok(())
}

/// Where a pending payment is made.
pub(crate) async fn confirmation_url(tx: &mut Tx, id: PaymentId) -> Result<Option<String>, Error> {
    let url: Option<Option<String>> = tx.one("select confirmation_url from payments where id = $1", p![id]).await?;
    Ok(url.flatten())
}

/// Ends a payment that is under way; `false` when it has ended already.
pub(crate) async fn update_ended(tx: &mut Tx, cx: &Cx, id: PaymentId, to: PaymentState) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "update payments set state = $2, changed_at = $3 where id = $1 and state in ('created', 'pending')",
            p![id, to, cx.now()],
        )
        .await?;
    Ok(changed == 1)
}

/// Records that a succeeded payment was given back; `false` when it was not succeeded.
pub(crate) async fn update_refunded(tx: &mut Tx, cx: &Cx, id: PaymentId) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "update payments set state = 'refunded', changed_at = $2 where id = $1 and state = 'succeeded'",
            p![id, cx.now()],
        )
        .await?;
    Ok(changed == 1)
}

/// Ties a receipt to its payment.
pub(crate) async fn update_receipt(tx: &mut Tx, id: PaymentId, receipt: Uuid) -> Result<(), Error> {
    tx.execute("update payments set receipt = $2 where id = $1 and receipt is null", p![id, receipt]).await?;
    Ok(())
}

/// A person's succeeded payments, newest first.
pub(crate) async fn list_paid(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<PaidRow>, Error> {
    tx.query(
        "select payments.amount as amount, payments.receipt as receipt, \
         payments.changed_at as changed_at, charges.details as details \
         from payments join charges on charges.id = payments.charge \
         where payments.account = $1 and payments.state = 'succeeded' order by payments.id desc limit $2",
        p![account, limit],
    )
    .await
}
