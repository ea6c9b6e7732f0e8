//! The database: opened once, cloned everywhere.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::sync::Notify;

use crate::{Error, Result, Tx, postgres::Postgres, sqlite::Sqlite, vault};

/// How long a transaction waits as a rule.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(crate) engine: Engine,
    pub(crate) shared: Arc<Shared>,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

/// What every transaction of this database shares within the process.
pub(crate) struct Shared {
    pub vault: vault::Shared,
    /// Rings when a commit brings jobs.
    pub jobs: Notify,
    /// Rings when a commit brings news for open pages.
    pub live: Notify,
    pub asked: Asked,
}

/// How much was asked of the database.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    statements: AtomicU64,
    flights: AtomicU64,
}

impl Asked {
    /// A statement; the first of a flight when it waited for all that its transaction asked before.
    pub fn count(&self, begins_flight: bool) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.flights.fetch_add(u64::from(begins_flight), Ordering::Relaxed);
    }
}

impl Shared {
    fn new(keys: vault::Keys) -> Self {
        Self { vault: vault::Shared::new(keys), jobs: Notify::new(), live: Notify::new(), asked: Asked::default() }
    }
}

/// What an operator may set.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Connections for reading, and as many for writing on PostgreSQL; SQLite writes through one.
    pub connections: usize,
    /// How long a transaction waits for its turn, a connection or another process before the work is refused as
    /// [`Error::Busy`] or [`Error::Connection`].
    pub patience: Duration,
    /// Whether a commit waits until it is safe on the disk. Only tests may say no.
    pub durable: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { connections: 16, patience: PATIENCE, durable: true }
    }
}

impl Db {
    /// Opens `sqlite:PATH` (made if it is not there) or `postgres://…`. Must be called within a Tokio runtime.
    pub fn open(url: &str, keys: vault::Keys) -> Result<Self> {
        Self::open_with(url, keys, Settings::default())
    }

    /// As [`Db::open`], with other settings.
    pub fn open_with(url: &str, keys: vault::Keys, settings: Settings) -> Result<Self> {
        let engine = if let Some(path) = url.strip_prefix("sqlite:") {
            Engine::Sqlite(Arc::new(Sqlite::open(path, settings)?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Engine::Postgres(Arc::new(Postgres::open(url, settings)?))
        } else {
            return Err(Error::Address("it begins with sqlite: or postgres://".to_owned()));
        };
        Ok(Self { engine, shared: Arc::new(Shared::new(keys)) })
    }

    /// Opens a database to fill it with [`crate::bulk`]: on SQLite for this process alone, and on both without waiting for
    /// the disk. A process that is killed leaves what it committed; a machine that loses its power may leave a broken file.
    pub fn open_to_fill(url: &str, keys: vault::Keys) -> Result<Self> {
        let engine = if let Some(path) = url.strip_prefix("sqlite:") {
            Engine::Sqlite(Arc::new(Sqlite::open_to_fill(path)?))
        } else {
            Engine::Postgres(Arc::new(Postgres::open_to_fill(url)?))
        };
        Ok(Self { engine, shared: Arc::new(Shared::new(keys)) })
    }

    /// How many statements and commits this value and its clones have asked so far, and in how many flights: what travels to
    /// PostgreSQL together costs little more than one alone.
    pub fn asked(&self) -> (u64, u64) {
        let Asked { statements, flights } = &self.shared.asked;
        (statements.load(Ordering::Relaxed), flights.load(Ordering::Relaxed))
    }

    /// The same database with another ring of keys, for [`vault::rotate`].
    #[must_use]
    pub fn with_keys(&self, keys: vault::Keys) -> Self {
        Self { engine: self.engine.clone(), shared: Arc::new(Shared::new(keys)) }
    }

    /// Begins a transaction that writes. On SQLite there is one at a time: between its statements await nothing else.
    pub async fn begin(&self) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(Tx::new(sqlite.begin().await?, self.shared.clone())),
            Engine::Postgres(postgres) => Ok(Tx::new(postgres.begin().await?, self.shared.clone())),
        }
    }

    /// Begins a transaction that only reads; it waits for no writer.
    pub async fn read(&self) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(Tx::new(sqlite.read().await?, self.shared.clone())),
            Engine::Postgres(postgres) => Ok(Tx::new(postgres.read().await?, self.shared.clone())),
        }
    }

    /// As [`Db::read`], but on PostgreSQL too every statement sees the same moment: for comparing tables with one another.
    pub async fn snapshot(&self) -> Result<Tx> {
        match &self.engine {
            Engine::Sqlite(_) => self.read().await,
            Engine::Postgres(postgres) => Ok(Tx::new(postgres.snapshot().await?, self.shared.clone())),
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let engine = match &self.engine {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        };
        f.debug_tuple("Db").field(&engine).finish()
    }
}
