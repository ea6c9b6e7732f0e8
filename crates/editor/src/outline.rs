//! The texts of a description as an outline: what people read, in both languages, in the order of the file.

use crate::patch;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Its path: `pages[0].questions[1].title`.
    pub(crate) path: String,
    pub(crate) ru: String,
    pub(crate) en: String,
}

/// The texts of one part of a description: a page of the form, or the service itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// `pages[0]`, `decision`, or `service`.
    pub(crate) name: String,
    pub(crate) pairs: Vec<Pair>,
}

/// The parts of a description; none when it cannot be read.
pub(crate) fn parts(yaml: &str) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = vec![Part { name: "service".to_owned(), pairs: Vec::new() }];
    let values = patch::values(yaml)?;
    for (path, ru) in &values {
        let Some(path) = path.strip_suffix(".ru") else { continue };
        let english = format!("{path}.en");
        let Some((_, en)) = values.iter().find(|(known, _)| *known == english) else { continue };
        let pair = Pair { path: path.to_owned(), ru: ru.clone(), en: en.clone() };
        let name = part_of(path);
        match parts.iter_mut().find(|part| part.name == name) {
            Some(part) => part.pairs.push(pair),
            None => parts.push(Part { name, pairs: vec![pair] }),
        }
    }
    Some(parts)
}

fn part_of(path: &str) -> String {
    let first = path.split('.').next().unwrap_or_default();
    if first.starts_with("pages[") {
        return first.to_owned();
    }
    if first.starts_with("decision[") { "decision".to_owned() } else { "service".to_owned() }
}

/// The key of what a text is: the last name of its path.
pub(crate) fn label_key(path: &str) -> &'static str {
    let last = path.rsplit('.').next().unwrap_or_default();
    match last.split('[').next().unwrap_or_default() {
        "title" => "editor-text-title",
        "hint" => "editor-text-hint",
        "intro" => "editor-text-intro",
        "short" => "editor-text-short",
        "about" => "editor-text-about",
        "who" => "editor-text-who",
        "price" => "editor-text-price",
        "time" => "editor-text-time",
        "note" => "editor-text-note",
        "advice" => "editor-text-advice",
        "explain" => "editor-text-explain",
        "message" => "editor-text-message",
        "question" => "editor-text-question",
        "answer" => "editor-text-answer",
        "law" => "editor-text-law",
        "item" => "editor-text-item",
        "purpose" => "editor-text-purpose",
        _ => "editor-text-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_their_parts_in_order() {
        let yaml = "pages:\n  - title: {ru: А, en: A}\n    questions:\n      - {id: q, title: {ru: Б, en: B}}\ntitle: {ru: В, en: C}\nkeywords: {ru: [г], en: [d]}\n";
        let parts = parts(yaml).unwrap();
        let told: Vec<(&str, Vec<&str>)> = parts
            .iter()
            .map(|part| (part.name.as_str(), part.pairs.iter().map(|pair| pair.path.as_str()).collect()))
            .collect();
        assert_eq!(
            told,
            [("service", vec!["title"]), ("pages[0]", vec!["pages[0].title", "pages[0].questions[0].title"])]
        );
    }
}
