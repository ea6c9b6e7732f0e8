//! How much at once, and how slowly.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use web::{Admission, Pace};

use crate::server;

/// How much at once, and how slowly: what strangers cannot exceed. What is too much gets 503 and Retry-After at once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsSection {
    /// Connections open at once.
    pub connections: usize,
    /// Requests in work at once.
    pub requests: usize,
    /// Requests that may wait for a place.
    pub waiting: usize,
    /// Seconds that they may wait, here or for a thread of the process.
    pub waiting_seconds: u64,
    /// Requests with files or large bodies in work at once; they have places of their own.
    pub uploads: usize,
    /// Seconds that one request may be worked on; ten times that with a file.
    pub request_seconds: u64,
    /// Seconds for the headers of a request to come, and for a connection to be idle.
    pub header_seconds: u64,
    /// Headers of a request.
    pub headers: usize,
    /// Bytes of all headers of a request.
    pub header_bytes: usize,
    /// Seconds for a body to come beside the time that its length needs.
    pub body_seconds: u64,
    /// The slowest line that is served, in bytes a second.
    pub body_bytes_per_second: u32,
    /// Seconds that an answer may lie unread.
    pub unread_seconds: u64,
    /// Seconds that requests under way may go on after the signal to stop.
    pub stop_seconds: u64,
}

impl Default for LimitsSection {
    fn default() -> Self {
        let (admission, pace, door) = (Admission::default(), Pace::default(), server::Limits::default());
        Self {
            connections: door.connections,
            requests: admission.at_once,
            waiting: admission.waiting,
            waiting_seconds: admission.patience.as_secs(),
            uploads: admission.uploads,
            request_seconds: 30,
            header_seconds: door.headers_within.as_secs(),
            headers: door.headers,
            header_bytes: door.headers_bytes,
            body_seconds: pace.grace.as_secs(),
            body_bytes_per_second: pace.bytes_per_second,
            unread_seconds: door.unread_for.as_secs(),
            stop_seconds: door.grace.as_secs(),
        }
    }
}

impl LimitsSection {
    /// The limits of connections.
    pub fn door(&self) -> server::Limits {
        server::Limits {
            connections: self.connections,
            headers_within: Duration::from_secs(self.header_seconds),
            headers: self.headers,
            headers_bytes: self.header_bytes,
            unread_for: Duration::from_secs(self.unread_seconds),
            grace: Duration::from_secs(self.stop_seconds),
        }
    }

    /// The limits of requests.
    pub fn admission(&self) -> Admission {
        Admission {
            at_once: self.requests,
            waiting: self.waiting,
            patience: Duration::from_secs(self.waiting_seconds),
            uploads: self.uploads,
        }
    }

    /// The limits of bodies.
    pub fn pace(&self) -> Pace {
        Pace { grace: Duration::from_secs(self.body_seconds), bytes_per_second: self.body_bytes_per_second }
    }
}
