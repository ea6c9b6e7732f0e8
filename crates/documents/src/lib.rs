//! The documents crate.

pub mod signing;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
