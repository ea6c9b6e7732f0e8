//! The events of identity.
