//! The service centre's desk: an operator finds an account, compares the passport with its data, mends what is wrong,
//! prints the act and confirms the person.
//!
//! An account is opened through a visit ([`visit`]): a recorded reason, a number, two hours. Whatever the operator sees or
//! does is in the access ledger and in the centre's journal, in the transaction that does it. [`confirm`] is the door of the
//! verification method «service centre».

mod act;
mod beside;
mod case;
pub mod confirm;
mod correct;
mod journal;
mod pages;
pub(crate) mod store;
mod styles;
pub mod visit;

pub(crate) use pages::routes;

use base::{AccountId, Cx};
use db::{
    Tx,
    ledger::{self, Access, Actor},
};

use crate::Operator;

db::codes!(
    /// Why a citizen has come; the citizen reads it in the access log.
    pub enum VisitReason {
        /// To have the identity confirmed.
        Confirmation = "confirmation",
        /// To have a mistake in the data mended.
        Correction = "correction",
        /// To ask about the account.
        Question = "question",
    }
);

impl VisitReason {
    /// The translation key of the reason.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Confirmation => "centre-reason-confirmation",
            Self::Correction => "centre-reason-correction",
            Self::Question => "centre-reason-question",
        }
    }
}

db::codes!(
    /// What an operator did, as the journal has it.
    pub enum JournalEntry {
        /// Found the account and opened a visit.
        Opened = "opened",
        /// Mended data; the detail names the fields.
        Corrected = "corrected",
        /// Had the registries asked again.
        AskedAgain = "asked-again",
        /// Printed the act.
        ActPrinted = "act-printed",
        /// Confirmed the person.
        Confirmed = "confirmed",
    }
);

impl JournalEntry {
    /// The translation key of the entry.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Opened => "centre-entry-opened",
            Self::Corrected => "centre-entry-corrected",
            Self::AskedAgain => "centre-entry-asked-again",
            Self::ActPrinted => "centre-entry-act-printed",
            Self::Confirmed => "centre-entry-confirmed",
        }
    }
}

/// Writes in the access ledger what the operator does with the account, and why.
async fn note_access(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    account: AccountId,
    reason: VisitReason,
    number: &str,
    action: &str,
) -> Result<(), db::Error> {
    let actor = Actor::Staff { id: operator.staff, role: "operator".to_owned(), office: operator.centre.clone() };
    let case = Some(format!("visit:{number}"));
    ledger::record(tx, cx, Access { account, actor, action, reason: reason.label_key(), case }).await
}
