//! The whole portal through its router, on both databases: real registries, SMS, mail, bank, typesetter and time stamps
//! outside, and a clock that the story moves.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what cannot be set up must fail the test")]

mod certificate;
mod counted;
mod deciding;
mod describing;
mod editing;
mod examples;
mod failing;
mod families;
mod forging;
mod house;
mod past;
mod people;
mod receipt;
mod region;
#[path = "../outside/sandbox.rs"]
mod sandbox;
mod services;
mod sheets;
