//! SQLite in the program: one writer, readers beside it, statements run where they are called.

mod reader;
mod statement;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use tokio::sync::Mutex;

pub(crate) use self::{reader::Reader, writer::Writer};
use self::{reader::Readers, writer::Line};
use crate::{Error, Result, Settings};

/// How many prepared statements a connection keeps: more than the house has.
const STATEMENTS: usize = 512;

pub(crate) struct Sqlite {
    path: PathBuf,
    line: Arc<Mutex<Line>>,
    readers: Arc<Readers>,
}

impl Sqlite {
    pub fn open(path: &str, settings: Settings) -> Result<Self> {
        let path = PathBuf::from(path);
        // The writer comes first: it makes the file and switches it to the write-ahead log.
        let line = Line::new(connect_writer(&path, settings)?);
        let readers = Readers::new(path.clone(), settings.connections);
        Ok(Self { path, line: Arc::new(Mutex::new(line)), readers: Arc::new(readers) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub async fn begin(&self) -> Result<Writer> {
        Writer::begin(self.line.clone()).await
    }

    pub async fn read(&self) -> Result<Reader> {
        Reader::begin(self.readers.clone()).await
    }
}

fn connect_writer(path: &Path, settings: Settings) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    let safety = if settings.durable { "full" } else { "off" };
    connection
        .execute_batch(&format!(
            "pragma journal_mode = wal; pragma synchronous = {safety}; pragma foreign_keys = on;
             pragma journal_size_limit = 67108864; pragma cache_size = -32000;"
        ))
        .map_err(|error| unusable(&error))?;
    Ok(connection)
}

/// A connection that cannot write.
pub(crate) fn connect_reader(path: &Path) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch("pragma query_only = on; pragma cache_size = -8000;").map_err(|error| unusable(&error))?;
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| unusable(&error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection
        .busy_timeout(crate::database::PATIENCE)
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
