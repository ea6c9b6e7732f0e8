//! A transaction on a connection of PostgreSQL.

use std::{
    error::Error as _,
    future::Future,
    pin::pin,
    sync::atomic::{AtomicBool, Ordering},
};

use deadpool_postgres::Object;
use futures_util::{
    FutureExt, TryStreamExt,
    future::{join, join_all},
};
use tokio_postgres::{Statement, binary_copy::BinaryCopyInWriter, error::SqlState};

use crate::{Error, FromRow, Param, Result, Row, bulk};

/// A connection taken from the pool, in a transaction if it writes.
pub(crate) struct Session {
    client: Option<Object>,
    /// It must not go back to the pool, which may not have noticed yet.
    is_lost: AtomicBool,
    /// Whether the words that begin the transaction are still to be sent: they go out in one flight with the first statement.
    /// Nobody says them for one that only reads, where every statement stands for itself.
    is_fresh: AtomicBool,
    /// The server holds, or is about to hold, a transaction open.
    is_open: AtomicBool,
    /// The words that begin the transaction.
    begin: &'static str,
}

impl Session {
    pub fn writing(client: Object) -> Self {
        Self::new(client, Some("begin"))
    }

    /// Every statement sees the moment of the first one.
    pub fn snapshot(client: Object) -> Self {
        Self::new(client, Some("begin isolation level repeatable read"))
    }

    pub fn reading(client: Object) -> Self {
        Self::new(client, None)
    }

    fn new(client: Object, begin: Option<&'static str>) -> Self {
        let no = || AtomicBool::new(false);
        let is_fresh = AtomicBool::new(begin.is_some());
        Self { client: Some(client), is_lost: no(), is_fresh, is_open: no(), begin: begin.unwrap_or_default() }
    }

    fn client(&self) -> Result<&Object> {
        self.client.as_ref().filter(|_| !self.is_lost.load(Ordering::Relaxed)).ok_or(Error::Failed)
    }

    pub async fn one<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        // The answer is read to its end: what is left unread would stand before the answer to the next statement.
        let mut first = None;
        let take = |row| {
            first.get_or_insert(row);
        };
        let client = self.client()?;
        let answer = self.in_transaction(client, each(client, sql, params, take)).await;
        self.checked(answer)?;
        Ok(first)
    }

    pub async fn query<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        let mut all = Vec::new();
        let client = self.client()?;
        let answer = self.in_transaction(client, each(client, sql, params, |row| all.push(row))).await;
        self.checked(answer)?;
        Ok(all)
    }

    pub async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let client = self.client()?;
        let answer = self.in_transaction(client, execute(client, sql, params)).await;
        self.checked(answer)
    }

    pub async fn batch(&self, statements: &[(&str, &[Param<'_>])]) -> Result<Vec<u64>> {
        let client = self.client()?;
        let answer = self.in_transaction(client, batch(client, statements)).await;
        self.checked(answer)
    }

    /// Writes rows of so many cells by `copy`.
    pub async fn copy(&self, sql: &str, width: usize, cells: &[Param<'_>]) -> Result<()> {
        let client = self.client()?;
        let answer = self.in_transaction(client, copy(client, sql, width, cells)).await;
        self.checked(answer)
    }

    pub async fn script(&self, sql: &str) -> Result<()> {
        let client = self.client()?;
        let work = async { client.batch_execute(sql).await.map_err(|error| refused(sql, &error)) };
        let answer = self.in_transaction(client, work).await;
        self.checked(answer)
    }

    pub async fn commit(&self) -> Result<()> {
        if self.is_open.load(Ordering::Relaxed) {
            let answer = self.client()?.batch_execute("commit").await;
            self.is_open.store(false, Ordering::Relaxed);
            if let Err(error) = answer {
                // Whether the server still has the transaction open nobody knows.
                self.is_lost.store(true, Ordering::Relaxed);
                return Err(Error::Commit(said(&error)));
            }
        }
        Ok(())
    }

    /// Does the work in the transaction, which the first piece of work begins.
    async fn in_transaction<T>(&self, client: &Object, work: impl Future<Output = Result<T>>) -> Result<T> {
        if !self.is_fresh.swap(false, Ordering::Relaxed) {
            return work.await;
        }
        // Open from the first byte sent: whoever drops this future in between leaves a rollback behind.
        self.is_open.store(true, Ordering::Relaxed);
        // `join` polls in this order, and what is polled first is sent first; other hands send after that.
        let (opened, answer) = join(client.batch_execute(self.begin), work).await;
        opened.map_err(|error| refused(self.begin, &error))?;
        answer
    }

    /// A connection that is lost must not go back to the pool, which may not have noticed yet.
    fn checked<T>(&self, answer: Result<T>) -> Result<T> {
        if matches!(answer, Err(Error::Connection(_))) {
            self.is_lost.store(true, Ordering::Relaxed);
        }
        answer
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.is_lost.load(Ordering::Relaxed) {
            self.client.take().map(Object::take);
        } else if let Some(client) = &self.client
            && self.is_open.load(Ordering::Relaxed)
        {
            // The first poll puts the words on the wire, before those of whoever takes the connection next.
            let _sent = client.batch_execute("rollback").now_or_never();
        }
    }
}

async fn each<T: FromRow>(client: &Object, sql: &str, params: &[Param<'_>], mut take: impl FnMut(T)) -> Result<()> {
    let statement = prepared(client, sql, params).await?;
    let names: Vec<&str> = statement.columns().iter().map(tokio_postgres::Column::name).collect();
    let places = T::places(&names).map_err(|problem| Error::row(sql, problem))?;
    let rows = client.query_raw(&statement, params).await.map_err(|error| refused(sql, &error))?;
    let mut rows = pin!(rows);
    while let Some(row) = rows.try_next().await.map_err(|error| refused(sql, &error))? {
        take(T::from_row(&Row::new(&row, &places)).map_err(|mismatch| Error::mismatch(sql, &mismatch))?);
    }
    Ok(())
}

async fn execute(client: &Object, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let statement = prepared(client, sql, params).await?;
    client.execute_raw(&statement, params).await.map_err(|error| refused(sql, &error))
}

async fn batch(client: &Object, statements: &[(&str, &[Param<'_>])]) -> Result<Vec<u64>> {
    let mut ready = Vec::with_capacity(statements.len());
    for (sql, params) in statements {
        // All of them first: a statement that is ready would overtake one that is not.
        ready.push((*sql, prepared(client, sql, params).await?, *params));
    }
    let mut changed = Vec::with_capacity(ready.len());
    // `join_all` begins up to thirty futures in their order; more of them in any.
    for flight in ready.chunks(30) {
        let sent = flight.iter().map(|(sql, statement, params)| async move {
            client.execute_raw(statement, params.iter()).await.map_err(|error| refused(sql, &error))
        });
        for answer in join_all(sent).await {
            changed.push(answer?);
        }
    }
    Ok(changed)
}

async fn copy(client: &Object, sql: &str, width: usize, cells: &[Param<'_>]) -> Result<()> {
    let failed = |error| refused(sql, &error);
    // The insert itself knows the types.
    let types = client.prepare_cached(sql).await.map_err(failed)?.params().to_vec();
    let copied = format!("copy {} from stdin (format binary)", bulk::target(sql)?);
    let sink = client.copy_in(&copied).await.map_err(failed)?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    for row in cells.chunks(width.max(1)) {
        writer.as_mut().write_raw(row).await.map_err(failed)?;
    }
    writer.finish().await.map_err(failed).map(drop)
}

async fn prepared(client: &Object, sql: &str, params: &[Param<'_>]) -> Result<Statement> {
    let statement = client.prepare_cached(sql).await.map_err(|error| refused(sql, &error))?;
    let used = statement.params().len();
    if used == params.len() {
        Ok(statement)
    } else {
        Err(Error::row(sql, format!("{} parameters are given, {used} used", params.len())))
    }
}

/// What PostgreSQL refused, without any value: its details quote rows, so they are left out.
fn refused(sql: &str, error: &tokio_postgres::Error) -> Error {
    if error.is_closed() {
        return Error::Connection("closed by the server".to_owned());
    }
    let Some(refusal) = error.as_db_error() else {
        // The connection broke in the middle of something.
        if error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
            return Error::Connection(error.to_string());
        }
        return Error::Statement { message: error.to_string(), sql: sql.to_owned(), again: false };
    };
    // Class 08, and what a server says before it closes the connection.
    let closing = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];
    if closing.contains(refusal.code()) || refusal.code().code().starts_with("08") {
        return Error::Connection(said(error));
    }
    if *refusal.code() == SqlState::DISK_FULL {
        return Error::Full(sql.to_owned());
    }
    if *refusal.code() == SqlState::UNIQUE_VIOLATION {
        let constraint = refusal.constraint().unwrap_or_default().to_owned();
        return Error::Unique { constraint, sql: sql.to_owned() };
    }
    let again = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED, SqlState::LOCK_NOT_AVAILABLE];
    Error::Statement { message: said(error), sql: sql.to_owned(), again: again.contains(refusal.code()) }
}

fn said(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), |refusal| format!("{} ({})", refusal.message(), refusal.code().code()))
}
