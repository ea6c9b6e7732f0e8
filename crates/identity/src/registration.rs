//! The registration of identity.
