//! A copy of everything but the keys, made while the portal runs.

use std::{
    ffi::OsStr,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{config::Config, portal};

const DATABASE: &str = "okno.db";
const DUMP: &str = "okno.dump";
const FILES: &str = "files";

/// Writes database and files into a new folder: the files, the database, and the files that came meanwhile.
///
/// A content is written before the row that speaks of it, and erased after it. So each row of the database's one moment has
/// its content in one of the two rounds: what was there before that moment is in the first, also if it is erased since.
///
/// # Errors
/// When the folder is there already, or something cannot be read or written.
pub async fn backup(config: Config, folder: &Path) -> Result<()> {
    std::fs::create_dir(folder).with_context(|| format!("{} must be a new folder", folder.display()))?;
    copy(&config.files.folder, &folder.join(FILES))?;
    if config.database.url.starts_with("sqlite:") {
        let db = portal::open(&config)?;
        db::backup(&db, &folder.join(DATABASE)).await.context("the database cannot be copied")?;
    } else {
        run(Command::new("pg_dump")
            .args(["--format=custom", "--file"])
            .arg(folder.join(DUMP))
            .arg(&config.database.url))?;
    }
    copy(&config.files.folder, &folder.join(FILES))?;
    println!(
        "The copy is in {}. The keys are not part of it: keep {} apart.",
        folder.display(),
        config.keys.file.display()
    );
    Ok(())
}

/// Puts a copy in place of an empty database and files folder.
///
/// # Errors
/// When there is data already, or something cannot be read or written.
pub async fn restore(config: Config, folder: &Path) -> Result<()> {
    ensure!(
        !config.files.folder.exists() || std::fs::read_dir(&config.files.folder)?.next().is_none(),
        "{} is not empty",
        config.files.folder.display()
    );
    if let Some(path) = config.database.url.strip_prefix("sqlite:") {
        let path = PathBuf::from(path);
        ensure!(!path.exists(), "{} is there already", path.display());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::copy(folder.join(DATABASE), &path).context("the database cannot be put in place")?;
    } else {
        run(Command::new("pg_restore")
            .args(["--no-owner", "--exit-on-error", "--dbname"])
            .arg(&config.database.url)
            .arg(folder.join(DUMP)))?;
    }
    copy(&folder.join(FILES), &config.files.folder)?;
    println!("The copy is in place. Start the portal with the keys of that time.");
    Ok(())
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} is not installed"))?;
    if !status.success() {
        bail!("{name} failed");
    }
    Ok(())
}

/// Copies what is not there yet. Contents never change, so one that is there is the same.
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    if !from.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if !is_half_written(&entry.file_name()) && !target.exists() {
            match std::fs::copy(entry.path(), &target) {
                // Erased since the folder was read.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                copied => {
                    copied.with_context(|| format!("{} cannot be copied", entry.path().display()))?;
                }
            }
        }
    }
    Ok(())
}

/// Whether it is what the file store writes beside a content before it gives it its name: `content#1`.
fn is_half_written(name: &OsStr) -> bool {
    name.to_string_lossy().contains('#')
}
