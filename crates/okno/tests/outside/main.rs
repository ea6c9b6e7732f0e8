//! The real clients of the outside world against the sandbox program, over its real protocols.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what cannot be set up must fail the test"
)]
#![allow(clippy::similar_names, clippy::large_stack_arrays, reason = "sizes and names of a test")]

mod authority;
mod database;
mod door;
mod failures;
mod mail;
mod payments;
mod registries;
mod sandbox;
mod sms;
mod stamps;
