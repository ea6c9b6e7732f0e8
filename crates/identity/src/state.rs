//! The state of identity.
