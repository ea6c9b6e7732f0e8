//! Loading the address directory.

use std::{io::Write, path::PathBuf};

use addresses::{Progress, Source};
use anyhow::{Context, Result};
use base::Cx;

use crate::{config::Config, portal};

/// Records between two lines of progress.
const STEP: u64 = 100_000;

/// Reads the files of the state address register in a folder; tells on `out` how far it is.
///
/// # Errors
/// When a file is not right or the database does not answer. What was read stays.
pub async fn import_addresses(config: Config, folder: PathBuf, out: &mut (dyn Write + Send)) -> Result<()> {
    let (db, cx) = (portal::open(&config)?, Cx::system());
    portal::prepare(&config, &db, &cx).await?;
    let mut told = 0;
    let mut file: Option<String> = None;
    let mut tell = |progress: &Progress| {
        if progress.file != file {
            file.clone_from(&progress.file);
            told = 0;
            let _ = writeln!(out, "{}", file.as_deref().unwrap_or("words"));
        }
        if progress.records / STEP > told {
            told = progress.records / STEP;
            let _ = writeln!(out, "  {} records", progress.records);
        }
    };
    let source = Source::Folder(folder);
    let imported = addresses::import(&db, &cx, &source, &mut tell).await.context("the import stopped")?;
    let known = imported.known;
    writeln!(out, "{} files with {} records are read, {known} were known.", imported.files, imported.records)?;
    Ok(())
}
