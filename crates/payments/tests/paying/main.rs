//! The slice as a person, the provider and the provider's server see it, on both databases.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

mod contract;
mod notices;
mod pages;
mod returning;
mod scene;
