//! The parts of a form, pages and questions: which fields each has, and how a field is typed.

use forms::Prefill;

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// A name in conditions or addresses; left empty it is made of the title.
    Name,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A path of the profile.
    Prefill,
    /// A text in both languages.
    Pair,
    /// The same, of several lines.
    LongPair,
    /// Yes, or nothing.
    Flag,
    /// A whole number.
    Count,
    /// A condition, or a value that may be computed.
    Formula,
    /// What is chosen from.
    Options,
}

/// A field of a page or a question.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its name in the language.
    pub(crate) name: &'static str,
    /// The key of what it is called.
    pub(crate) label: &'static str,
    /// The key of its hint; "" for none.
    pub(crate) hint: &'static str,
    pub(crate) typed: Typed,
    /// The types of questions that have it; empty: all.
    kinds: &'static [&'static str],
}

impl Entry {
    /// Whether it has to be filled in.
    pub(crate) fn is_needed(&self) -> bool {
        matches!(self.name, "title" | "item")
    }
}

/// The types of questions, those that are needed most first, with the keys of what they are called.
pub(crate) const KINDS: [(&str, &str); 18] = [
    ("text", "editor-kind-text"),
    ("choice", "editor-kind-choice"),
    ("choices", "editor-kind-choices"),
    ("yes_no", "editor-kind-yes-no"),
    ("date", "editor-kind-date"),
    ("number", "editor-kind-number"),
    ("money", "editor-kind-money"),
    ("file", "editor-kind-file"),
    ("address", "editor-kind-address"),
    ("phone", "editor-kind-phone"),
    ("email", "editor-kind-email"),
    ("person", "editor-kind-person"),
    ("child", "editor-kind-child"),
    ("vehicle", "editor-kind-vehicle"),
    ("snils", "editor-kind-snils"),
    ("inn", "editor-kind-inn"),
    ("passport", "editor-kind-passport"),
    ("group", "editor-kind-group"),
];

/// The key of what a type is called; the word itself when there is no such type.
pub(crate) fn kind_label(kind: &str) -> &str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, label)| label)
}

const fn entry(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    typed: Typed,
    kinds: &'static [&'static str],
) -> Entry {
    Entry { name, label, hint, typed, kinds }
}

const PAGE: &[Entry] = &[
    entry("title", "editor-field-page-title", "", Typed::Pair, &[]),
    entry("intro", "editor-field-intro", "", Typed::LongPair, &[]),
    entry("id", "editor-field-page-id", "editor-field-page-id-hint", Typed::Name, &[]),
    entry("when", "editor-field-when", "editor-field-when-hint", Typed::Formula, &[]),
];

const QUESTION: &[Entry] = &[
    entry("title", "editor-field-title", "", Typed::Pair, &[]),
    entry("hint", "editor-field-hint", "", Typed::Pair, &[]),
    entry("item", "editor-field-item", "editor-field-item-hint", Typed::Pair, &["group"]),
    entry("options", "editor-field-options", "editor-field-options-hint", Typed::Options, &["choice", "choices"]),
    entry("optional", "editor-field-optional", "", Typed::Flag, &[]),
    entry("multiline", "editor-field-multiline", "", Typed::Flag, &["text"]),
    entry("letters", "editor-field-letters", "", Typed::Word(&["cyrillic", "latin", "digits"]), &["text"]),
    entry("min_length", "editor-field-min-length", "", Typed::Count, &["text"]),
    entry("max_length", "editor-field-max-length", "", Typed::Count, &["text"]),
    entry("min", "editor-field-min", "editor-field-bound-hint", Typed::Formula, &["number", "money", "date"]),
    entry("max", "editor-field-max", "editor-field-bound-hint", Typed::Formula, &["number", "money", "date"]),
    entry("born", "editor-field-born", "", Typed::Flag, &["person"]),
    entry("certificate", "editor-field-certificate", "", Typed::Flag, &["child"]),
    entry("min_items", "editor-field-min-items", "", Typed::Count, &["file", "group"]),
    entry("max_items", "editor-field-max-items", "", Typed::Count, &["file", "group"]),
    entry("prefill", "editor-field-prefill", "", Typed::Prefill, &[]),
    entry("id", "editor-field-id", "editor-field-id-hint", Typed::Name, &[]),
    entry("when", "editor-field-when", "editor-field-when-hint", Typed::Formula, &[]),
];

/// What a part of a form is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Page,
    /// A question of this type.
    Question(String),
}

impl Part {
    /// The fields that it has.
    pub(crate) fn entries(&self) -> Vec<&'static Entry> {
        match self {
            Self::Page => PAGE.iter().collect(),
            Self::Question(kind) => QUESTION
                .iter()
                .filter(|entry| entry.kinds.is_empty() || entry.kinds.contains(&kind.as_str()))
                .filter(|entry| entry.typed != Typed::Prefill || !prefills(kind).is_empty())
                .collect(),
        }
    }

    /// The fields that a question of another type may have, and one of this type may not.
    pub(crate) fn foreign(&self) -> Vec<&'static str> {
        let own = self.entries();
        let is_own = |entry: &&Entry| own.iter().any(|own| own.name == entry.name);
        let foreign = QUESTION.iter().filter(|entry| !is_own(entry)).map(|entry| entry.name);
        match self {
            Self::Page => Vec::new(),
            Self::Question(kind) if kind == "group" => foreign.collect(),
            Self::Question(_) => foreign.chain(["questions"]).collect(),
        }
    }
}

/// The paths of the profile that a question of a type can be filled with beforehand.
pub(crate) fn prefills(kind: &str) -> Vec<&'static str> {
    let word = |of: forms::Kind| serde_json::to_value(of).ok().and_then(|word| word.as_str().map(str::to_owned));
    let fits = |of: forms::Kind| word(of).as_deref() == Some(kind) || (kind == "text" && of == forms::Kind::Text);
    let known = Prefill::PATHS.iter().chain(&Prefill::LISTS);
    known.filter(|(_, of)| fits(*of)).map(|(path, _)| *path).collect()
}

/// Whether something at this path is a list of parts.
pub(crate) fn is_list(path: &str) -> bool {
    path == "pages" || path == "decision" || (path.starts_with("pages[") && path.ends_with(".questions"))
}

/// The list that a part stands in, and its place there.
pub(crate) fn place(at: &str) -> Option<(&str, usize)> {
    let (list, index) = at.strip_suffix(']')?.rsplit_once('[')?;
    is_list(list).then_some((list, index.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_language_can_be_chosen() {
        let schema: serde_json::Value = serde_json::from_str(&forms::json_schema()).unwrap();
        let said = schema["$defs"]["Kind"].to_string();
        for (kind, _) in KINDS {
            assert!(serde_json::from_value::<forms::Kind>(kind.into()).is_ok(), "{kind}");
        }
        assert_eq!(said.matches("\"const\"").count(), KINDS.len(), "{said}");
    }

    #[test]
    fn parts_stand_in_lists() {
        assert_eq!(place("pages[2]"), Some(("pages", 2)));
        assert_eq!(place("pages[2].questions[1].questions[0]"), Some(("pages[2].questions[1].questions", 0)));
        assert_eq!(place("documents[0]"), None);
        assert_eq!(place("pages"), None);
    }
}
