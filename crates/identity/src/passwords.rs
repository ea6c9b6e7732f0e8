//! The passwords of identity.
