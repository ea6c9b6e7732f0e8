//! Stories of citizens and officers through the router, on every database: filling in, sending, reviewing, being told. The
//! clock is moved by hand; what would be sent lies in an inbox.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a story that cannot go on has failed")]

mod absent;
mod addresses;
mod confirming;
mod correcting;
mod editions;
mod elsewhere;
mod filling;
mod front;
mod guessing;
mod household;
mod listing;
mod officer;
mod papers;
mod published;
mod review;
mod season;
mod sending;
mod storage;
mod tricks;
mod two;
mod waiting;
mod waits;
mod windows;
mod world;
