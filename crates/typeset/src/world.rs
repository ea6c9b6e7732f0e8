//! What a template can see: the files of its request, the embedded fonts, and nothing of this machine.

use std::collections::HashMap;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, PackageError},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::fonts::Fonts;

/// The name of the frame around every template; no file of a request can take its place.
const MAIN: &str = "okno-frame.typ";

/// Files in memory.
pub struct Memory {
    library: LazyHash<Library>,
    fonts: Fonts,
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl Memory {
    /// A world of `files` (name and content) that begins at `frame`.
    pub fn new(fonts: Fonts, frame: &str, files: impl IntoIterator<Item = (String, String)>) -> Result<Self, String> {
        let mut known = HashMap::new();
        for (name, text) in files {
            known.insert(place(&name)?, Bytes::from_string(text));
        }
        let main = place(MAIN)?;
        known.insert(main, Bytes::from_string(frame.to_owned()));
        Ok(Self { library: LazyHash::new(Library::default()), fonts, main, files: known })
    }

    fn find(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(package) = id.root() {
            return Err(FileError::Package(PackageError::NotFound(package.clone())));
        }
        self.files.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }
}

fn place(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|fault| format!("file {name:?}: {fault}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.find(id)?;
        Ok(Source::new(id, bytes.to_str().map_err(|_| FileError::InvalidUtf8)?.as_str().to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.find(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
