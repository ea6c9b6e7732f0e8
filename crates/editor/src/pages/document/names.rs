//! The values that can be put into a document, by name.

use base::Lang;
use forms::Prefill;
use web::Page;

use crate::{patch::Tree, usable};

/// A value, with what it is called in both languages.
pub(in crate::pages) struct Named {
    pub(in crate::pages) name: String,
    pub(in crate::pages) ru: String,
    pub(in crate::pages) en: String,
}

impl Named {
    /// What it is called in the language of the page.
    pub(in crate::pages) fn title(&self, page: &Page) -> &str {
        if page.lang == Lang::Ru { &self.ru } else { &self.en }
    }
}

/// Every value, by where it comes from: key and values.
pub(in crate::pages) struct Names(pub(in crate::pages) Vec<(&'static str, Vec<Named>)>);

/// What the paper itself is about, with the keys of what it is called.
const OF_PAPER: [(&str, &str); 5] = [
    ("document.number", "editor-document-number"),
    ("document.issued_on", "editor-document-issued-on"),
    ("application.number", "editor-document-application"),
    ("application.sent_on", "editor-document-sent-on"),
    ("agency.name", "editor-document-agency"),
];

impl Names {
    pub(super) fn of(root: &Tree, page: &Page) -> Self {
        let mut asked = Vec::new();
        for index in 0..root.count("pages") {
            named(root, &format!("pages[{index}].questions"), "", &mut asked);
        }
        let (mut computed, mut decision) = (Vec::new(), Vec::new());
        named(root, "computed", "computed.", &mut computed);
        named(root, "decision", "decision.", &mut decision);
        let profile = Prefill::PATHS.iter().map(|(path, _)| said(page, path, &usable::profile_label(path)));
        let paper = OF_PAPER.iter().map(|(name, key)| said(page, name, key));
        let groups = [
            ("editor-document-asked", asked),
            ("editor-document-computed", computed),
            ("editor-document-decision", decision),
            ("editor-document-profile", profile.collect()),
            ("editor-document-paper", paper.collect()),
        ];
        Self(groups.into_iter().filter(|(_, names): &(_, Vec<Named>)| !names.is_empty()).collect())
    }

    /// The value of a name.
    pub(super) fn find(&self, name: &str) -> Option<&Named> {
        self.0.iter().flat_map(|(_, names)| names).find(|known| known.name == name)
    }
}

/// What is called by a key in both languages.
fn said(page: &Page, name: &str, key: &str) -> Named {
    let in_lang = |lang: Lang| page.t_in(lang, key).into_owned();
    Named { name: name.to_owned(), ru: in_lang(Lang::Ru), en: in_lang(Lang::En) }
}

/// What a list asks or works out. Files say nothing in a document.
fn named(root: &Tree, list: &str, begin: &str, found: &mut Vec<Named>) {
    for index in 0..root.count(list) {
        let text = |field: &str| root.text(&format!("{list}[{index}].{field}")).unwrap_or_default().trim().to_owned();
        let id = text("id");
        let title = |lang: &str| Some(text(&format!("title.{lang}"))).filter(|title| !title.is_empty());
        let title = |lang: &str| title(lang).unwrap_or_else(|| id.clone());
        if text("type") != "file" && !id.is_empty() {
            found.push(Named { name: format!("{begin}{id}"), ru: title("ru"), en: title("en") });
        }
    }
}
