//! Personal data, registry checks, levels and the centre's desk, told as stories on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what cannot be set up must fail the test"
)]

mod centre;
mod checks;
mod desk;
mod household;
mod http;
mod levels;
mod people;
mod profile;
mod registries;
mod rubbish;
mod statements;
mod tricks;
mod visitors;
