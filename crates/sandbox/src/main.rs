//! okno-sandbox
#![allow(missing_docs)]
fn main() {}
