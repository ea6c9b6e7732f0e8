//! The binary, as a library for its own tests.
