//! What came from a browser: texts by field name.

use std::collections::BTreeMap;

use base::text;

use crate::{Address, FileRef};

/// The most items of one group that are looked at. Definitions allow 50; whoever sends thousands is told that there are
/// too many, and does not make us compare each with every field.
const MOST_ITEMS: usize = 100;

/// The fields of one page as they were typed, with the files that were already stored.
///
/// Field names are paths: `purpose`, `address` and `address.postal_code`, `child.family_name`, and inside a repeated
/// group `children.0.name`. A date, a number, a phone is one text field. Several choices repeat one name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    texts: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Vec<FileRef>>,
    addresses: BTreeMap<String, Address>,
    offered: BTreeMap<String, Vec<(String, String)>>,
}

impl Input {
    /// Nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field, without signs that nobody sees; the same name may come again.
    pub fn add(&mut self, path: &str, text: &str) {
        self.texts.entry(path.to_owned()).or_default().push(text::clean(text).into_owned());
    }

    /// Says which files stand at a question of type `file`: those kept and those just stored. Not called for a
    /// question, its answer keeps the files it has.
    pub fn set_files(&mut self, path: &str, files: Vec<FileRef>) {
        self.files.insert(path.to_owned(), files);
    }

    /// Says what the address directory knows of the line that was typed at a question. Not called, the address has the
    /// parts that its line names.
    pub fn set_address(&mut self, path: &str, address: Address) {
        self.addresses.insert(path.to_owned(), address);
    }

    /// Says which entries of the address directory the line at a question may mean: id and line of each. The choice
    /// comes back as `<path>.known`.
    pub fn offer_addresses(&mut self, path: &str, offered: Vec<(String, String)>) {
        self.offered.insert(path.to_owned(), offered);
    }

    /// What the directory knows of an address.
    pub(crate) fn address(&self, path: &str) -> Option<&Address> {
        self.addresses.get(path)
    }

    /// The entries that an address may mean.
    pub(crate) fn offered(&self, path: &str) -> &[(String, String)] {
        self.offered.get(path).map_or(&[], Vec::as_slice)
    }

    /// The first text of a field, trimmed; "" when there is none.
    pub fn text(&self, path: &str) -> &str {
        self.texts.get(path).and_then(|texts| texts.first()).map_or("", |text| text.trim())
    }

    /// Every text of a field.
    pub fn texts(&self, path: &str) -> &[String] {
        self.texts.get(path).map_or(&[], Vec::as_slice)
    }

    /// The files of a question, when they were set.
    pub fn files(&self, path: &str) -> Option<&[FileRef]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Nothing was typed or added in the fields whose names begin so.
    pub(crate) fn is_blank(&self, prefix: &str) -> bool {
        let typed = self
            .texts
            .iter()
            .any(|(path, texts)| path.starts_with(prefix) && texts.iter().any(|text| !text.trim().is_empty()));
        !typed && !self.files.iter().any(|(path, files)| path.starts_with(prefix) && !files.is_empty())
    }

    /// The indexes of a repeated group's items that are named in the fields, in order: `children.0.name` gives 0.
    /// A hidden field `children.0` keeps an item whose other fields send nothing when they are left empty.
    pub fn indexes(&self, group: &str) -> Vec<usize> {
        let inside = |path: &String| {
            let index = path.strip_prefix(group)?.strip_prefix('.')?.split('.').next()?;
            index.parse::<usize>().ok()
        };
        let mut found: Vec<usize> = self.texts.keys().chain(self.files.keys()).filter_map(inside).collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(MOST_ITEMS);
        found
    }
}

impl<K: AsRef<str>, V: AsRef<str>> FromIterator<(K, V)> for Input {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut input = Self::new();
        for (path, text) in fields {
            input.add(path.as_ref(), text.as_ref());
        }
        input
    }
}
