//! «Кто смотрел мои данные»: the ledger of accesses as its owner reads it.

pub(crate) mod pages;
mod words;

pub(crate) use words::{Look, Offices};
