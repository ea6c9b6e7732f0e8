//! A part in a list of them, with what can be done with it.

use web::Page;

use crate::{part::kind_label, patch::Tree};

/// A part in its list.
pub(super) struct Line {
    /// Its path: `pages[0].questions[1]`.
    pub(super) at: String,
    pub(super) title: String,
    /// Its name; "" for none.
    pub(super) id: String,
    /// The key of its type; "" for what has none.
    pub(super) kind_key: String,
    /// Its condition, or how it is computed, and the key of what that is.
    pub(super) when: String,
    pub(super) when_key: &'static str,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    /// The list of what it asks, when it can ask something.
    pub(super) asks: Option<String>,
    pub(super) inner: Vec<Self>,
}

/// Where the title of a part stands, whatever it is.
const TITLES: [&str; 4] = ["title", "explain", "message", "question"];

/// Where the condition of a part stands, and the key of what it is for.
const CONDITIONS: [(&str, &str); 3] =
    [("when", "editor-asked-when"), ("require", "editor-requires"), ("value", "editor-computed-by")];

/// What stands in a list.
pub(super) fn lines(root: &Tree, list: &str, page: &Page) -> Vec<Line> {
    let (count, lang) = (root.count(list), page.lang.code());
    let line = |place: usize| {
        let at = format!("{list}[{place}]");
        let text = |field: &str| root.text(&format!("{at}.{field}")).unwrap_or_default().to_owned();
        let kind = text("type");
        let asks = (list == "pages" || kind == "group").then(|| format!("{at}.questions"));
        let first = |names: &[&str]| names.iter().map(|name| text(name)).find(|text| !text.is_empty());
        let mut conditions = CONDITIONS.iter().map(|(name, key)| (text(name), *key));
        let (when, when_key) = conditions.find(|(when, _)| !when.is_empty()).unwrap_or_default();
        let titles = TITLES.map(|name| format!("{name}.{lang}"));
        Line {
            title: first(&titles.each_ref().map(String::as_str)).or_else(|| first(&[lang])).unwrap_or_default(),
            id: first(&["id", "code"]).unwrap_or_default(),
            kind_key: kind_label(&kind).to_owned(),
            when,
            when_key,
            is_first: place == 0,
            is_last: place + 1 == count,
            inner: asks.as_ref().map(|asks| lines(root, asks, page)).unwrap_or_default(),
            asks,
            at,
        }
    };
    (0..count).map(line).collect()
}
