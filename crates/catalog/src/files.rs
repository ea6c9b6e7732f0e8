//! The files that describe services: `<code>/service.yaml`, `<code>/result.typ`, `<code>/examples/*.yaml`, `_catalog/*`.

use std::{collections::BTreeMap, fs, io, path::Path};

/// Reads a folder of services: each text file with its path from the folder, in the order of paths.
///
/// # Errors
/// The folder or a file in it cannot be read, or is no text.
pub fn read_folder(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                let name = name.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Files sorted by what they are for.
#[derive(Debug, Default)]
pub(crate) struct Sources<'f> {
    /// What stands before every template.
    pub(crate) sheet: &'f str,
    /// The lists by name.
    pub(crate) directories: BTreeMap<String, &'f str>,
    /// The services by code.
    pub(crate) services: BTreeMap<&'f str, ServiceSources<'f>>,
}

/// The files of one service.
#[derive(Debug, Default)]
pub(crate) struct ServiceSources<'f> {
    pub(crate) definition: &'f str,
    /// Templates by file name.
    templates: BTreeMap<&'f str, &'f str>,
    /// Examples by path.
    pub(crate) examples: Vec<(&'f str, &'f str)>,
}

impl<'f> Sources<'f> {
    /// Sorts files; what belongs nowhere (a schema, notes) is passed over.
    pub(crate) fn sort<P: AsRef<str>, T: AsRef<str>>(files: &'f [(P, T)]) -> Self {
        let mut sources = Self::default();
        for (path, text) in files {
            let (path, text) = (path.as_ref(), text.as_ref());
            let Some((folder, name)) = path.split_once('/') else { continue };
            if folder == "_catalog" {
                if name == "sheet.typ" {
                    sources.sheet = text;
                } else if let Some(name) = name.strip_suffix(".yaml") {
                    sources.directories.insert(name.to_owned(), text);
                }
                continue;
            }
            let service = sources.services.entry(folder).or_default();
            if name == "service.yaml" {
                service.definition = text;
            } else if name.starts_with("examples/") {
                service.examples.push((path, text));
            } else if Path::new(name).extension().is_some_and(|kind| kind == "typ") {
                service.templates.insert(name, text);
            }
        }
        sources.services.retain(|_, service| !service.definition.is_empty());
        sources
    }

    /// The whole template of a service: the common sheet and its own part.
    pub(crate) fn template(&self, service: &ServiceSources<'_>, name: &str) -> Option<String> {
        service.templates.get(name).map(|own| format!("{}\n{own}", self.sheet))
    }
}
