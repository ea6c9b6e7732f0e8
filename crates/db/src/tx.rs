//! A transaction: the one dispatch point between the house and the two databases.

use std::{fmt, sync::Arc};

use crate::{
    Error, FromRow, Param, Result,
    bulk::Table,
    database::Shared,
    postgres::Session,
    sqlite::{Reader, Writer},
    vault,
};

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
///
/// After a failed statement it can only be dropped, on both databases alike: what may clash says `on conflict`.
pub struct Tx {
    engine: TxEngine,
    pub(crate) shared: Arc<Shared>,
    pub(crate) opened: vault::Opened,
    failed: bool,
    brings_jobs: bool,
    brings_news: bool,
}

pub(crate) enum TxEngine {
    Write(Writer),
    Read(Reader),
    Postgres(Session),
}

impl Tx {
    pub(crate) fn new(engine: impl Into<TxEngine>, shared: Arc<Shared>) -> Self {
        let opened = vault::Opened::default();
        Self { engine: engine.into(), shared, opened, failed: false, brings_jobs: false, brings_news: false }
    }

    /// The first row of the answer, if there is one.
    pub async fn one<T: FromRow>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => writer.one(sql, params),
            TxEngine::Read(reader) => reader.one(sql, params),
            TxEngine::Postgres(session) => session.one(sql, params).await,
        };
        self.remember(answer)
    }

    /// All rows of the answer. The statement says a `limit`.
    pub async fn query<T: FromRow>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => writer.query(sql, params),
            TxEngine::Read(reader) => reader.query(sql, params),
            TxEngine::Postgres(session) => session.query(sql, params).await,
        };
        self.remember(answer)
    }

    /// All rows of a long answer (a report, an export): on SQLite read by a thread of its own, so that no page waits.
    /// Only for transactions that read.
    pub async fn report<T: FromRow + Send + 'static>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(_) => Err(Error::row(sql, "a report is read in a transaction that writes")),
            TxEngine::Read(reader) => reader.report(sql, params).await,
            TxEngine::Postgres(session) => session.query(sql, params).await,
        };
        self.remember(answer)
    }

    /// Changes rows; answers how many.
    pub async fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => writer.execute(sql, params),
            TxEngine::Read(reader) => reader.execute(sql, params),
            TxEngine::Postgres(session) => session.execute(sql, params).await,
        };
        self.remember(answer)
    }

    /// Changes rows by several statements that do not need one another's answers: one flight on PostgreSQL.
    /// Answers how many rows each changed.
    pub async fn batch(&mut self, statements: &[(&str, &[Param<'_>])]) -> Result<Vec<u64>> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => statements.iter().map(|(sql, params)| writer.execute(sql, params)).collect(),
            TxEngine::Read(reader) => statements.iter().map(|(sql, params)| reader.execute(sql, params)).collect(),
            TxEngine::Postgres(session) => session.batch(statements).await,
        };
        self.remember(answer)
    }

    /// The same insert for each of many rows.
    pub(crate) async fn insert_table(&mut self, table: &Table) -> Result<()> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => writer.execute_rows(table.sql, table.width, &table.cells),
            TxEngine::Read(_) => Err(Error::row(table.sql, "rows are written in a transaction that reads")),
            TxEngine::Postgres(session) => session.copy(table.sql, table.width, &table.cells).await,
        };
        self.remember(answer)
    }

    /// Makes it all stay, safe on the disk when this answers.
    pub async fn commit(self) -> Result<()> {
        self.check()?;
        match self.engine {
            TxEngine::Write(writer) => writer.commit().await?,
            TxEngine::Read(_) => {}
            TxEngine::Postgres(session) => session.commit().await?,
        }
        if self.brings_jobs {
            self.shared.jobs.notify_one();
        }
        if self.brings_news {
            self.shared.live.notify_one();
        }
        Ok(())
    }

    /// Runs a script of several statements without parameters.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        self.check()?;
        let answer = match &mut self.engine {
            TxEngine::Write(writer) => writer.script(sql),
            TxEngine::Read(reader) => reader.script(sql),
            TxEngine::Postgres(session) => session.script(sql).await,
        };
        self.remember(answer)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.engine, TxEngine::Postgres(_))
    }

    /// Rings for the workers of this process when the transaction commits.
    pub(crate) fn will_bring_jobs(&mut self) {
        self.brings_jobs = true;
    }

    /// Rings for the open pages of this process when the transaction commits.
    pub(crate) fn will_bring_news(&mut self) {
        self.brings_news = true;
    }

    /// Refuses the commit from now on.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    fn check(&self) -> Result<()> {
        if self.failed { Err(Error::Failed) } else { Ok(()) }
    }

    fn remember<T>(&mut self, answer: Result<T>) -> Result<T> {
        self.failed |= answer.is_err();
        answer
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("failed", &self.failed).finish_non_exhaustive()
    }
}

impl From<Writer> for TxEngine {
    fn from(writer: Writer) -> Self {
        Self::Write(writer)
    }
}

impl From<Reader> for TxEngine {
    fn from(reader: Reader) -> Self {
        Self::Read(reader)
    }
}

impl From<Session> for TxEngine {
    fn from(session: Session) -> Self {
        Self::Postgres(session)
    }
}
