//! The db/derive crate.
