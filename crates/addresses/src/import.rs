//! Loading the state address register (ГАР): its XML files, streamed record by record, in transactions of a thousand.
//!
//! How far each file was read stands in the database in the same transaction as its records: an import that was broken
//! off goes on where it stopped, and one that is repeated changes nothing. Memory does not depend on the register's size.

mod index;
mod plan;
mod records;
mod source;
pub(crate) mod steps;

use base::{Cx, Date};
use db::Db;
use jiff::tz::TimeZone;

pub use source::Source;

use crate::store;
use plan::{Planned, plan};

/// Records of one transaction.
const BATCH: usize = 1_000;

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The file that is read; none: words are being indexed.
    pub file: Option<String>,
    /// Records of it so far, or objects whose words are indexed.
    pub records: u64,
}

/// What an import led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Files that were read.
    pub files: u32,
    /// Files that had been read before.
    pub known: u32,
    /// Records that were read.
    pub records: u64,
}

/// Why an import stopped. What was read before stays, and the next import goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no file of the register.
    #[error("no file of the address register (AS_ADDR_OBJ_*.XML and others) is in {0}")]
    Nothing(String),
    /// A file cannot be read.
    #[error("{file} cannot be read: {error}")]
    File {
        /// Its path.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{file}, record {record} (before byte {byte}): {fault}")]
    Broken {
        /// Its path.
        file: String,
        /// Which record, counted from 1.
        record: u64,
        /// Where the reader stood.
        byte: u64,
        /// What is wrong.
        fault: String,
    },
    /// Somebody else imports the same file.
    #[error("{0} is being imported by another process")]
    Busy(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Loads every file of the register that a source has, then indexes the words.
pub async fn import(
    db: &Db,
    cx: &Cx,
    source: &Source,
    told: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Imported, ImportError> {
    let today = cx.now().to_zoned(TimeZone::UTC).date();
    let mut imported = Imported::default();
    for planned in plan(source)? {
        let records = file(db, today, source, &planned, told).await?;
        match records {
            Some(records) => {
                imported.files += 1;
                imported.records += records;
            }
            None => imported.known += 1,
        }
    }
    index::index(db, told).await?;
    Ok(imported)
}

/// Reads one file from where it was left; none when it was read to its end before.
async fn file(
    db: &Db,
    today: Date,
    source: &Source,
    planned: &Planned,
    told: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Option<u64>, ImportError> {
    let name = &planned.file;
    let mut tx = db.begin().await?;
    let begun = store::import::begin(&mut tx, name, planned.size).await?;
    if begun.done {
        return Ok(None);
    }
    store::import::forget_index(&mut tx).await?;
    tx.commit().await?;
    let mut reader = records::Reader::new(name, source.open(name)?, planned.step.tag());
    let mut read = u64::try_from(begun.records).unwrap_or_default();
    reader.skip(read)?;
    let mut count = 0;
    loop {
        let mut changes = Vec::new();
        let mut taken = 0;
        while taken < BATCH {
            let Some(record) = reader.next_record()? else { break };
            taken += 1;
            planned.step.read(&record, today, &mut changes).map_err(|fault| reader.broken(fault))?;
        }
        let done = taken < BATCH;
        let before = read;
        read += taken as u64;
        count += taken as u64;
        let mut tx = db.begin().await?;
        store::import::write(&mut tx, &changes).await?;
        if !store::import::advance(&mut tx, name, before, read, done).await? {
            return Err(ImportError::Busy(name.clone()));
        }
        tx.commit().await?;
        told(&Progress { file: Some(name.clone()), records: read });
        if done {
            return Ok(Some(count));
        }
    }
}
