//! The sessions of identity.
