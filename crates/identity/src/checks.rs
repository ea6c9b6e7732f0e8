//! The checks of identity.
