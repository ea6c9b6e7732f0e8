//! What the directory holds, and how it is written in words.

use base::{
    Address, AddressParts, Uuid,
    address::{Piece, read, subject},
};
use db::FromRow;

/// The level of the register from which on an object is a street or finer than a settlement.
pub(crate) const STREETS: i64 = 7;

/// A region, a district, a town, a street.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct Object {
    pub(crate) id: i64,
    pub(crate) guid: Uuid,
    pub(crate) parent: i64,
    pub(crate) level: i64,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) postal_code: Option<String>,
    pub(crate) oktmo: Option<String>,
    pub(crate) line: String,
}

/// A house.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
#[expect(clippy::struct_field_names, reason = "the register calls the number of a house so")]
pub(crate) struct House {
    pub(crate) id: i64,
    pub(crate) guid: Uuid,
    pub(crate) parent: i64,
    pub(crate) number: Vec<u8>,
    pub(crate) house: String,
    pub(crate) building: String,
    pub(crate) label: String,
    pub(crate) postal_code: Option<String>,
    pub(crate) oktmo: Option<String>,
}

impl Object {
    pub(crate) fn is_street(&self) -> bool {
        self.level >= STREETS
    }

    /// «ул. Садовая», «Торжокский р-н», «Тверская область».
    pub(crate) fn title(&self) -> String {
        if self.level == 1
            && let Some(subject) = subject(&self.region)
        {
            return if subject.is_city() { format!("г. {}", subject.name) } else { subject.name.to_owned() };
        }
        let kind = dotted(&self.kind);
        match kind.trim_end_matches('.') {
            "" => self.name.clone(),
            "р-н" | "м.р-н" | "м.о" | "г.о" | "обл" | "край" | "округ" => {
                format!("{} {kind}", self.name)
            }
            _ => format!("{kind} {}", self.name),
        }
    }

    /// The words of its own name, with its kind in full: «ул. 8 Марта» is found by `8`, `марта`, `улица`.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut found = name_words(&self.name);
        if self.is_street() {
            found.extend(read(&self.kind).into_iter().filter_map(|piece| match piece {
                Piece::Kind(kind) => Some(kind.to_owned()),
                _ => None,
            }));
        }
        found.sort();
        found.dedup();
        found
    }
}

/// The words of a name as they are looked for.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace('ё', "е");
    let mut found: Vec<String> = Vec::new();
    let mut after_number = false;
    for word in plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_number = word.starts_with(|sign: char| sign.is_ascii_digit());
        let is_ending =
            after_number && matches!(word, "я" | "й" | "е" | "го" | "ая" | "ый" | "ой" | "ий" | "ое" | "ти");
        after_number = is_number;
        if !is_ending && (is_number || word.chars().count() > 1) {
            found.push(word.to_owned());
        }
    }
    found
}

/// An abbreviation with its full stop: older files leave it out.
fn dotted(kind: &str) -> String {
    let lower = kind.to_lowercase();
    let known =
        ["ул", "г", "д", "с", "п", "пер", "пл", "наб", "ш", "обл", "респ", "пос", "рп", "мкр", "тер", "туп", "х"];
    if known.contains(&lower.as_str()) { format!("{kind}.") } else { kind.to_owned() }
}

/// The parts of an address in the objects that it lies in, outermost first.
pub(crate) fn parts(chain: &[Object]) -> AddressParts {
    let mut parts = AddressParts::default();
    for object in chain {
        if object.oktmo.is_some() {
            parts.oktmo.clone_from(&object.oktmo);
        }
        match object.level {
            1 => {
                parts.region_code = Some(object.region.clone());
                let subject = subject(&object.region);
                parts.region = Some(subject.map_or_else(|| object.title(), |subject| subject.name.to_owned()));
                if subject.is_some_and(|subject| subject.is_city()) {
                    parts.city = Some(object.name.clone());
                }
            }
            2..=4 => parts.district = Some(object.title()),
            5 | 6 => parts.city = Some(object.name.clone()),
            _ => parts.street = Some(object.title()),
        }
    }
    parts
}

/// A postal code on the way down: the finest counts.
pub(crate) fn postal_code(chain: &[Object]) -> Option<String> {
    chain.iter().rev().find_map(|object| object.postal_code.clone())
}

/// An address that lies in these objects, perhaps in a house of the last of them.
pub(crate) fn address(chain: &[Object], house: Option<&House>) -> Address {
    let mut parts = parts(chain);
    let line = chain.last().map(|object| object.line.clone()).unwrap_or_default();
    let Some(house) = house else {
        let directory_id = chain.last().map(|object| object.guid.to_string());
        return Address { text: line, postal_code: postal_code(chain), directory_id, parts };
    };
    parts.house = Some(house.house.clone()).filter(|number| !number.is_empty());
    parts.building = Some(house.building.clone()).filter(|building| !building.is_empty());
    if house.oktmo.is_some() {
        parts.oktmo.clone_from(&house.oktmo);
    }
    Address {
        text: format!("{line}, {}", house.label),
        postal_code: house.postal_code.clone().or_else(|| postal_code(chain)),
        directory_id: Some(house.guid.to_string()),
        parts,
    }
}
