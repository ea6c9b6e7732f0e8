//! Every protocol of the sandbox with a real client, against a running sandbox on free ports.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod authority;
mod control;
mod front;
mod mail;
mod payments;
mod program;
mod registries;
mod running;
mod sms;
mod tls;
