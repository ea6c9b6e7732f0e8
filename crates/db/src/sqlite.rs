//! SQLite in the program: one writer, readers beside it, statements run where they are called.

mod reader;
mod statement;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use tokio::sync::Mutex;

pub(crate) use self::{reader::Reader, writer::Writer};
use self::{reader::Readers, writer::Line};
use crate::{Error, Result, Settings};

/// How many prepared statements a connection keeps: more than the house has.
const STATEMENTS: usize = 512;
/// After how many pages of the write-ahead log they are written into the file: a page that changes often is written once for
/// all its changes, and the disk is waited for less often.
const CHECKPOINT: u32 = 4000;
/// How many KiB of pages the writer keeps, and each reader. The kernel has the rest of the file at hand; and a reader forgets
/// what it keeps whenever somebody has written.
const WRITER_CACHE: usize = 8_000;
const READER_CACHE: usize = 2_000;
/// How long opening may wait for another process.
const OPENING_WAIT: Duration = Duration::from_secs(5);
/// How long a reader may.
const READER_WAIT: Duration = Duration::from_millis(250);

pub(crate) struct Sqlite {
    path: PathBuf,
    line: Arc<Mutex<Line>>,
    patience: Duration,
    readers: Arc<Readers>,
}

impl Sqlite {
    pub fn open(path: &str, settings: Settings) -> Result<Self> {
        let path = PathBuf::from(path);
        // The writer comes first: it makes the file and switches it to the write-ahead log.
        let line = Line::new(connect_writer(&path, settings)?);
        let readers = Readers::new(path.clone(), settings);
        Ok(Self { path, line: Arc::new(Mutex::new(line)), patience: settings.patience, readers: Arc::new(readers) })
    }

    /// For one process that writes much. A rollback journal holds only what was there before: rows that come at the end of
    /// their tables are written once.
    pub fn open_to_fill(path: &str) -> Result<Self> {
        let path = PathBuf::from(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = connect(&path, flags)?;
        connection
            .execute_batch(
                "pragma journal_mode = truncate; pragma locking_mode = exclusive; pragma synchronous = off;
                 pragma foreign_keys = off; pragma cache_size = -1000000; pragma temp_store = file;",
            )
            .map_err(|error| unusable(&error))?;
        let readers = Readers::new(path.clone(), Settings { connections: 1, ..Settings::default() });
        let line = Arc::new(Mutex::new(Line::new(connection)));
        Ok(Self { path, line, patience: OPENING_WAIT, readers: Arc::new(readers) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub async fn begin(&self) -> Result<Writer> {
        Writer::begin(self.line.clone(), self.patience).await
    }

    pub async fn read(&self) -> Result<Reader> {
        Reader::begin(self.readers.clone()).await
    }
}

fn connect_writer(path: &Path, settings: Settings) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    // Opening may wait on this thread; later on, whoever waits for another process leaves the thread to others.
    let safety = if settings.durable { "full" } else { "off" };
    connection
        .execute_batch(&format!(
            "pragma journal_mode = wal; pragma synchronous = {safety}; pragma foreign_keys = on;
             pragma journal_size_limit = 67108864; pragma wal_autocheckpoint = {CHECKPOINT};
             pragma cache_size = -{WRITER_CACHE};"
        ))
        .and_then(|()| connection.busy_timeout(Duration::ZERO))
        .map_err(|error| unusable(&error))?;
    Ok(connection)
}

/// A connection that cannot write.
pub(crate) fn connect_reader(path: &Path) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection
        .execute_batch(&format!("pragma query_only = on; pragma cache_size = -{READER_CACHE};"))
        // Readers wait for nobody but a process that repairs the file or closes it; not long, for it is on this thread.
        .and_then(|()| connection.busy_timeout(READER_WAIT))
        .map_err(|error| unusable(&error))?;
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| unusable(&error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection
        .busy_timeout(OPENING_WAIT)
        // Without this promise of stable plans every statement is prepared anew for each new value it is given.
        .and_then(|()| connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true))
        .and_then(|_| connection.execute_batch("pragma temp_store = memory;"))
        .map_err(|error| unusable(&error))?;
    Ok(connection)
}

fn unusable(error: &rusqlite::Error) -> Error {
    Error::Connection(error.to_string())
}

/// Copies the database as it is at this moment into a new file. Takes as long as the disk does.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    const COPY: &str = "vacuum into ?1";
    if to.exists() {
        return Err(Error::Address(format!("{} is there already", to.display())));
    }
    let connection = connect(from, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let to = to.to_str().ok_or_else(|| Error::Address("the path is not UTF-8".to_owned()))?;
    connection.execute(COPY, [to]).map_err(|error| statement::refused(COPY, &error))?;
    Ok(())
}

/// What SQLite finds wrong with its file and with what rows refer to; at most twenty lines. Reads the whole file.
pub(crate) fn integrity(path: &Path) -> Result<Vec<String>> {
    let connection = connect_reader(path)?;
    let lines = |sql: &str, read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<String>| {
        let failed = |error| statement::refused(sql, &error);
        let mut statement = connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_map([], read).map_err(failed)?;
        rows.take(20).collect::<rusqlite::Result<Vec<String>>>().map_err(failed)
    };
    let mut problems = lines("pragma integrity_check(20)", |row| row.get(0))?;
    problems.retain(|line| line != "ok");
    problems.extend(lines("pragma foreign_key_check", |row| {
        Ok(format!("{} refers to {} that is not there", row.get::<_, String>(0)?, row.get::<_, String>(2)?))
    })?);
    Ok(problems)
}
