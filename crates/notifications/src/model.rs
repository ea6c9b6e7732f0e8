//! Notices and deliveries: what is told, over which channel, and how far it has come.

use base::{AccountId, Timestamp, Uuid};
use serde::{Deserialize, Serialize};

db::typed_id!(
    /// A notice.
    pub NoticeId
);

db::codes!(
    /// What a notice is about; the citizen chooses channels by kind.
    pub enum Kind {
        /// Applications and their results.
        Applications = "applications",
        /// Deadlines and appointments that come near.
        Reminders = "reminders",
        /// Charges and payments.
        Payments = "payments",
        /// The account itself; may not be silenced.
        Security = "security",
        /// News of the portal.
        News = "news",
    }
);

db::codes!(
    /// How a message reaches a person. The cabinet itself always shows every notice.
    pub enum Channel {
        /// A text message.
        Sms = "sms",
        /// E-mail.
        Mail = "mail",
    }
);

db::codes!(
    /// How far a delivery has come: `Queued → Sent → Delivered | Failed`.
    pub enum DeliveryState {
        /// Waits for a worker.
        Queued = "queued",
        /// The gateway took it.
        Sent = "sent",
        /// It reached the person.
        Delivered = "delivered",
        /// It will not arrive, or did not.
        Failed = "failed",
    }
);

impl Kind {
    /// Whether the citizen may switch its messages off. Security may not be silenced (NTF-1).
    pub fn can_be_switched_off(self) -> bool {
        self != Self::Security
    }
}

/// Something an account is to be told: a translation key with its arguments.
///
/// The key names three messages: `<key>` (the text in the cabinet and by mail), `<key>-subject` and `<key>-sms`.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Who is told.
    pub account: AccountId,
    /// What it is about.
    pub kind: Kind,
    /// The translation key.
    pub key: &'static str,
    /// Arguments of the translation.
    pub args: Vec<(&'static str, String)>,
    /// A path of the portal that the notice leads to.
    pub link: Option<String>,
    /// Telling the same thing twice under one mark tells it once.
    pub once: Option<String>,
}

/// What is sealed of a notice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub key: String,
    pub args: Vec<(String, String)>,
    pub link: Option<String>,
}

impl Told {
    /// What is sealed of this notice.
    pub fn of(notice: &Notice) -> Self {
        let args = notice.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self { key: notice.key.to_owned(), args: args.collect(), link: notice.link.clone() }
    }
}

/// A notice as it is read back.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub told: Told,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// One message on its way to one channel; a job.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    pub(crate) delivery: Uuid,
    pub(crate) account: AccountId,
    pub(crate) notice: NoticeId,
    pub(crate) channel: Channel,
}

/// What a gateway later says of a message it took; a job, because the receipt may come before our own record of sending.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReceiptCame {
    pub(crate) channel: Channel,
    pub(crate) gateway_id: String,
    pub(crate) delivered: bool,
    pub(crate) reason: String,
}

impl db::jobs::Job for Deliver {
    const KIND: &'static str = "notifications.deliver";
}

impl db::jobs::Job for ReceiptCame {
    const KIND: &'static str = "notifications.receipt";
    const TRIES: u32 = 8;
}
