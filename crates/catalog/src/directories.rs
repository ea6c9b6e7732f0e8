//! The lists beside the services: agencies, categories, life situations, regions, service centres, help (`services/_catalog/*.yaml`).

mod centres;
mod help;
mod hours;

use std::collections::BTreeMap;

use forms::{Keywords, Problem, Saying, Text, faults};
use serde::{Deserialize, de::DeserializeOwned};

pub use centres::{Centre, Task};
pub use help::{Help, HelpGroup, HelpLink, Question};
pub use hours::{Opening, Span, WEEKDAYS, Week, clock};

/// An agency that provides services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its code, part of the address.
    pub code: String,
    /// Its full name.
    pub title: Text,
    /// Its short name.
    pub short: Text,
    /// What it does.
    pub about: Text,
    /// Who heads it: name and post.
    pub head: Text,
    /// Its postal address.
    pub address: Text,
    /// Its telephone, as people read it.
    pub phone: String,
    /// Its e-mail.
    pub email: String,
    /// When it is open.
    pub hours: Text,
}

impl Agency {
    /// The telephone as a link takes it.
    pub fn phone_link(&self) -> String {
        self.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}

/// A sphere of life.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its code, part of the address.
    pub code: String,
    /// The name of its icon.
    pub icon: String,
    /// Its name.
    pub title: Text,
    /// What is found in it.
    pub about: Text,
}

/// A life situation that leads through several services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    /// Its code, part of the address.
    pub code: String,
    /// The name of its icon.
    pub icon: String,
    /// Its name.
    pub title: Text,
    /// What it is about.
    pub about: Text,
    /// Words to find it by, beside its title.
    #[serde(default)]
    pub keywords: Keywords,
    /// Codes of its services in the order in which they are needed; in a catalogue those that are offered.
    pub services: Vec<String>,
    /// What the portal cannot do, and who can.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
}

/// What has to be done, but not on the portal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// What is to be done.
    pub title: Text,
    /// Who does it, and what to take along.
    pub about: Text,
    /// Their site or telephone (`https://…`, `tel:…`), or a page of the portal.
    pub href: String,
    /// What stands on the link.
    pub link: Text,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: Text,
    /// The IANA name of its time zone.
    pub zone: String,
}

/// All lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directories {
    pub(crate) agencies: Vec<Agency>,
    pub(crate) categories: Vec<Category>,
    pub(crate) life_events: Vec<LifeEvent>,
    pub(crate) regions: Vec<Region>,
    pub(crate) centres: Vec<Centre>,
    pub(crate) help: Help,
}

/// The names of the lists, which are the names of their files.
pub(crate) const NAMES: [&str; 6] = ["agencies", "categories", "life-events", "regions", "centres", "help"];

/// The name under which the sheet is kept that stands before every result.
pub(crate) const SHEET: &str = "sheet";

impl Directories {
    /// Reads the lists from their texts by name; a list without a text is empty.
    pub(crate) fn read<T: AsRef<str>>(texts: &BTreeMap<String, T>) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let directories = Self {
            agencies: list(texts, "agencies", &mut problems),
            categories: list(texts, "categories", &mut problems),
            life_events: list(texts, "life-events", &mut problems),
            regions: list(texts, "regions", &mut problems),
            centres: list(texts, "centres", &mut problems),
            help: list(texts, "help", &mut problems),
        };
        for region in &directories.regions {
            if jiff::tz::TimeZone::get(&region.zone).is_err() {
                let problem = Problem::at(&region.code, faults::no_time_zone(&region.zone));
                problems.push(problem.in_file("_catalog/regions.yaml"));
            }
        }
        directories.check_centres(&mut problems);
        directories.check_links(&mut problems);
        if problems.is_empty() { Ok(directories) } else { Err(problems) }
    }

    /// A link leads to a page of the portal, to a site, or to a telephone; nothing else is an address for people.
    fn check_links(&self, problems: &mut Vec<Problem>) {
        for event in &self.life_events {
            for item in &event.elsewhere {
                let is_own = item.href.starts_with('/') && !item.href.starts_with("//");
                if !is_own && !item.href.starts_with("https://") && !item.href.starts_with("tel:") {
                    let fault = faults::not_a_link(&item.href);
                    problems.push(Problem::at(&event.code, fault).in_file("_catalog/life-events.yaml"));
                }
            }
        }
    }

    fn check_centres(&self, problems: &mut Vec<Problem>) {
        let mut tell =
            |code: &str, fault: Saying| problems.push(Problem::at(code, fault).in_file("_catalog/centres.yaml"));
        for centre in &self.centres {
            if !self.regions.iter().any(|region| region.code == centre.region) {
                tell(&centre.code, faults::no_region(&centre.region));
            }
            if let Some(day) = centre.hours.disorder() {
                tell(&centre.code, faults::hours_disorder(format!("{day:?}")));
            }
        }
    }
}

fn list<T: Default + DeserializeOwned, S: AsRef<str>>(
    texts: &BTreeMap<String, S>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> T {
    let Some(text) = texts.get(name) else { return T::default() };
    forms::from_yaml(text.as_ref()).unwrap_or_else(|problem: Problem| {
        problems.push(problem.in_file(&format!("_catalog/{name}.yaml")));
        T::default()
    })
}
