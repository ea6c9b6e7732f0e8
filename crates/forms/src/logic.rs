//! What expressions mean: their tree, their types, their value.

pub(crate) mod evaluate;
mod functions;
pub(crate) mod scope;
pub(crate) mod tree;
pub(crate) mod types;
