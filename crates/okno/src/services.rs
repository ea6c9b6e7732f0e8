//! The public services that come with the program, and the folder that an installation keeps instead.

pub mod command;
pub mod preview;
pub mod publishing;
pub mod watch;

use std::path::Path;

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../services");

/// Every file of the services, as path inside the folder and content.
pub type Files = Vec<(String, String)>;

/// Reads the files of the installation's folder, or those built in.
///
/// # Errors
/// When the folder cannot be read or a file is not UTF-8.
pub fn files(folder: Option<&Path>) -> Result<Files> {
    if let Some(folder) = folder {
        return catalog::read_folder(folder)
            .with_context(|| format!("the services in {} cannot be read", folder.display()));
    }
    let mut files = Files::new();
    built_in(&BUILT_IN, &mut files)?;
    Ok(files)
}

fn built_in(dir: &Dir<'_>, files: &mut Files) -> Result<()> {
    for file in dir.files() {
        let text = file.contents_utf8().with_context(|| format!("{} is not UTF-8", file.path().display()))?;
        files.push((name(file.path()), text.to_owned()));
    }
    for inner in dir.dirs() {
        built_in(inner, files)?;
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
