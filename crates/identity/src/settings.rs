//! The settings of identity.
