//! The applications crate.
