//! Readers of SQLite: each sees one moment of the database and waits for no writer.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::Connection;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{connect_reader, statement};
use crate::{Error, FromRow, Param, Result, Settings};

/// The connections for reading; those not in use wait in a stack, so that the warmest is taken first.
pub(super) struct Readers {
    path: PathBuf,
    free: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    patience: Duration,
}

impl Readers {
    pub fn new(path: PathBuf, settings: Settings) -> Self {
        let permits = Arc::new(Semaphore::new(settings.connections));
        Self { path, free: Mutex::new(Vec::new()), permits, patience: settings.patience }
    }

    fn take(&self) -> Result<Connection> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.map_or_else(|| connect_reader(&self.path), Ok)
    }

    fn give_back(&self, connection: Connection) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// A transaction that only reads.
pub(crate) struct Reader {
    readers: Arc<Readers>,
    /// Nothing while a report is read. The hands of one transaction take it in turns.
    connection: Mutex<Option<Connection>>,
    // Let go after the connection is back in the stack.
    _permit: OwnedSemaphorePermit,
}

impl Reader {
    pub(super) async fn begin(readers: Arc<Readers>) -> Result<Self> {
        let permit = timeout(readers.patience, readers.permits.clone().acquire_owned())
            .await
            .map_err(|_| Error::Busy("every connection for reading is taken"))?
            .map_err(|_| Error::Busy("the database is closed"))?;
        let connection = readers.take()?;
        statement::run(&connection, "begin deferred")?;
        Ok(Self { readers, connection: Mutex::new(Some(connection)), _permit: permit })
    }

    fn with<T>(&self, run: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        run(self.connection().as_ref().ok_or(Error::Failed)?)
    }

    fn connection(&self) -> MutexGuard<'_, Option<Connection>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn one<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        self.with(|connection| statement::one(connection, sql, params))
    }

    pub fn query<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.with(|connection| statement::query(connection, sql, params))
    }

    /// Reads on a thread of its own. Dropped in between, the connection is closed when the statement ends.
    pub async fn report<T: FromRow + Send + 'static>(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        let connection = self.connection().take().ok_or(Error::Failed)?;
        let sql = sql.to_owned();
        let params: Vec<Param<'static>> = params.iter().cloned().map(Param::into_owned).collect();
        let read = tokio::task::spawn_blocking(move || {
            let rows = statement::query(&connection, &sql, &params);
            (connection, rows)
        });
        let (connection, rows) = read.await.map_err(std::io::Error::other)?;
        *self.connection() = Some(connection);
        rows
    }

    pub fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.with(|connection| statement::execute(connection, sql, params))
    }

    pub fn script(&self, sql: &str) -> Result<()> {
        self.with(|connection| connection.execute_batch(sql).map_err(|error| statement::refused(sql, &error)))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection().take() {
            // A connection that cannot end its transaction is closed instead of being used again.
            if connection.is_autocommit() || statement::run(&connection, "rollback").is_ok() {
                self.readers.give_back(connection);
            }
        }
    }
}
