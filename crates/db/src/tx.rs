//! A transaction: the one dispatch point between the house and the two databases.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use crate::{
    Error, FromRow, Param, Result,
    bulk::Table,
    database::Shared,
    hands::Hand,
    postgres::Session,
    sqlite::{Reader, Writer},
    vault,
};

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
///
/// After a failed statement it can only be dropped, on both databases alike: what may clash says `on conflict`.
pub struct Tx {
    pub(crate) shared: Arc<Shared>,
    /// What all hands of the transaction have in common.
    pub(crate) common: Arc<Common>,
    chain: Arc<Chain>,
}

pub(crate) struct Common {
    engine: TxEngine,
    pub opened: vault::Opened,
    failed: AtomicBool,
    brings_jobs: AtomicBool,
    brings_news: AtomicBool,
}

/// How many questions stand behind one another up to where this hand is. What other hands ask beside it makes it no longer, so
/// the number says how often the transaction waits for its database, whatever the machine is busy with.
#[derive(Default)]
struct Chain {
    length: AtomicU64,
    /// The hand whose hand this is.
    of: Option<Arc<Self>>,
}

impl Chain {
    /// Another question of this hand. Answers whether none of the transaction stood as far down as this one.
    fn ask(&self) -> bool {
        let length = self.length.fetch_add(1, Ordering::Relaxed) + 1;
        let (mut is_longest, mut above) = (true, &self.of);
        while let Some(chain) = above {
            // Whoever asks when its hands are done goes on from the longest of them.
            is_longest = chain.length.fetch_max(length, Ordering::Relaxed) < length;
            above = &chain.of;
        }
        is_longest
    }

    /// A hand that goes on from here.
    fn hand(self: &Arc<Self>) -> Arc<Self> {
        Arc::new(Self { length: AtomicU64::new(self.length.load(Ordering::Relaxed)), of: Some(self.clone()) })
    }
}

pub(crate) enum TxEngine {
    Write(Writer),
    Read(Reader),
    Postgres(Session),
}

impl Tx {
    pub(crate) fn new(engine: impl Into<TxEngine>, shared: Arc<Shared>) -> Self {
        let common = Common {
            engine: engine.into(),
            opened: vault::Opened::default(),
            failed: AtomicBool::new(false),
            brings_jobs: AtomicBool::new(false),
            brings_news: AtomicBool::new(false),
        };
        Self { shared, common: Arc::new(common), chain: Arc::default() }
    }

    /// Several hands of this transaction. What they ask at the same time (`tokio::try_join!`) travels to PostgreSQL in
    /// one flight, in the order in which it was asked; SQLite answers it one after the other. None of them may wait for what
    /// another has written.
    pub fn hands<const N: usize>(&mut self) -> [Hand<'_>; N] {
        std::array::from_fn(|_| {
            let (shared, common) = (self.shared.clone(), self.common.clone());
            Hand::of(Self { shared, common, chain: self.chain.hand() })
        })
    }

    /// The first row of the answer, if there is one.
    pub async fn one<T: FromRow>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Option<T>> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => writer.one(sql, params),
            TxEngine::Read(reader) => reader.one(sql, params),
            TxEngine::Postgres(session) => session.one(sql, params).await,
        };
        self.remember(answer)
    }

    /// All rows of the answer. The statement says a `limit`.
    pub async fn query<T: FromRow>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => writer.query(sql, params),
            TxEngine::Read(reader) => reader.query(sql, params),
            TxEngine::Postgres(session) => session.query(sql, params).await,
        };
        self.remember(answer)
    }

    /// All rows of a long answer (a report, an export): on SQLite read by a thread of its own, so that no page waits.
    /// Only for transactions that read.
    pub async fn report<T: FromRow + Send + 'static>(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<T>> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(_) => Err(Error::row(sql, "a report is read in a transaction that writes")),
            TxEngine::Read(reader) => reader.report(sql, params).await,
            TxEngine::Postgres(session) => session.query(sql, params).await,
        };
        self.remember(answer)
    }

    /// Changes rows; answers how many.
    pub async fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => writer.execute(sql, params),
            TxEngine::Read(reader) => reader.execute(sql, params),
            TxEngine::Postgres(session) => session.execute(sql, params).await,
        };
        self.remember(answer)
    }

    /// Changes rows by several statements that do not need one another's answers: one flight on PostgreSQL.
    /// Answers how many rows each changed.
    pub async fn batch(&mut self, statements: &[(&str, &[Param<'_>])]) -> Result<Vec<u64>> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => statements.iter().map(|(sql, params)| writer.execute(sql, params)).collect(),
            TxEngine::Read(reader) => statements.iter().map(|(sql, params)| reader.execute(sql, params)).collect(),
            TxEngine::Postgres(session) => session.batch(statements).await,
        };
        self.remember(answer)
    }

    /// The same insert for each of many rows.
    pub(crate) async fn insert_table(&mut self, table: &Table) -> Result<()> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => writer.execute_rows(table.sql, table.width, &table.cells),
            TxEngine::Read(_) => Err(Error::row(table.sql, "rows are written in a transaction that reads")),
            TxEngine::Postgres(session) => session.copy(table.sql, table.width, &table.cells).await,
        };
        self.remember(answer)
    }

    /// Makes it all stay, safe on the disk when this answers.
    pub async fn commit(self) -> Result<()> {
        self.begin_asking()?;
        match &self.common.engine {
            TxEngine::Write(writer) => writer.commit().await?,
            TxEngine::Read(_) => {}
            TxEngine::Postgres(session) => session.commit().await?,
        }
        if self.common.brings_jobs.load(Ordering::Relaxed) {
            self.shared.jobs.notify_one();
        }
        if self.common.brings_news.load(Ordering::Relaxed) {
            self.shared.live.notify_one();
        }
        Ok(())
    }

    /// Runs a script of several statements without parameters.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        self.begin_asking()?;
        let answer = match &self.common.engine {
            TxEngine::Write(writer) => writer.script(sql),
            TxEngine::Read(reader) => reader.script(sql),
            TxEngine::Postgres(session) => session.script(sql).await,
        };
        self.remember(answer)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.common.engine, TxEngine::Postgres(_))
    }

    /// Rings for the workers of this process when the transaction commits.
    pub(crate) fn will_bring_jobs(&mut self) {
        self.common.brings_jobs.store(true, Ordering::Relaxed);
    }

    /// Rings for the open pages of this process when the transaction commits.
    pub(crate) fn will_bring_news(&mut self) {
        self.common.brings_news.store(true, Ordering::Relaxed);
    }

    /// Refuses the commit from now on.
    pub(crate) fn fail(&mut self) {
        self.common.failed.store(true, Ordering::Relaxed);
    }

    /// Refuses what is asked of a transaction that failed, and counts the rest.
    fn begin_asking(&self) -> Result<()> {
        if self.common.failed.load(Ordering::Relaxed) {
            return Err(Error::Failed);
        }
        self.shared.asked.count(self.chain.ask());
        Ok(())
    }

    fn remember<T>(&mut self, answer: Result<T>) -> Result<T> {
        if answer.is_err() {
            self.fail();
        }
        answer
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("failed", &self.common.failed).finish_non_exhaustive()
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
