//! The files that describe services: `<code>/service.yaml`, `<code>/result.typ`, `<code>/examples/*.yaml`, `_catalog/*`.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

/// The description of a service within its folder.
pub const DEFINITION: &str = "service.yaml";
/// Its part of the result document.
pub const RESULT: &str = "result.typ";
/// The folder of the lists, beside those of the services.
const LISTS: &str = "_catalog";

/// The longest file of a folder that is read, in bytes: the lists of a whole country have room in it.
const LONGEST_FILE: u64 = 16 * 1024 * 1024;

/// Reads a folder of services: each text file with its path from the folder, in the order of paths. Hidden files and those
/// that an editor leaves behind (`.service.yaml.swp`, `service.yaml~`) are passed over. Links lead to files inside the
/// folder only, and links to folders are not followed: whoever may write there shall not publish what lies elsewhere.
///
/// # Errors
/// The folder or a file in it cannot be read, is no text, is too long, or lies elsewhere.
pub fn read_folder(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let root = folder.canonicalize()?;
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                let name = name.to_string_lossy().replace('\\', "/");
                found.push((name, read_file(&path, &root)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read_file(path: &Path, root: &Path) -> io::Result<String> {
    let refuse = |why: &str| io::Error::other(format!("{} {why}", path.display()));
    let real = path.canonicalize()?;
    let about = fs::metadata(&real)?;
    if !real.starts_with(root) {
        return Err(refuse("is a link to a file outside of the folder"));
    }
    if !about.is_file() {
        return Err(refuse("is no file"));
    }
    if about.len() > LONGEST_FILE {
        return Err(refuse("is too long"));
    }
    fs::read_to_string(&real)
}

/// The files of one service: path within its folder, and text. The truth of what is edited, published and exported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceFiles(BTreeMap<String, String>);

impl ServiceFiles {
    /// The most files of one service.
    pub const MOST: usize = 100;
    /// The most bytes of all of them together.
    pub const LONGEST: usize = 512 * 1024;

    /// Whether a file of a service may have that path: small Latin letters, digits and `_ - .`, at most one folder deep.
    pub fn is_path(path: &str) -> bool {
        let name = |part: &str| {
            let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte);
            !part.is_empty() && !part.starts_with('.') && part.len() <= 80 && part.bytes().all(sign)
        };
        path.split('/').all(name) && path.matches('/').count() <= 1
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Puts a file there, in place of the one that it had. False, and nothing changes, when the path is none or the files
    /// would grow past their limits.
    pub fn set(&mut self, path: &str, text: impl Into<String>) -> bool {
        let text = text.into();
        let others: usize = self.iter().filter(|(known, _)| *known != path).map(|(_, text)| text.len()).sum();
        let fits = others + text.len() <= Self::LONGEST && (self.0.contains_key(path) || self.0.len() < Self::MOST);
        if !fits || !Self::is_path(path) {
            return false;
        }
        self.0.insert(path.to_owned(), text);
        true
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) -> bool {
        self.0.remove(path).is_some()
    }

    /// Every file in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of the description; "" while there is none.
    pub fn definition(&self) -> &str {
        self.get(DEFINITION).unwrap_or_default()
    }

    /// As stored: the description, and every other file as JSON.
    pub(crate) fn from_stored(definition: &str, others: &str) -> Result<Self, serde_json::Error> {
        let mut files: BTreeMap<String, String> = serde_json::from_str(others)?;
        files.insert(DEFINITION.to_owned(), definition.to_owned());
        Ok(Self(files))
    }

    /// Every file but the description, as JSON.
    pub(crate) fn others_as_json(&self) -> String {
        let others: BTreeMap<&str, &str> = self.iter().filter(|(path, _)| *path != DEFINITION).collect();
        // Texts by name are always JSON.
        serde_json::to_string(&others).unwrap_or_default()
    }

    /// The examples: path and text.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(path, _)| path.starts_with("examples/") && is_yaml(path))
    }
}

fn is_yaml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|kind| kind == "yaml" || kind == "yml")
}

/// Files sorted by what they are for.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// What stands before every template; none: the files do not say.
    pub(crate) sheet: Option<String>,
    /// The lists by name.
    pub(crate) directories: BTreeMap<String, String>,
    /// The services by code.
    pub(crate) services: BTreeMap<String, ServiceFiles>,
}

impl Sources {
    /// Sorts files; what belongs nowhere (a schema, notes) is passed over.
    pub(crate) fn sort<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Self {
        let mut sources = Self::default();
        for (path, text) in files {
            let (path, text) = (path.as_ref(), text.as_ref());
            let Some((folder, name)) = path.split_once('/') else { continue };
            if folder != LISTS {
                sources.services.entry(folder.to_owned()).or_default().set(name, text);
            } else if name == "sheet.typ" {
                sources.sheet = Some(text.to_owned());
            } else if let Some(name) = name.strip_suffix(".yaml") {
                sources.directories.insert(name.to_owned(), text.to_owned());
            }
        }
        sources.services.retain(|_, files| files.get(DEFINITION).is_some());
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        for path in ["service.yaml", "result.typ", "examples/first.yaml", "notes.md"] {
            assert!(ServiceFiles::is_path(path), "{path}");
        }
        for path in ["", "/service.yaml", "../a", "a/../b", "a//b", ".env", "a/b/c", "А.yaml", "a b", "examples/"] {
            assert!(!ServiceFiles::is_path(path), "{path}");
        }
    }

    #[test]
    fn files_do_not_grow_without_end() {
        let mut files = ServiceFiles::default();
        assert!(files.set(DEFINITION, "a"));
        assert!(!files.set("notes.md", "я".repeat(ServiceFiles::LONGEST / 2)));
        assert!(files.set(DEFINITION, "я".repeat(ServiceFiles::LONGEST / 2)), "in place of the former");
        assert!(!files.set("notes.md", "b") && files.set("notes.md", ""));
        assert_eq!(files.iter().count(), 2);
    }
}
