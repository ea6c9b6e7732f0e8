//! What others may react to. Each is a job, written in the transaction of its cause; the binary says who handles it.

use base::{AccountId, Email, Lang, Phone};
use serde::{Deserialize, Serialize};

use crate::levels::AssuranceLevel;

/// Where a message can reach a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// A mobile number.
    Sms(Phone),
    /// A mailbox.
    Mail(Email),
}

impl Contact {
    /// With most of it hidden, for a page that a stranger may see.
    pub fn masked(&self) -> String {
        match self {
            Self::Sms(phone) => phone.masked(),
            Self::Mail(email) => email.masked(),
        }
    }
}

/// What a one-time code is for; the message says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Proving the contact of a new account.
    Registration,
    /// Setting a new password.
    Recovery,
    /// Proving a further contact of an account.
    ContactChange,
    /// Confirming something that the owner of an account does.
    Act,
}

/// A code must reach a contact. It is worth nothing ten minutes after it was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CodeRequested {
    /// Where to send it.
    pub contact: Contact,
    /// Six digits.
    pub code: String,
    /// For e-mail: the path on the portal that does the same as the code, within an hour.
    pub link: Option<String>,
    /// What the code is for.
    pub purpose: Purpose,
    /// The language to write in.
    pub lang: Lang,
}

impl db::jobs::Job for CodeRequested {
    const KIND: &'static str = "identity/code-requested";
    // Later tries would only bring a dead code.
    const TRIES: u32 = 6;
}

/// Somebody began to register with a contact of this account. The owner should be told: sign in or recover.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    /// Whose contact it is.
    pub account: AccountId,
    /// The contact that was typed; it alone should be written to.
    pub contact: Contact,
    /// The language of the page where it was typed.
    pub lang: Lang,
}

impl db::jobs::Job for AlreadyRegistered {
    const KIND: &'static str = "identity/already-registered";
}

/// How the registry checks of an account ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Both registries agree.
    Agreed,
    /// What did not match, by the codes of the documents.
    Differs(Vec<String>),
    /// A registry did not answer for five days.
    GaveUp,
    /// Both registries agree, but another confirmed account has this SNILS: the person should recover that one.
    SnilsTaken,
}

/// The registry checks of an account have ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChecksFinished {
    /// Whose.
    pub account: AccountId,
    /// How.
    pub outcome: Outcome,
}

impl db::jobs::Job for ChecksFinished {
    const KIND: &'static str = "identity/checks-finished";
}

/// The level of an account rose or fell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LevelChanged {
    /// Whose.
    pub account: AccountId,
    /// The level it has now.
    pub level: AssuranceLevel,
}

impl db::jobs::Job for LevelChanged {
    const KIND: &'static str = "identity/level-changed";
}

/// The password was changed; every session has ended but the one, if any, that it was changed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// Whose.
    pub account: AccountId,
}

impl db::jobs::Job for PasswordChanged {
    const KIND: &'static str = "identity/password-changed";
}

/// Somebody signed in from a device that the account has not seen before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewDevice {
    /// Whose account.
    pub account: AccountId,
}

impl db::jobs::Job for NewDevice {
    const KIND: &'static str = "identity/new-device";
}
