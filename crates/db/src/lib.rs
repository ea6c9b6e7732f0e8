//! One database for the whole house: the same SQL on SQLite (the default, in the program) and on PostgreSQL.
//!
//! Owns transactions, rows and parameters, migrations, the vault of personal data ([`vault`]), the ledger of accesses
//! to it ([`ledger`]), background jobs ([`jobs`]), news for open pages ([`live`]) and fresh databases for tests
//! (`testing`). Refuses to own any table of a capability and any SQL beside that of the four parts above: queries stand
//! in plain sight in each slice's `store.rs`. Start with [`Db`], then [`Tx`].

// The derive names this crate from outside; so do its own tests.
extern crate self as db;

mod codes;
mod database;
mod error;
pub mod jobs;
pub mod ledger;
pub mod live;
mod migrate;
mod operator;
mod param;
mod postgres;
mod row;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;
pub mod vault;

#[doc(hidden)]
pub use base;
pub use codes::UnknownCode;
pub use database::{Db, Settings};
pub use db_derive::FromRow;
pub use error::Error;
pub use migrate::{MIGRATIONS, Migration, migrate};
pub use operator::backup;
pub use param::{Param, ToParam};
pub use row::{FromRow, Row};
#[doc(hidden)]
pub use serde;
pub use tx::Tx;
pub use value::{FromValue, Mismatch, Value};

/// The result of whatever asks the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;
