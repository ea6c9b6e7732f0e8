//! The recovery of identity.
