//! The extract of identity.
