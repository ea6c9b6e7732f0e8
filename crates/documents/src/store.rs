//! Every query of this slice.

pub mod files;
pub mod issued;
