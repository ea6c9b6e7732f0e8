//! The house rules that a compiler does not know.

mod arrows;
mod documents;
mod names;
mod queries;
mod sizes;
mod source;
mod words;
