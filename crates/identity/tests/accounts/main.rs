//! Journeys of citizens and staff through the router: registration, signing in, recovery, settings. Each runs on every
//! database; the clock is moved by hand, and codes are read where the messages would be sent from.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot be set up must fail the test")]

mod access;
mod captured;
mod contacts;
mod new_password;
mod password;
mod recovery;
mod registration;
mod security;
mod settings;
mod sign_in;
mod staff;
mod staff_password;
mod storage;
mod supervision;
mod throttle;
mod world;
