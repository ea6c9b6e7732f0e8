//! The house rules that a compiler does not know.

#![expect(clippy::unwrap_used, reason = "a tree that cannot be read must fail the test")]

mod arrows;
mod documents;
mod names;
mod queries;
mod sizes;
mod source;
mod words;
