//! Every query of the slice.

pub(crate) mod import;
pub(crate) mod search;
