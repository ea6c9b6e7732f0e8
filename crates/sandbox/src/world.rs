//! What all the systems of the sandbox share.

use std::sync::Arc;

use base::{Clock, Cx, Timestamp};
use jiff::tz::TimeZone;

use crate::{
    authority::Authority, clock::MovableClock, control::Control, messages::Messages, people::People,
    provider::Provider, registries::Tokens, sms::Exchange,
};

/// The state of the outside world. One per process, behind an [`Arc`].
pub struct World {
    /// The machine's clock and randomness.
    pub cx: Cx,
    /// The sandbox's own clock.
    pub clock: MovableClock,
    /// The zone in which people of this world read the time.
    pub zone: TimeZone,
    /// Who lives in this world.
    pub people: People,
    /// How each system behaves at the moment.
    pub control: Control,
    /// What the portal sent to people.
    pub messages: Messages,
    /// The SMS centre's sessions and half-received texts.
    pub exchange: Exchange,
    /// Access tokens of the registries.
    pub tokens: Tokens,
    /// The payment provider's books.
    pub provider: Provider,
    /// Keys and certificates.
    pub authority: Authority,
}

impl World {
    /// The machine's present moment.
    pub fn now(&self) -> Timestamp {
        self.cx.now()
    }

    /// The present moment by the sandbox's own clock.
    pub fn own_now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// How handlers hold the world.
pub type Shared = Arc<World>;
