//! The provider's rules: what happens to a payment, and which notices that causes. No clock, disk or network.

use std::collections::{BTreeMap, HashMap};

use base::{Date, Money, SignedDuration, Timestamp, Uuid};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How long a payer may take.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// How many payments are remembered; beyond it the oldest finished ones are forgotten.
const MOST: usize = 50_000;

/// Where a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The payer has not decided.
    Pending,
    /// Paid.
    Succeeded,
    /// Never to be paid.
    Canceled,
}

/// One payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: Uuid,
    /// Where it is.
    pub state: State,
    /// How much.
    pub amount: Money,
    /// What for, in the payer's words.
    pub description: String,
    /// To whom, as the shop told it.
    pub recipient: Value,
    /// What the shop wanted to be told again.
    pub metadata: Value,
    /// Where the payer goes afterwards.
    pub return_url: String,
    /// The key it was created with.
    pub idempotency_key: String,
    /// The body it was created with, to tell a repetition from a mistake.
    pub asked: Value,
    /// When it was created, by the sandbox's own clock.
    pub created_at: Timestamp,
    /// When it succeeded or was cancelled.
    pub finished_at: Option<Timestamp>,
    /// Why it was cancelled.
    pub cancellation: Option<String>,
    /// The card, all but its ends hidden.
    pub card: Option<String>,
    /// What was given back.
    pub refunds: Vec<Refund>,
}

/// Money given back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refund {
    /// Its id.
    pub id: Uuid,
    /// How much.
    pub amount: Money,
    /// The key it was asked for with.
    pub idempotency_key: String,
    /// When.
    pub created_at: Timestamp,
}

/// News for the shop, sent until it says that it heard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notice {
    /// The id of the event: the same at every try.
    pub id: Uuid,
    /// The JSON body, the same at every try.
    pub body: String,
    /// Whether the shop has heard.
    pub heard: bool,
}

/// What has to be written down.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A payment as it is now.
    Payment(Box<Payment>),
    /// A notice as it is now.
    Notice(Notice),
}

/// What a shop asks for.
#[derive(Debug, Clone)]
pub struct Order {
    /// How much; more than nothing.
    pub amount: Money,
    /// What for.
    pub description: String,
    /// To whom.
    pub recipient: Value,
    /// What to tell again.
    pub metadata: Value,
    /// Where the payer goes afterwards.
    pub return_url: String,
    /// The whole body.
    pub asked: Value,
}

/// Why a refund is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRefund {
    /// Nothing has been paid.
    #[error("the payment has not succeeded")]
    NotPaid,
    /// More than is left.
    #[error("more than what is left of the payment")]
    TooMuch,
}

impl Payment {
    /// How much was given back in all.
    pub fn refunded(&self) -> Money {
        self.refunds.iter().map(|refund| refund.amount).sum()
    }

    fn state_name(&self) -> &'static str {
        match self.state {
            State::Pending => "pending",
            State::Succeeded => "succeeded",
            State::Canceled => "canceled",
        }
    }

    /// As the shop sees it.
    pub fn told(&self, page: &str) -> Value {
        serde_json::json!({
            "id": self.id,
            "status": self.state_name(),
            "amount": { "value_kopecks": self.amount, "currency": "RUB" },
            "description": self.description,
            "recipient": self.recipient,
            "metadata": self.metadata,
            "return_url": self.return_url,
            "confirmation_url": format!("{page}/{}", self.id),
            "created_at": self.created_at,
            "finished_at": self.finished_at,
            "cancellation_reason": self.cancellation,
            "card": self.card,
            "refunded": { "value_kopecks": self.refunded(), "currency": "RUB" },
            "refunds": self.refunds.iter().map(|refund| refund.told(self.id)).collect::<Vec<_>>(),
        })
    }
}

impl Refund {
    /// As the shop sees it.
    pub fn told(&self, payment: Uuid) -> Value {
        serde_json::json!({
            "id": self.id,
            "payment_id": payment,
            "status": "succeeded",
            "amount": { "value_kopecks": self.amount, "currency": "RUB" },
            "created_at": self.created_at,
        })
    }
}

/// All payments and all notices that nobody has heard yet.
#[derive(Default)]
pub struct Books {
    payments: BTreeMap<Uuid, Payment>,
    by_key: HashMap<String, Uuid>,
    unheard: BTreeMap<Uuid, Notice>,
}

impl Books {
    /// Takes over what was written down.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Payment(payment) => {
                self.by_key.insert(payment.idempotency_key.clone(), payment.id);
                self.payments.insert(payment.id, *payment);
            }
            Change::Notice(notice) if notice.heard => {
                self.unheard.remove(&notice.id);
            }
            Change::Notice(notice) => {
                self.unheard.insert(notice.id, notice);
            }
        }
    }

    /// All that is worth keeping, for a fresh file.
    pub fn snapshot(&self) -> Vec<Change> {
        let payments = self.payments.values().cloned().map(|payment| Change::Payment(Box::new(payment)));
        payments.chain(self.unheard.values().cloned().map(Change::Notice)).collect()
    }

    /// The payment with this id.
    pub fn find(&self, id: Uuid) -> Option<&Payment> {
        self.payments.get(&id)
    }

    /// The payment that was created with this key.
    pub fn by_key(&self, key: &str) -> Option<&Payment> {
        self.payments.get(self.by_key.get(key)?)
    }

    /// The newest payments.
    pub fn newest(&self, count: usize) -> Vec<Payment> {
        self.payments.values().rev().take(count).cloned().collect()
    }

    /// Notices that the shop has not heard.
    pub fn unheard(&self) -> Vec<Notice> {
        self.unheard.values().cloned().collect()
    }

    /// Creates a payment. The caller has looked whether the key is new.
    pub fn create(&mut self, id: Uuid, now: Timestamp, key: &str, order: Order) -> (Payment, Vec<Change>) {
        let Order { amount, description, recipient, metadata, return_url, asked } = order;
        let payment = Payment {
            id,
            state: State::Pending,
            amount,
            description,
            recipient,
            metadata,
            return_url,
            idempotency_key: key.to_owned(),
            asked,
            created_at: now,
            finished_at: None,
            cancellation: None,
            card: None,
            refunds: Vec::new(),
        };
        self.forget_oldest();
        (payment.clone(), self.keep(vec![Change::Payment(Box::new(payment))]))
    }

    /// The payer has paid with this card (its number shown in part). Nothing changes unless the payment was pending.
    pub fn succeed(&mut self, id: Uuid, event: Uuid, now: Timestamp, card: String, page: &str) -> Vec<Change> {
        self.finish(id, event, page, |payment| {
            payment.state = State::Succeeded;
            payment.finished_at = Some(now);
            payment.card = Some(card);
        })
    }

    /// The payment will never be paid. Nothing changes unless it was pending.
    pub fn cancel(&mut self, id: Uuid, event: Uuid, now: Timestamp, reason: &str, page: &str) -> Vec<Change> {
        self.finish(id, event, page, |payment| {
            payment.state = State::Canceled;
            payment.finished_at = Some(now);
            payment.cancellation = Some(reason.to_owned());
        })
    }

    /// Gives money back.
    ///
    /// # Errors
    /// When nothing was paid or less is left.
    pub fn refund(
        &mut self,
        payment: Uuid,
        id: Uuid,
        now: Timestamp,
        key: &str,
        amount: Money,
    ) -> Result<(Refund, Vec<Change>), NoRefund> {
        let Some(payment) = self.payments.get(&payment) else { return Err(NoRefund::NotPaid) };
        if let Some(earlier) = payment.refunds.iter().find(|refund| refund.idempotency_key == key) {
            return Ok((earlier.clone(), Vec::new()));
        }
        if payment.state != State::Succeeded {
            return Err(NoRefund::NotPaid);
        }
        if amount <= Money::ZERO || payment.refunded() + amount > payment.amount {
            return Err(NoRefund::TooMuch);
        }
        let refund = Refund { id, amount, idempotency_key: key.to_owned(), created_at: now };
        let mut payment = payment.clone();
        payment.refunds.push(refund.clone());
        Ok((refund, self.keep(vec![Change::Payment(Box::new(payment))])))
    }

    /// The shop has heard the notice.
    pub fn heard(&mut self, id: Uuid) -> Vec<Change> {
        let Some(mut notice) = self.unheard.get(&id).cloned() else { return Vec::new() };
        notice.heard = true;
        self.keep(vec![Change::Notice(notice)])
    }

    /// Cancels what nobody finished in time.
    pub fn expire(&mut self, now: Timestamp, page: &str, mut event: impl FnMut() -> Uuid) -> Vec<Change> {
        let late =
            |payment: &&Payment| payment.state == State::Pending && now.duration_since(payment.created_at) > LIFETIME;
        let late: Vec<Uuid> = self.payments.values().filter(late).map(|payment| payment.id).collect();
        late.into_iter().flat_map(|id| self.cancel(id, event(), now, "expired", page)).collect()
    }

    /// The register of a day in the zone: what was paid and what was given back on it.
    pub fn register(&self, day: Date, zone: &TimeZone) -> Value {
        let on_day = |at: Timestamp| at.to_zoned(zone.clone()).date() == day;
        let paid: Vec<&Payment> = self
            .payments
            .values()
            .filter(|payment| payment.state == State::Succeeded && payment.finished_at.is_some_and(on_day))
            .collect();
        let refunds: Vec<(Uuid, &Refund)> = self
            .payments
            .values()
            .flat_map(|payment| payment.refunds.iter().map(|refund| (payment.id, refund)))
            .filter(|(_, refund)| on_day(refund.created_at))
            .collect();
        serde_json::json!({
            "day": day,
            "zone": zone.iana_name(),
            "payments": paid.iter().map(|payment| serde_json::json!({
                "id": payment.id, "amount": { "value_kopecks": payment.amount, "currency": "RUB" },
                "finished_at": payment.finished_at, "description": payment.description,
                "metadata": payment.metadata, "card": payment.card,
            })).collect::<Vec<_>>(),
            "refunds": refunds.iter().map(|(payment, refund)| refund.told(*payment)).collect::<Vec<_>>(),
            "totals": {
                "payments": paid.len(),
                "paid_kopecks": paid.iter().map(|payment| payment.amount).sum::<Money>(),
                "refunds": refunds.len(),
                "refunded_kopecks": refunds.iter().map(|(_, refund)| refund.amount).sum::<Money>(),
            },
        })
    }

    fn finish(&mut self, id: Uuid, event: Uuid, page: &str, change: impl FnOnce(&mut Payment)) -> Vec<Change> {
        let Some(payment) = self.payments.get(&id).filter(|payment| payment.state == State::Pending) else {
            return Vec::new();
        };
        let mut payment = payment.clone();
        change(&mut payment);
        let name = format!("payment.{}", payment.state_name());
        let body = serde_json::json!({ "event": name, "id": event, "payment": payment.told(page) }).to_string();
        let notice = Notice { id: event, body, heard: false };
        self.keep(vec![Change::Payment(Box::new(payment)), Change::Notice(notice)])
    }

    fn keep(&mut self, changes: Vec<Change>) -> Vec<Change> {
        changes.iter().cloned().for_each(|change| self.apply(change));
        changes
    }

    fn forget_oldest(&mut self) {
        if self.payments.len() < MOST {
            return;
        }
        let oldest = self.payments.values().find(|payment| payment.state != State::Pending).map(|payment| payment.id);
        if let Some(payment) = oldest.and_then(|id| self.payments.remove(&id)) {
            self.by_key.remove(&payment.idempotency_key);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
