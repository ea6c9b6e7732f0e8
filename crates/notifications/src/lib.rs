//! The notifications crate.
