//! Who may ask for what, and what strangers' tricks come to: the whole portal through its router, on both databases.
//!
//! [`table`] asks every route of the assembled router as every kind of visitor; a route that nobody thought of is in the
//! table all the same, because the router itself names its routes.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what cannot be set up must fail the test")]

mod addresses;
mod forged;
#[path = "../way/house.rs"]
#[allow(dead_code, reason = "the house of the way does more than these tests need")]
mod house;
mod languages;
#[path = "../way/people.rs"]
#[allow(dead_code, reason = "the people of the way do more than these tests need")]
mod people;
mod routes;
#[path = "../outside/sandbox.rs"]
#[allow(dead_code, reason = "the sandbox answers more than these tests ask")]
mod sandbox;
mod scene;
mod sessions;
mod smuggled;
mod table;
