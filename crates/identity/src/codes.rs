//! The codes of identity.
