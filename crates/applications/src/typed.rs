//! A page as it was typed: what stands in its fields before the answers are accepted.

use documents::FileId;
use forms::{FileRef, Input};
use serde::{Deserialize, Serialize};

/// What marks the fields of the page that name files already added: `files:passport_scan`.
const FILES: &str = "files:";
/// What marks the field of a question that says to make one document of the pictures chosen: `join:passport_scan`.
const JOIN: &str = "join:";

/// The fields of one page in the order in which they came. Sealed when it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Typed {
    /// The page of the form.
    pub page: String,
    fields: Vec<(String, String)>,
    files: Vec<(String, FileRef)>,
}

impl Typed {
    /// The value of the field that says to make one document, at a question of one file: its pages may be put in order first.
    pub const WHOLE: &str = "whole";

    /// A page with these fields.
    pub fn new<'a>(page: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        // Buttons, marks of the window and the list of files kept are no answers.
        let is_answer = |(name, _): &(&str, &str)| {
            !matches!(*name, "do" | "from") && !["_", FILES, JOIN].iter().any(|mark| name.starts_with(mark))
        };
        let fields = fields.into_iter().filter(is_answer);
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { page: page.to_owned(), fields, files: Vec::new() }
    }

    /// The name of the hidden field that keeps a file at a question.
    pub fn file_field(path: &str) -> String {
        format!("{FILES}{path}")
    }

    /// The name of the field that says to make one document of the pictures chosen at a question.
    pub fn join_field(path: &str) -> String {
        format!("{JOIN}{path}")
    }

    /// The fields that would send this page once more, files included.
    pub fn as_sent(&self) -> Vec<(String, String)> {
        let files = self.files.iter().map(|(path, file)| (Self::file_field(path), file.id.clone()));
        self.fields.iter().cloned().chain(files).collect()
    }

    /// Whether the value of such a field says so: `yes`, or [`Self::WHOLE`].
    pub fn joins(value: &str) -> bool {
        matches!(value, "yes" | Self::WHOLE)
    }

    /// The question that a field of that name is about, which says whether to make one document.
    pub fn joined_question(field: &str) -> Option<&str> {
        field.strip_prefix(JOIN)
    }

    /// The question that a field of that name keeps a file at.
    pub fn question_of(field: &str) -> Option<&str> {
        field.strip_prefix(FILES)
    }

    /// Says that a file stands at a question, after those that stand there already.
    pub fn add_file(&mut self, path: &str, file: FileRef) {
        if !self.files.iter().any(|(known, other)| known == path && other.id == file.id) {
            self.files.push((path.to_owned(), file));
        }
    }

    /// Whether the file stands at any question.
    pub fn has_file(&self, id: FileId) -> bool {
        let id = id.to_string();
        self.files.iter().any(|(_, file)| file.id == id)
    }

    /// Of a question that takes one file, only the last that was sent stays.
    pub fn keep_last_file(&mut self, path: &str) {
        let last = self.files.iter().rposition(|(known, _)| known == path);
        let mut place = 0..;
        self.files.retain(|(known, _)| place.next() == last || known != path);
    }

    /// Takes a file away from a question.
    pub fn remove_file(&mut self, path: &str, id: &str) {
        self.files.retain(|(known, file)| known != path || file.id != id);
    }

    /// Puts a file before (or behind) its neighbour at a question.
    pub fn move_file(&mut self, path: &str, id: &str, up: bool) {
        let places: Vec<usize> =
            self.files.iter().enumerate().filter(|(_, (known, _))| known == path).map(|(place, _)| place).collect();
        let is_it = |place: &&usize| self.files.get(**place).is_some_and(|(_, file)| file.id == id);
        let Some(at) = places.iter().position(|place| is_it(&place)) else { return };
        let beside = if up { at.checked_sub(1) } else { at.checked_add(1) };
        if let (Some(one), Some(other)) = (places.get(at), beside.and_then(|beside| places.get(beside))) {
            self.files.swap(*one, *other);
        }
    }

    /// Takes every file away from a question.
    pub fn clear_files(&mut self, path: &str) {
        self.files.retain(|(known, _)| known != path);
    }

    /// Adds an empty item to a repeated group and answers its number.
    pub fn add_item(&mut self, group: &str, shown: usize) -> usize {
        let known = self.input(&[]).indexes(group);
        // Items that were shown blank and sent nothing (radios alone) still count.
        let next = known.last().map_or(shown, |last| (last + 1).max(shown));
        self.fields.push((format!("{group}.{next}.item"), String::new()));
        next
    }

    /// Takes an item out of a repeated group.
    pub fn remove_item(&mut self, group: &str, index: usize) {
        let inside = format!("{group}.{index}.");
        self.fields.retain(|(name, _)| !name.starts_with(&inside));
        self.files.retain(|(name, _)| !name.starts_with(&inside));
    }

    /// As the definition reads it. `file_questions` are the paths of the page's questions that take files: one that has
    /// none now has lost what it had.
    pub fn input(&self, file_questions: &[String]) -> Input {
        let mut input: Input = self.fields.iter().map(|(name, value)| (name, value)).collect();
        let asked = file_questions.iter().chain(self.files.iter().map(|(path, _)| path));
        for path in asked {
            let files = self.files.iter().filter(|(known, _)| known == path).map(|(_, file)| file.clone()).collect();
            input.set_files(path, files);
        }
        input
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(id: &str) -> FileRef {
        FileRef { id: id.to_owned(), name: format!("{id}.pdf") }
    }

    fn two_children() -> Typed {
        let fields = [
            ("children.0.name", "Вера"),
            ("children.1.name", "Лев"),
            ("do", "continue"),
            ("files:scan", "a"),
            ("x", "1"),
        ];
        Typed::new("family", fields)
    }

    #[test]
    fn buttons_and_kept_files_are_no_answers() {
        let input = two_children().input(&[]);
        assert_eq!(input.text("x"), "1");
        assert_eq!(input.text("do"), "");
        assert_eq!(input.text("files:scan"), "");
        assert_eq!(Typed::question_of(&Typed::file_field("scan")), Some("scan"));
    }

    #[test]
    fn items_come_and_go_without_touching_the_others() {
        let mut typed = two_children();
        assert_eq!(typed.add_item("children", 2), 2);
        assert_eq!(typed.input(&[]).indexes("children"), [0, 1, 2]);
        typed.remove_item("children", 0);
        let input = typed.input(&[]);
        assert_eq!(input.indexes("children"), [1, 2]);
        assert_eq!(input.text("children.1.name"), "Лев");
        // Nothing was typed yet, one blank item was shown: the new one is the second.
        assert_eq!(Typed::new("family", []).add_item("children", 1), 1);
    }

    #[test]
    fn files_are_added_once_replaced_and_removed() {
        let mut typed = two_children();
        typed.add_file("scan", file("a"));
        typed.add_file("scan", file("a"));
        typed.add_file("scan", file("b"));
        assert_eq!(typed.input(&[]).files("scan").map(<[FileRef]>::len), Some(2));
        typed.remove_file("scan", "a");
        assert_eq!(typed.input(&[]).files("scan"), Some(&[file("b")][..]));
        typed.add_file("scan", file("c"));
        typed.add_file("other", file("d"));
        typed.add_file("scan", file("e"));
        for (id, up) in [("e", true), ("e", true), ("e", true), ("b", false), ("b", false), ("nobody", true)] {
            typed.move_file("scan", id, up);
        }
        let order: Vec<String> = typed.input(&[]).files("scan").unwrap().iter().map(|file| file.id.clone()).collect();
        assert_eq!(order, ["e", "c", "b"], "the first stays first, the last stays last");
        typed.clear_files("scan");
        assert_eq!(typed.input(&[]).files("scan"), None);
        assert_eq!(typed.input(&["scan".to_owned()]).files("scan"), Some(&[][..]));
    }
}
