//! The names that a condition may use at its place: what is asked before it, what is worked out, what the profile says.

use forms::Prefill;

use crate::{
    part::{kind_label, kind_word},
    patch::Tree,
};

/// A name for conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Usable {
    pub(crate) name: String,
    /// What it is called: a text, or a key.
    pub(crate) title: String,
    /// The key of its type; "" for none.
    pub(crate) kind: String,
    /// What it is compared with: names of options with their titles; or the names of its parts, with "" beside.
    pub(crate) parts: Vec<(String, String)>,
}

/// The names of answers and computed values that can be used at a place, in the order in which they are asked.
pub(crate) fn usable(root: &Tree, at: &str, lang: &str) -> Vec<Usable> {
    let mut found = Vec::new();
    if let Some(place) = at.strip_prefix("decision") {
        // A check looks at the decision as a whole.
        let before = index(place).filter(|_| !place.contains("checks"));
        let most = before.unwrap_or_else(|| root.count("decision"));
        (0..most).for_each(|index| push(root, &format!("decision[{index}]"), lang, &mut found));
        return found;
    }
    let (page, rest) = match at.strip_prefix("pages") {
        Some(place) => {
            (index(place).unwrap_or_else(|| root.count("pages")), place.split_once('.').map(|(_, rest)| rest))
        }
        None => (root.count("pages"), None),
    };
    (0..page).for_each(|page| questions(root, &format!("pages[{page}].questions"), usize::MAX, lang, &mut found));
    if let Some(rest) = rest {
        within(root, &format!("pages[{page}]"), rest, lang, &mut found);
    }
    computed(root, at, lang, &mut found);
    found
}

/// What is known on a page, at a place of it.
fn within(root: &Tree, page: &str, rest: &str, lang: &str, found: &mut Vec<Usable>) {
    let list = format!("{page}.questions");
    let Some(place) = rest.strip_prefix("questions") else {
        return questions(root, &list, usize::MAX, lang, found);
    };
    let (question, inner) = (index(place), place.split_once('.').map(|(_, inner)| inner));
    // A check looks at the page as a whole.
    let is_check = rest.contains("checks");
    questions(root, &list, if is_check { usize::MAX } else { question.unwrap_or(usize::MAX) }, lang, found);
    if let (Some(question), Some(inner)) = (question, inner)
        && let Some(place) = inner.strip_prefix("questions")
    {
        questions(root, &format!("{list}[{question}].questions"), index(place).unwrap_or(usize::MAX), lang, found);
    }
}

/// The number in `[2]…`.
fn index(place: &str) -> Option<usize> {
    place.strip_prefix('[')?.split(']').next()?.parse().ok()
}

fn questions(root: &Tree, list: &str, most: usize, lang: &str, found: &mut Vec<Usable>) {
    (0..root.count(list).min(most)).for_each(|index| push(root, &format!("{list}[{index}]"), lang, found));
}

fn push(root: &Tree, at: &str, lang: &str, found: &mut Vec<Usable>) {
    let text = |field: &str| root.text(&format!("{at}.{field}")).unwrap_or_default().to_owned();
    let kind = text("type");
    let own = |list: &str| -> Vec<(String, String)> {
        let list = format!("{at}.{list}");
        let one = |index: usize| {
            let text = |field: &str| root.text(&format!("{list}[{index}].{field}")).unwrap_or_default().to_owned();
            (text("id"), text(&format!("title.{lang}")))
        };
        (0..root.count(&list)).map(one).collect()
    };
    let parts = match kind.as_str() {
        "choice" | "choices" => own("options").into_iter().map(|(id, title)| (format!("\"{id}\""), title)).collect(),
        "group" => own("questions").into_iter().map(|(id, title)| (format!(".{id}"), title)).collect(),
        kind => fields_of(kind),
    };
    let title = text(&format!("title.{lang}"));
    found.push(Usable { name: text("id"), title, kind: kind_label(&kind).to_owned(), parts });
}

/// The parts of an answer of a type, with the keys of what they are called.
fn fields_of(kind: &str) -> Vec<(String, String)> {
    let known: &[(&str, &str)] = match kind {
        "person" => &PERSON,
        "child" => &CHILD,
        "vehicle" => &VEHICLE,
        "address" => {
            return forms::Address::FIELDS.iter().map(|field| (format!(".{field}"), String::new())).collect();
        }
        _ => &[],
    };
    known.iter().map(|(name, key)| ((*name).to_owned(), (*key).to_owned())).collect()
}

const PERSON: [(&str, &str); 4] = [
    (".family_name", "forms-part-family-name"),
    (".given_name", "forms-part-given-name"),
    (".patronymic", "forms-part-patronymic"),
    (".born_on", "forms-part-born-on"),
];
const CHILD: [(&str, &str); 5] = [
    (".family_name", "forms-part-family-name"),
    (".given_name", "forms-part-given-name"),
    (".patronymic", "forms-part-patronymic"),
    (".born_on", "forms-part-born-on"),
    (".certificate", "forms-part-certificate"),
];
const VEHICLE: [(&str, &str); 4] = [
    (".model", "forms-part-model"),
    (".plate", "forms-part-plate"),
    (".vin", "forms-part-vin"),
    (".year", "forms-part-year"),
];

/// The computed values whose every question is among those found.
fn computed(root: &Tree, at: &str, lang: &str, found: &mut Vec<Usable>) {
    let mut asked = Vec::new();
    for page in 0..root.count("pages") {
        let list = format!("pages[{page}].questions");
        asked.extend((0..root.count(&list)).filter_map(|index| root.text(&format!("{list}[{index}].id"))));
    }
    for index in 0..root.count("computed") {
        let here = format!("computed[{index}]");
        let text = |field: &str| root.text(&format!("{here}.{field}")).unwrap_or_default().to_owned();
        let value = text("value");
        let is_found = |name: &str| found.iter().any(|known| known.name == name);
        let needs_more = words(&value).any(|word| asked.contains(&word) && !is_found(word));
        if here != at && !needs_more {
            let title = text(&format!("title.{lang}"));
            let title = if title.is_empty() { value } else { title };
            found.push(Usable { name: text("id"), title, kind: "editor-kind-computed".to_owned(), parts: Vec::new() });
        }
    }
}

fn words(source: &str) -> impl Iterator<Item = &str> {
    source.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_')
}

/// What the profile says, and the day: names with the keys of what they are called and of their types.
pub(crate) fn profile() -> Vec<Usable> {
    let known = Prefill::PATHS.iter().chain(&Prefill::LISTS);
    let profile = known.map(|(path, kind)| Usable {
        name: (*path).to_owned(),
        title: profile_label(path),
        kind: kind_label(&kind_word(*kind)).to_owned(),
        parts: Vec::new(),
    });
    let today = Usable {
        name: "today".to_owned(),
        title: "editor-profile-today".to_owned(),
        kind: kind_label("date").to_owned(),
        parts: Vec::new(),
    };
    std::iter::once(today).chain(profile).collect()
}

/// The key of what a field of the profile is called.
pub(crate) fn profile_label(path: &str) -> String {
    path.replace(['.', '_'], "-").replacen("profile", "editor-profile", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patch;

    const FORM: &str = "\
pages:
  - id: one
    questions:
      - {id: a, type: choice, title: {ru: А, en: A}, options: [{id: x, title: {ru: Икс, en: X}}]}
      - {id: b, type: group, title: {ru: Б, en: B}, questions: [{id: c, type: date}, {id: d, type: text}]}
  - id: two
    questions:
      - {id: e, type: person}
      - {id: f, type: number}
computed:
  - {id: early, value: 'a == \"x\"'}
  - {id: late, value: f + 1, title: {ru: Позже, en: Later}}
";

    fn names(at: &str) -> Vec<String> {
        usable(&patch::read(FORM).unwrap(), at, "ru").into_iter().map(|usable| usable.name).collect()
    }

    #[test]
    fn what_is_asked_before_can_be_used() {
        assert_eq!(names("eligibility[0]"), ["a", "b", "e", "f", "early", "late"]);
        assert_eq!(names(""), names("eligibility[0]"));
        assert_eq!(names("computed[0]"), ["a", "b", "e", "f", "late"]);
        assert_eq!(names("pages[1]"), ["a", "b", "early"]);
        assert_eq!(names("pages[1].questions[1]"), ["a", "b", "e", "early"]);
        assert_eq!(names("pages[1].checks[0]"), ["a", "b", "e", "f", "early", "late"]);
        assert_eq!(names("pages[0].questions[0]"), Vec::<String>::new());
        assert_eq!(names("pages[0].questions[1].questions[1]"), ["a", "c", "early"]);
        assert_eq!(names("decision[0]"), Vec::<String>::new());
    }

    #[test]
    fn every_path_of_the_profile_has_its_name() {
        let words = include_str!("../locales/parts.ru.ftl");
        for usable in profile() {
            assert!(words.contains(&format!("{} = ", usable.title)), "{}", usable.title);
        }
        let found = usable(&patch::read(FORM).unwrap(), "pages[1]", "ru");
        assert_eq!(found[0].parts, [("\"x\"".to_owned(), "Икс".to_owned())]);
        assert_eq!(found[1].parts[0].0, ".c");
    }
}
