//! What can go wrong between a statement and its answer.

use base::Uuid;

use crate::Mismatch;

/// A fault of the database or of its use. Holds statements and names, never values: those may be a person's.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of the database cannot be used.
    #[error("the address of the database cannot be used: {0}")]
    Address(String),
    /// A statement would have made a second row where a unique index allows one.
    #[error("not unique: {constraint} in `{sql}`")]
    Unique {
        /// The index, or the columns, that refused.
        constraint: String,
        /// The statement.
        sql: String,
    },
    /// The database refused a statement.
    #[error("{message} in `{sql}`")]
    Statement {
        /// What the database said.
        message: String,
        /// The statement.
        sql: String,
        /// Whether running the whole command again may succeed (a deadlock, a serialization failure).
        again: bool,
    },
    /// A row does not fit the type it is read into.
    #[error("{problem} in `{sql}`")]
    Row {
        /// What does not fit.
        problem: String,
        /// The statement.
        sql: String,
    },
    /// Too much work is waiting for the database: try again later.
    #[error("the database is busy: {0}")]
    Busy(&'static str),
    /// There is no room left for what is to be written; reading goes on.
    #[error("the disk of the database is full: {0}")]
    Full(String),
    /// The connection is lost or cannot be made.
    #[error("no connection: {0}")]
    Connection(String),
    /// An earlier statement of this transaction failed; it can only be dropped.
    #[error("the transaction has failed earlier and cannot go on")]
    Failed,
    /// The commit failed: nothing of the transaction stays.
    #[error("the commit failed: {0}")]
    Commit(String),
    /// A migration cannot be applied.
    #[error("migration {name}: {problem}")]
    Migration {
        /// Its name.
        name: String,
        /// Why not.
        problem: String,
    },
    /// The owner has no data key: never made, or destroyed when the account was closed.
    #[error("{0} has no data key")]
    NoKey(Uuid),
    /// What is sealed cannot be opened: altered, moved from its place, or sealed with a key that is not in the ring.
    #[error("cannot open what is sealed at {0}")]
    Sealed(String),
    /// The ring of keys cannot be read.
    #[error("the keys cannot be used: {0}")]
    Keys(&'static str),
    /// A value cannot be written as JSON or read back from it.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// The lease of a job has passed to another worker, so its work must not be committed twice.
    #[error("job {0} is no longer held by this worker")]
    LeaseLost(Uuid),
    /// A file or a thread of the system failed.
    #[error("system: {0}")]
    System(#[from] std::io::Error),
}

impl Error {
    /// Whether a unique index refused the row: somebody was there first.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Unique { .. })
    }

    /// Whether running the whole command again, from a new transaction, may succeed.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Statement { again: true, .. } | Self::Busy(_) | Self::Connection(_))
    }

    pub(crate) fn row(sql: &str, problem: impl Into<String>) -> Self {
        Self::Row { problem: problem.into(), sql: sql.to_owned() }
    }

    pub(crate) fn mismatch(sql: &str, mismatch: &Mismatch) -> Self {
        Self::row(sql, mismatch.to_string())
    }
}
