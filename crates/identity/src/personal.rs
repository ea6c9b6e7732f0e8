//! The personal of identity.
