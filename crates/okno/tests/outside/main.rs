//! The real clients of the outside world against the sandbox program, over its real protocols.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot be set up must fail the test")]

mod database;
mod door;
mod failures;
mod mail;
mod payments;
mod registries;
mod sandbox;
mod sms;
mod stamps;
