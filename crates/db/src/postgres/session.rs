//! A transaction on a connection of PostgreSQL.

use std::pin::pin;

use deadpool_postgres::Object;
use futures_util::{FutureExt, TryStreamExt, future::join_all};
use tokio_postgres::{Statement, error::SqlState};

use crate::{Error, FromRow, Param, Result, Row, row::places};

/// A connection taken from the pool, in a transaction if it writes.
pub(crate) struct Session {
    client: Object,
    /// Whether the server holds a transaction open.
    open: bool,
}

impl Session {
    pub async fn begin(client: Object) -> Result<Self> {
        // Open from the first byte sent: whoever drops this future in between leaves a rollback behind.
        let session = Self { client, open: true };
        session.script("begin").await?;
        Ok(session)
    }

    pub fn reading(client: Object) -> Self {
        Self { client, open: false }
    }

    pub async fn one<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        // The answer is read to its end: what is left unread would stand before the answer to the next statement.
        let mut first = None;
        self.each(sql, params, |row| {
            first.get_or_insert(row);
        })
        .await?;
        Ok(first)
    }

    pub async fn query<T: FromRow>(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, params, |row| all.push(row)).await?;
        Ok(all)
    }

    async fn each<T: FromRow>(&self, sql: &str, params: &[Param<'_>], mut take: impl FnMut(T)) -> Result<()> {
        let statement = self.prepared(sql, params).await?;
        let names: Vec<&str> = statement.columns().iter().map(tokio_postgres::Column::name).collect();
        let places = places::<T>(&names).map_err(|problem| Error::row(sql, problem))?;
        let rows = self.client.query_raw(&statement, params).await.map_err(|error| refused(sql, &error))?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await.map_err(|error| refused(sql, &error))? {
            take(T::from_row(&Row::new(&row, &places)).map_err(|mismatch| Error::mismatch(sql, &mismatch))?);
        }
        Ok(())
    }

    pub async fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepared(sql, params).await?;
        self.client.execute_raw(&statement, params).await.map_err(|error| refused(sql, &error))
    }

    pub async fn batch(&self, statements: &[(&str, &[Param<'_>])]) -> Result<Vec<u64>> {
        let mut prepared = Vec::with_capacity(statements.len());
        for (sql, params) in statements {
            // All of them first: a statement that is ready would overtake one that is not.
            prepared.push((*sql, self.prepared(sql, params).await?, *params));
        }
        let mut changed = Vec::with_capacity(prepared.len());
        // `join_all` begins up to thirty futures in their order; more of them in any.
        for flight in prepared.chunks(30) {
            let sent = flight.iter().map(|(sql, statement, params)| async move {
                self.client.execute_raw(statement, params.iter()).await.map_err(|error| refused(sql, &error))
            });
            for answer in join_all(sent).await {
                changed.push(answer?);
            }
        }
        Ok(changed)
    }

    pub async fn script(&self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).await.map_err(|error| refused(sql, &error))
    }

    pub async fn commit(mut self) -> Result<()> {
        if self.open {
            self.client.batch_execute("commit").await.map_err(|error| Error::Commit(said(&error)))?;
            self.open = false;
        }
        Ok(())
    }

    async fn prepared(&self, sql: &str, params: &[Param<'_>]) -> Result<Statement> {
        let statement = self.client.prepare_cached(sql).await.map_err(|error| refused(sql, &error))?;
        let used = statement.params().len();
        if used == params.len() {
            Ok(statement)
        } else {
            Err(Error::row(sql, format!("{} parameters are given, {used} used", params.len())))
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.open {
            // The first poll puts the words on the wire, before those of whoever takes the connection next.
            let _sent = self.client.batch_execute("rollback").now_or_never();
        }
    }
}

/// What PostgreSQL refused, without any value: its details quote rows, so they are left out.
fn refused(sql: &str, error: &tokio_postgres::Error) -> Error {
    if error.is_closed() {
        return Error::Connection("closed by the server".to_owned());
    }
    let Some(refusal) = error.as_db_error() else {
        return Error::Statement { message: error.to_string(), sql: sql.to_owned(), again: false };
    };
    if *refusal.code() == SqlState::UNIQUE_VIOLATION {
        let constraint = refusal.constraint().unwrap_or_default().to_owned();
        return Error::Unique { constraint, sql: sql.to_owned() };
    }
    let again = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED, SqlState::LOCK_NOT_AVAILABLE];
    Error::Statement { message: said(error), sql: sql.to_owned(), again: again.contains(refusal.code()) }
}

fn said(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |refusal| format!("{} ({})", refusal.message(), refusal.code().code()))
}
