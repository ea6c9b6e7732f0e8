//! The doors to the outside: who carries an SMS and who carries a letter.

pub mod mail;
pub mod smpp;

use std::{future::Future, pin::Pin};

use base::{Email, Phone, Uuid};

/// A future that a gateway answers with.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, GatewayError>> + Send + 'a>>;

/// Why a gateway did not take a message.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// It may take it later: it is away, slow or overloaded.
    #[error("the gateway is away: {0}")]
    Away(String),
    /// It will never take it: the address does not exist, or the message is not allowed.
    #[error("the gateway refused: {0}")]
    Refused(String),
}

/// Sends SMS.
pub trait SmsGateway: Send + Sync {
    /// Hands a text over and answers with the gateway's own id of it. `key` marks the message: the same key is the
    /// same message, handed over again.
    fn send<'a>(&'a self, to: &'a Phone, text: &'a str, key: Uuid) -> Answer<'a, String>;
}

/// Sends e-mail.
pub trait MailGateway: Send + Sync {
    /// Hands a letter over. `key` becomes its Message-ID.
    fn send<'a>(&'a self, to: &'a Email, letter: &'a Letter, key: Uuid) -> Answer<'a, ()>;
}

/// A letter: subject, plain text, and an address of the portal that it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Where the button leads, as a whole address.
    pub link: Option<String>,
    /// What the button says.
    pub action: String,
}
