//! Every query of this slice.

pub mod audit;
pub mod files;
pub mod issued;
