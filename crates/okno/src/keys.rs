//! The key file of the vault.

use std::{io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, Result};
use base::Cx;
use db::vault::Keys;

/// Reads the key file.
pub(crate) fn read(file: &Path) -> Result<Keys> {
    let text = std::fs::read(file).with_context(|| {
        format!("the key file {} cannot be read; `okno keys {}` makes one", file.display(), file.display())
    })?;
    Keys::from_bytes(&text).with_context(|| format!("the key file {} is not right", file.display()))
}

/// Makes a key file that only its owner may read. An existing one is never overwritten.
pub(crate) fn make(cx: &Cx, file: &Path) -> Result<()> {
    let mut opened = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("the key file {} cannot be made", file.display()))?;
    opened.write_all(&Keys::generate(cx).to_bytes())?;
    opened.sync_all()?;
    Ok(())
}
