//! The next of identity.
