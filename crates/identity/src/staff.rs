//! The staff of identity.
