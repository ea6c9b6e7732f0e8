//! Where the files of the register come from.

use std::{
    fs::File,
    io::{BufRead, BufReader, Cursor},
    path::{Path, PathBuf},
};

use super::ImportError;

/// Files of the register.
#[derive(Debug, Clone)]
pub enum Source {
    /// A folder with folders for regions, as the register's archive has them: `77/AS_HOUSES_….XML`.
    Folder(PathBuf),
    /// Files in memory: path and content.
    Memory(Vec<(String, Vec<u8>)>),
}

impl Source {
    /// Path and size of every file.
    pub(super) fn files(&self) -> Result<Vec<(String, u64)>, ImportError> {
        match self {
            Self::Memory(files) => Ok(files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect()),
            Self::Folder(folder) => {
                let mut found = Vec::new();
                walk(folder, folder, 0, &mut found)?;
                Ok(found)
            }
        }
    }

    pub(super) fn open(&self, name: &str) -> Result<Box<dyn BufRead + Send>, ImportError> {
        match self {
            Self::Memory(files) => {
                let bytes = files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone());
                Ok(Box::new(Cursor::new(bytes.unwrap_or_default())))
            }
            Self::Folder(folder) => {
                let file = File::open(folder.join(name)).map_err(|error| unread(name, error))?;
                Ok(Box::new(BufReader::with_capacity(256 * 1024, file)))
            }
        }
    }

    /// What it is called in a message.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Memory(_) => "memory".to_owned(),
        }
    }
}

fn unread(file: &str, error: std::io::Error) -> ImportError {
    ImportError::File { file: file.to_owned(), error }
}

/// The register has one level of folders; a link that leads in a circle is not followed far.
fn walk(root: &Path, folder: &Path, depth: u32, found: &mut Vec<(String, u64)>) -> Result<(), ImportError> {
    let at = folder.display().to_string();
    for entry in std::fs::read_dir(folder).map_err(|error| unread(&at, error))? {
        let entry = entry.map_err(|error| unread(&at, error))?;
        let path = entry.path();
        let about = std::fs::metadata(&path).map_err(|error| unread(&path.display().to_string(), error))?;
        if about.is_dir() {
            if depth < 2 {
                walk(root, &path, depth + 1, found)?;
            }
        } else if let Ok(inside) = path.strip_prefix(root) {
            found.push((inside.to_string_lossy().replace('\\', "/"), about.len()));
        }
    }
    Ok(())
}
