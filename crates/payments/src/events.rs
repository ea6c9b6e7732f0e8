//! News that travels upward: the wiring connects it.

use base::{AccountId, Money, Timestamp};
use serde::{Deserialize, Serialize};

use crate::model::{ChargeId, PaymentId, Recipient};

/// A charge was paid. Enqueued once for each succeeded payment, in the transaction that records it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaymentSettled {
    /// Who paid.
    pub account: AccountId,
    /// The charge.
    pub charge: ChargeId,
    /// The payment.
    pub payment: PaymentId,
    /// The mark of whoever made the charge.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// What for, in Russian.
    pub purpose_ru: String,
    /// What for, in English.
    pub purpose_en: String,
    /// To whom.
    pub recipient: Recipient,
    /// When the payment was recorded.
    pub paid_at: Timestamp,
    /// The provider's id of the payment.
    pub provider_id: String,
}

impl db::jobs::Job for PaymentSettled {
    const KIND: &'static str = "payments.settled";
}
