//! A service and its editions.

use std::sync::Arc;

use base::{Date, Timestamp};
use forms::{Definition, Problem, Text};

use crate::{Agency, Pause};

/// One published, immutable version of a service's description.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// SHA-256 of its content in hexadecimal: its address.
    pub hash: String,
    /// Its number within the service, from 1.
    pub number: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// The description.
    pub definition: Definition,
    /// The whole Typst source of the result document, when the service issues one.
    pub template: Option<Arc<str>>,
}

/// A service in the edition that is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Its fixed code.
    pub code: String,
    /// The edition that new applications begin on.
    pub edition: Arc<Edition>,
    /// Who provides it.
    pub agency: Arc<Agency>,
    /// Why applications are not taken now, when it was paused.
    pub pause: Option<Pause>,
}

/// What a service offers: an edition by its address, and a pause.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) code: String,
    pub(crate) edition: String,
    pub(crate) pause: Option<Pause>,
}

impl Service {
    /// Its name.
    pub fn title(&self) -> &Text {
        &self.edition.definition.title
    }

    /// What it is, in one sentence.
    pub fn short(&self) -> &Text {
        &self.edition.definition.short
    }

    /// Its description.
    pub fn definition(&self) -> &Definition {
        &self.edition.definition
    }

    /// The pause of that day; none: applications are taken. A pause with an end is over by itself.
    pub fn pause_on(&self, day: Date) -> Option<&Pause> {
        self.pause.as_ref().filter(|pause| pause.resumes_on.is_none_or(|end| day < end))
    }

    /// Whether it is offered in a region; everywhere when it names none.
    pub fn is_offered_in(&self, region: &str) -> bool {
        let regions = &self.definition().regions;
        regions.is_empty() || regions.iter().any(|known| known == region)
    }
}

/// Reads the text of a definition. A text that was published once is read even if the language has grown stricter: an
/// error here means that the program is older than its data.
pub(crate) fn definition(text: &str) -> Result<Definition, String> {
    forms::parse(text).map_err(|problems| problems.iter().map(Problem::to_string).collect::<Vec<String>>().join("; "))
}
