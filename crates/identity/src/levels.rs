//! The levels of identity.
