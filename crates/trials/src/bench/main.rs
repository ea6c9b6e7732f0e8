//! `okno-bench`: what the portal costs, each figure beside its limit.

fn main() {}
