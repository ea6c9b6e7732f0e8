//! The lists that parts stand in.

use super::Part;

/// The lists of the service itself, and what stands in them.
const LISTS: [(&str, Part); 7] = [
    ("eligibility", Part::Rule),
    ("computed", Part::Computed),
    ("documents", Part::Item),
    ("steps", Part::Item),
    ("refusals", Part::Refusal),
    ("faq", Part::Answer),
    ("law", Part::Law),
];

/// What stands in the list at a path: in one of questions it depends on their type, which comes beside; none when there
/// is no such list.
pub(crate) fn of_list(path: &str, kind: &str) -> Option<Part> {
    if let Some((_, part)) = LISTS.iter().find(|(name, _)| *name == path) {
        return Some(part.clone());
    }
    if path == "pages" {
        return Some(Part::Page);
    }
    if path == "decision" || (path.starts_with("pages[") && path.ends_with(".questions")) {
        return Some(Part::Question(kind.to_owned()));
    }
    if path.starts_with("decision[") && path.ends_with("].checks") {
        return Some(Part::OwnCheck);
    }
    if path.starts_with("pages[") && path.ends_with(".checks") {
        return Some(if path.contains("].questions[") { Part::OwnCheck } else { Part::Check });
    }
    None
}

/// Whether something at this path is a list of parts.
pub(crate) fn is_list(path: &str) -> bool {
    of_list(path, "").is_some()
}

/// Whether a list may be missing.
pub(crate) fn is_optional(path: &str) -> bool {
    path == "decision" || !matches!(of_list(path, ""), None | Some(Part::Page | Part::Question(_)))
}

/// The list that a part stands in, and its place there.
pub(crate) fn place(at: &str) -> Option<(&str, usize)> {
    let (list, index) = at.strip_suffix(']')?.rsplit_once('[')?;
    is_list(list).then_some((list, index.parse().ok()?))
}

/// The name of the field that a list is.
pub(crate) fn last_name(list: &str) -> &'static str {
    if list == "decision" {
        return "decision";
    }
    LISTS.iter().find(|(name, _)| *name == list).map_or("checks", |(name, _)| name)
}

/// The page of the editor that shows what stands in a list.
pub(crate) fn home_of(list: &str) -> &'static str {
    if list.starts_with("decision") {
        return "decision";
    }
    of_list(list, "").map_or("questions", |part| part.home())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_lists() {
        assert_eq!(place("pages[2]"), Some(("pages", 2)));
        assert_eq!(place("pages[2].questions[1].questions[0]"), Some(("pages[2].questions[1].questions", 0)));
        assert_eq!(place("documents[0]"), Some(("documents", 0)));
        assert_eq!(place("categories[0]"), None);
        assert_eq!(place("pages"), None);
        assert_eq!(of_list("pages[0].checks", ""), Some(Part::Check));
        assert_eq!(of_list("pages[0].questions[1].checks", ""), Some(Part::OwnCheck));
        assert_eq!(of_list("decision[1].checks", ""), Some(Part::OwnCheck));
        assert_eq!(of_list("decision[1].questions", "date"), None);
        assert_eq!((last_name("decision"), last_name("decision[1].checks")), ("decision", "checks"));
        assert_eq!((home_of("decision[1].checks"), home_of("pages[0].questions")), ("decision", "questions"));
        assert!(
            is_optional("decision")
                && is_optional("eligibility")
                && !is_optional("pages[0].questions")
                && !is_optional("keywords")
        );
    }
}
