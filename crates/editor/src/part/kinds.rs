//! The types of questions.

use forms::Prefill;

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

/// The types of questions that a list may have: a group has no groups, and an officer decides without files and groups.
pub(crate) fn kinds_in(list: &str) -> Vec<(&'static str, &'static str)> {
    let absent: &[&str] = if list == "decision" {
        &["group", "file"]
    } else if list.matches("questions").count() > 1 {
        &["group"]
    } else {
        &[]
    };
    KINDS.iter().copied().filter(|(kind, _)| !absent.contains(kind)).collect()
}

/// The key of what a type is called; the word itself when there is no such type.
pub(crate) fn kind_label(kind: &str) -> &str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, label)| label)
}

/// The word of the language for a type.
pub(crate) fn kind_word(kind: forms::Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The paths of the profile that a question of a type can be filled with beforehand.
pub(crate) fn prefills(kind: &str) -> Vec<&'static str> {
    let fits = |of: forms::Kind| kind_word(of) == kind || (kind == "text" && of == forms::Kind::Text);
    let known = Prefill::PATHS.iter().chain(&Prefill::LISTS);
    known.filter(|(_, of)| fits(*of)).map(|(path, _)| *path).collect()
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
}
