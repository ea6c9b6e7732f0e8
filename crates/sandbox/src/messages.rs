//! What the portal sent to people, newest first; kept in memory and bounded.

use std::{collections::VecDeque, sync::Mutex};

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use base::{Phone, SignedDuration, Timestamp, Uuid};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::{
    routes::refusal,
    world::{Shared, World},
};

/// How many messages are kept.
const NEWEST: usize = 2_000;
/// How many bytes of text are kept in all.
const ROOM: usize = 64 * 1024 * 1024;
/// How many messages one answer holds at most.
const PAGE: usize = 500;

/// The way a message took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A text to a mobile phone.
    Sms,
    /// A call that reads a code aloud.
    Voice,
    /// An e-mail.
    Mail,
    /// A browser's push message.
    Push,
    /// A registered letter on paper.
    Letter,
}

/// One message as it arrived.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// Its id in the sandbox.
    pub id: Uuid,
    /// The way it took.
    pub channel: Channel,
    /// The sender: a name of the SMS centre's client or an e-mail address.
    pub from: String,
    /// The recipient: `+79000000000` or an e-mail address.
    pub to: String,
    /// The subject of an e-mail, else empty.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML part of an e-mail, else empty.
    pub html: String,
    /// When it arrived, by the machine's clock; no two messages share a moment.
    pub sent_at: Timestamp,
}

/// A message that has just arrived and has no id yet.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The way it took.
    pub channel: Channel,
    /// The sender.
    pub from: String,
    /// The recipient.
    pub to: String,
    /// The subject, if the channel has one.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML part, if any.
    pub html: String,
}

/// The newest messages.
pub struct Messages {
    kept: Mutex<VecDeque<Message>>,
    version: watch::Sender<u64>,
}

impl Default for Messages {
    fn default() -> Self {
        Self { kept: Mutex::default(), version: watch::Sender::new(0) }
    }
}

impl Messages {
    /// Keeps the message and forgets the oldest ones that no longer fit.
    pub fn keep(&self, world: &World, arrival: Arrival) {
        let Ok(mut kept) = self.kept.lock() else { return };
        let after_last = kept.front().and_then(|last| last.sent_at.checked_add(SignedDuration::from_micros(1)).ok());
        let sent_at = after_last.map_or(world.now(), |least| world.now().max(least));
        let Arrival { channel, from, to, subject, text, html } = arrival;
        kept.push_front(Message { id: world.cx.uuid(), channel, from, to, subject, text, html, sent_at });
        let mut bytes: usize = kept.iter().map(|message| message.text.len() + message.html.len()).sum();
        while kept.len() > NEWEST || (bytes > ROOM && kept.len() > 1) {
            let forgotten = kept.pop_back();
            bytes -= forgotten.map_or(0, |message| message.text.len() + message.html.len());
        }
        self.version.send_modify(|version| *version += 1);
    }

    /// The messages that fit the wish, newest first.
    pub fn list(&self, wish: &Wish) -> Vec<Message> {
        let Ok(kept) = self.kept.lock() else { return Vec::new() };
        let limit = wish.limit.unwrap_or(PAGE).min(PAGE);
        kept.iter().filter(|message| wish.fits(message)).take(limit).cloned().collect()
    }

    /// One message.
    pub fn find(&self, id: Uuid) -> Option<Message> {
        self.kept.lock().ok()?.iter().find(|message| message.id == id).cloned()
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.clear();
        }
        self.version.send_modify(|version| *version += 1);
    }

    /// A number that changes whenever the messages do.
    pub fn version(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }
}

/// Which messages are asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Of this channel alone.
    pub channel: Option<Channel>,
    /// To this address alone, in any spelling.
    pub to: Option<String>,
    /// Arrived later than this moment.
    pub after: Option<Timestamp>,
    /// At most so many.
    pub limit: Option<usize>,
}

impl Wish {
    fn fits(&self, message: &Message) -> bool {
        self.channel.is_none_or(|channel| channel == message.channel)
            && self.after.is_none_or(|after| message.sent_at > after)
            && self.to.as_deref().is_none_or(|to| same_address(to, &message.to))
    }
}

/// The one spelling of a phone number or e-mail address. A `+` that a query string turned into a space does not matter.
pub fn address(text: &str) -> String {
    let text = text.trim();
    if text.contains('@') {
        return text.to_lowercase();
    }
    match text.parse::<Phone>() {
        Ok(phone) => phone.as_str().to_owned(),
        Err(_) => text.to_lowercase(),
    }
}

fn same_address(one: &str, other: &str) -> bool {
    address(one) == address(other)
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    channel: Option<Channel>,
    to: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

#[derive(Serialize)]
struct Listed {
    messages: Vec<Message>,
}

/// `GET /api/messages?channel=&to=&after=`: what arrived, newest first.
pub(crate) async fn list(State(world): State<Shared>, Query(asked): Query<Asked>) -> Response {
    // An offset's `+` arrives as a space unless the caller escaped it.
    let after = asked.after.filter(|text| !text.is_empty()).map(|text| text.replace(' ', "+").parse::<Timestamp>());
    let Ok(after) = after.transpose() else {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_after", "`after` must be a moment as in RFC 3339");
    };
    let to = asked.to.filter(|to| !to.trim().is_empty());
    let wish = Wish { channel: asked.channel, to, after, limit: asked.limit };
    Json(Listed { messages: world.messages.list(&wish) }).into_response()
}

/// `DELETE /api/messages`: forgets them, so that a test begins with an empty desk.
pub(crate) async fn clear(State(world): State<Shared>) -> StatusCode {
    world.messages.clear();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_in_many_spellings() {
        for text in ["+79005550101", " 79005550101", "8 (900) 555-01-01", "9005550101"] {
            assert!(same_address(text, "+79005550101"), "{text}");
        }
        assert!(same_address("Anna@Example.org", "anna@example.org"));
        assert!(!same_address("+79005550102", "+79005550101"));
        assert!(same_address("OKNO", "okno"));
    }
}
