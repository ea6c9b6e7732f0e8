//! The address directory: regions, towns, streets and houses of the state address register (ГАР), loaded from its files,
//! and finding in it what people mean.
//!
//! Owns: the import of the register's XML, the index of words, suggestions as one types ([`suggest`], `GET
//! /addresses/suggest`), and the reading of a typed line against the directory ([`look_up`], and [`settle`] for a form). Refuses to own: what an
//! address is (that is [`base::Address`]), and the demand that it stands in the directory: a line that nobody knows is an
//! address too. Start with [`look_up`], then [`import()`].

mod directory;
pub mod import;
mod lookup;
mod pages;
mod query;
mod settle;
mod store;
mod suggest;

use db::Migration;

pub use import::{ImportError, Imported, Progress, Source, import};
pub use lookup::{Choice, Lookup, choose, confirm, look_up};
pub use pages::{State, routes};
pub use settle::{AS_WRITTEN, Sent, Settled, settle};
pub use suggest::{Suggestion, suggest};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "addresses/0001_directory", sql: include_str!("../migrations/0001_directory.sql") }];
