//! Charges and payments: what is owed, and each try to pay it.

use base::{AccountId, Lang, Money, Timestamp};
use serde::{Deserialize, Serialize};

db::typed_id!(
    /// A charge.
    pub ChargeId
);
db::typed_id!(
    /// One try to pay a charge.
    pub PaymentId
);

db::codes!(
    /// `Due → Paid | Cancelled`.
    pub enum ChargeState {
        /// Waits to be paid.
        Due = "due",
        /// Paid.
        Paid = "paid",
        /// Called off.
        Cancelled = "cancelled",
    }
);

db::codes!(
    /// `Created → Pending → Succeeded | Failed | Cancelled`, `Succeeded → Refunded`.
    pub enum PaymentState {
        /// Begun here; the provider may not know it yet.
        Created = "created",
        /// The provider waits for the person.
        Pending = "pending",
        /// The money is there.
        Succeeded = "succeeded",
        /// It will not arrive, or did not.
        Failed = "failed",
        /// Called off.
        Cancelled = "cancelled",
        /// Given back.
        Refunded = "refunded",
    }
);

/// Whom the money goes to, as a payment order names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Name of the body.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: String,
    /// Account at the treasury.
    pub account: String,
    /// Name of the bank.
    pub bank: String,
    /// БИК of the bank.
    pub bik: String,
    /// КБК, the budget classification code.
    pub kbk: String,
    /// ОКТМО, the territory code.
    pub oktmo: String,
}

/// A charge to be made.
#[derive(Debug, Clone)]
pub struct NewCharge {
    /// Who owes.
    pub account: AccountId,
    /// The caller's own mark, unique: `application:<id>`.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// What for, in Russian.
    pub purpose_ru: String,
    /// What for, in English.
    pub purpose_en: String,
    /// To whom.
    pub recipient: Recipient,
    /// The page that a person goes back to after paying.
    pub back: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Details {
    pub purpose_ru: String,
    pub purpose_en: String,
    pub recipient: Recipient,
}

impl Details {
    /// What is kept of this charge beside its columns.
    pub fn of(charge: &NewCharge) -> Self {
        let NewCharge { purpose_ru, purpose_en, recipient, .. } = charge;
        Self { purpose_ru: purpose_ru.clone(), purpose_en: purpose_en.clone(), recipient: recipient.clone() }
    }
}

/// A charge as it stands.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Its id.
    pub id: ChargeId,
    /// Who owes.
    pub account: AccountId,
    /// The caller's own mark.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// How far it is.
    pub state: ChargeState,
    /// What for, in Russian.
    pub purpose_ru: String,
    /// What for, in English.
    pub purpose_en: String,
    /// To whom.
    pub recipient: Recipient,
    /// The page that a person goes back to after paying.
    pub back: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its state changed last.
    pub changed_at: Timestamp,
}

impl Charge {
    /// What it is for, in a reader's language.
    pub fn purpose(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.purpose_ru,
            Lang::En => &self.purpose_en,
        }
    }
}

/// A try to pay, as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub id: PaymentId,
    pub account: AccountId,
    pub charge: ChargeId,
    pub amount: Money,
    pub state: PaymentState,
    pub provider_id: Option<String>,
}

/// What the provider says of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Not decided yet.
    Pending,
    /// The money is there.
    Succeeded,
    /// The person or the bank called it off.
    Cancelled,
}
