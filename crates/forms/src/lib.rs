//! The forms crate.
