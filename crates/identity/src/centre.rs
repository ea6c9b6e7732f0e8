//! The centre of identity.
