//! The documents crate.
