//! Search in memory: stems of both languages, the beginning of a word, typing errors, the wrong keyboard layout, Russian in
//! Latin letters; narrowed by
//! a filter that counts what each of its choices would leave.

mod filter;
mod index;
mod layout;
mod snippet;
mod transliteration;
mod typing;
mod vocabulary;
mod words;

use base::Lang;
use forms::Text;

use filter::Offered;
pub use filter::{Facets, Filter};
pub(crate) use index::Index;

use crate::Service;

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundKind {
    /// A service.
    Service,
    /// A life situation.
    LifeEvent,
    /// A category.
    Category,
    /// An agency.
    Agency,
    /// A service centre.
    Centre,
}

impl FoundKind {
    /// The folder of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::LifeEvent => "life-events",
            Self::Category => "categories",
            Self::Agency => "agencies",
            Self::Centre => "centres",
        }
    }

    /// The key of its translated name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Service => "catalog-found-service",
            Self::LifeEvent => "catalog-found-life-event",
            Self::Category => "catalog-found-category",
            Self::Agency => "catalog-found-agency",
            Self::Centre => "catalog-found-centre",
        }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its title with the words that were looked for marked.
    pub marked: Vec<Piece>,
    /// A sentence about it, with the words that were looked for marked.
    pub snippet: Vec<Piece>,
}

impl Found {
    /// The address of its page.
    pub fn href(&self) -> String {
        format!("/{}/{}", self.kind.folder(), self.code)
    }
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// It is one of the words that were looked for.
    pub hit: bool,
}

/// What one may mean, while one types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// What it is.
    pub kind: FoundKind,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

impl Suggested {
    /// The address of its page.
    pub fn href(&self) -> String {
        format!("/{}/{}", self.kind.folder(), self.code)
    }
}

/// A page of results that is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'w> {
    /// What was typed; without words every service is meant.
    pub text: &'w str,
    /// What it is narrowed by.
    pub filter: Filter,
    /// How many results come before the page.
    pub from: usize,
    /// How many it has.
    pub limit: usize,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Results {
    /// Those of the page, best first.
    pub found: Vec<Found>,
    /// How many there are in all.
    pub total: usize,
    /// How many services each choice of the filter would leave.
    pub facets: Facets,
}

/// Something that can be found, with the words that it is found by.
pub(crate) struct Entry {
    kind: FoundKind,
    code: String,
    title: Text,
    about: Text,
    keywords: Vec<String>,
    /// Words that say little: a description, the name of the agency.
    more: Vec<Text>,
    /// What a service is filtered by.
    offered: Option<Offered>,
    /// Place among the popular, lower is better.
    rank: u32,
}

impl Entry {
    pub(crate) fn new(kind: FoundKind, code: &str, title: &Text, about: &Text) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            title: title.clone(),
            about: about.clone(),
            keywords: Vec::new(),
            more: Vec::new(),
            offered: None,
            rank: u32::MAX,
        }
    }

    pub(crate) fn of_service(service: &Service) -> Self {
        let definition = service.definition();
        let mut entry = Self::new(FoundKind::Service, &service.code, &definition.title, &definition.short);
        entry.rank = definition.popular.unwrap_or(1_000);
        entry.offered = Some(Offered::of(definition));
        for lang in Lang::ALL {
            for keyword in definition.keywords.in_lang(lang) {
                entry.add_keyword(keyword);
            }
        }
        for text in
            [&definition.about, &definition.who, &service.agency.title, &service.agency.short, &definition.result.title]
        {
            entry.more.push(text.clone());
        }
        entry
    }

    fn is_service(&self) -> bool {
        self.kind == FoundKind::Service
    }

    pub(crate) fn add_keyword(&mut self, keyword: &str) {
        self.keywords.push(keyword.to_owned());
    }
}
