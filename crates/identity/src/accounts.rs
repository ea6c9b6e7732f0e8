//! The accounts of identity.
