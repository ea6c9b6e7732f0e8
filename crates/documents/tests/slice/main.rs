//! The slice as its neighbours and its visitors use it, on both databases, with the real typesetter and outside validators.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be set up must fail the test")]

mod check;
mod clamd;
mod files;
mod issuing;
mod pages;
mod scanning;
mod scene;
mod signing;
mod sweeping;
mod validators;
