//! Service centres: where people come with their passport.

use forms::Text;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::hours::{Opening, Week};
use base::Timestamp;

/// What a centre does for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Opens an account for somebody who cannot do it alone.
    Registration,
    /// Confirms identity by passport.
    Confirmation,
    /// Gives back the way into an account.
    Recovery,
}

impl Task {
    /// The key of its name; `<key>-text` says what it takes.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Registration => "catalog-centre-registration",
            Self::Confirmation => "catalog-centre-confirmation",
            Self::Recovery => "catalog-centre-recovery",
        }
    }
}

/// A service centre.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Its code, part of the address.
    pub code: String,
    /// Its name.
    pub title: Text,
    /// The code of its region, whose clock it goes by.
    pub region: String,
    /// Its postal address.
    pub address: Text,
    /// How to get there.
    pub directions: Text,
    /// Its telephone, as people read it.
    pub phone: String,
    /// What it does.
    pub does: Vec<Task>,
    /// Codes of the services for which it takes applications.
    #[serde(default)]
    pub services: Vec<String>,
    /// When it is open.
    pub hours: Week,
}

impl Centre {
    /// The telephone as a link takes it.
    pub fn phone_link(&self) -> String {
        self.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// Whether it is open at an instant, by the clock of this zone.
    pub fn at(&self, now: Timestamp, zone: &TimeZone) -> Opening {
        self.hours.at(now.to_zoned(zone.clone()).datetime())
    }

    /// Whether every word is in its name or its address, in either language.
    pub fn is_meant_by(&self, query: &str) -> bool {
        let texts = [&self.title, &self.address, &self.directions];
        let all = texts.map(|text| format!("{} {}", text.ru, text.en)).join(" ");
        let all = plain(&all);
        plain(query).split_whitespace().all(|word| all.contains(word))
    }
}

/// Letters as they are compared: small, and «ё» as «е».
fn plain(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}
