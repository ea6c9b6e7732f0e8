//! The sign_in of identity.
