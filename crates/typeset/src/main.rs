//! okno-typeset
#![allow(missing_docs)]
fn main() {}
