//! One database for the whole house: the same SQL on SQLite (the default, in the program) and on PostgreSQL.
//!
//! Owns transactions, rows and parameters, migrations, the vault of personal data ([`vault`]), the ledger of accesses
//! to it ([`ledger`]), background jobs ([`jobs`]), news for open pages ([`live`]), the audit of what is kept ([`audit`]),
//! many rows at once ([`bulk`]) and fresh databases for tests (`testing`). Refuses to own any table of a capability and any SQL beside that of the four parts above: queries stand
//! in plain sight in each slice's `store.rs`. Start with [`Db`], then [`Tx`].
//!
//! ```
//! use db::{Db, FromRow, Tx, p};
//!
//! #[derive(FromRow)]
//! struct Charge {
//!     id: base::Uuid,
//!     sum: base::Money,
//! }
//!
//! const FIND: &str = "select id, sum from charges where account = $1 and state = 'due' limit 1";
//!
//! async fn find_due(tx: &mut Tx, account: base::AccountId) -> db::Result<Option<Charge>> {
//!     tx.one(FIND, p![account]).await
//! }
//!
//! const PAY: &str = "update charges set state = 'paid' where id = $1 and state = 'due'";
//!
//! /// Whoever changes a state asks whether the row was still in the one before.
//! async fn pay(db: &Db, account: base::AccountId) -> db::Result<bool> {
//!     let mut tx = db.begin().await?;
//!     let Some(charge) = find_due(&mut tx, account).await? else { return Ok(false) };
//!     let paid = tx.execute(PAY, p![charge.id]).await? == 1;
//!     tx.commit().await?;
//!     Ok(paid)
//! }
//! ```
//!
//! What one should know:
//! - PostgreSQL runs READ COMMITTED, SQLite has one writer: a state changes by a conditional update whose count is
//!   checked, and what must be unique has a unique index.
//! - A transaction that failed a statement is over, on both databases: what may clash says `on conflict`.
//! - Between the statements of a writing transaction await nothing else: on SQLite everybody waits for it, and after
//!   five seconds those who wait are refused as [`Error::Busy`].
//! - SQLite runs statements where they are called, so they must be short; long answers go through [`Tx::report`].
//! - On PostgreSQL every question is a flight there and back: what does not wait for another answer is asked at the same time,
//!   through [`Tx::hands`] or [`Tx::batch`].
//! - `p![…]` borrows its values: give it to the call directly.

// The derive names this crate from outside; so do its own tests.
extern crate self as db;

pub mod audit;
pub mod bulk;
mod codes;
mod database;
mod error;
mod hands;
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
pub use hands::Hand;
pub use migrate::{MIGRATIONS, Migration, migrate};
pub use operator::backup;
pub use param::{Param, ToParam};
pub use row::{Both, FromRow, Row};
#[doc(hidden)]
pub use serde;
pub use tx::Tx;
pub use value::{FromValue, Mismatch, Value};

/// The result of whatever asks the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;
