//! A postal address: the line that people write, and its parts as far as they are known.
//!
//! A line always suffices. Its parts come from the address directory when the address was found there, else from what the
//! line says of itself («г. Тверь, ул. Садовая, д. 5, кв. 7»).

mod kinds;
mod line;
mod reading;
mod subjects;

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

pub use reading::{Piece, read};
pub use subjects::{Subject, subject, subject_named};

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Address {
    /// One line as people write it: region, place, street, house, flat.
    pub text: String,
    /// Six digits, when given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The id of the house or street in the address directory (OBJECTGUID), when it was found there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory_id: Option<String>,
    /// What is known of its parts.
    #[serde(flatten)]
    pub parts: AddressParts,
}

/// The parts of an address. What is not known is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AddressParts {
    /// Two digits of the region as the state counts them: `69`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_code: Option<String>,
    /// «Тверская область».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// «Торжокский р-н».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// The town or village without its kind: «Торжок».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// With its kind: «ул. Садовая».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// «12», «12/2», «12а».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// «к. 2», «к. 2, стр. 1».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// The number of the flat or office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<String>,
    /// ОКТМО of the territory: 8 or 11 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oktmo: Option<String>,
}

/// An address as it was kept: also as the line alone, from before it had parts. Read without a look ahead, because every
/// page of a form reads one.
impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(kept: D) -> Result<Self, D::Error> {
        kept.deserialize_any(Kept)
    }
}

struct Kept;

/// What is kept of an address, its parts beside the line.
#[derive(Deserialize)]
struct Whole {
    text: String,
    postal_code: Option<String>,
    directory_id: Option<String>,
    region_code: Option<String>,
    region: Option<String>,
    district: Option<String>,
    city: Option<String>,
    street: Option<String>,
    house: Option<String>,
    building: Option<String>,
    flat: Option<String>,
    oktmo: Option<String>,
}

impl<'de> Visitor<'de> for Kept {
    type Value = Address;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address")
    }

    fn visit_str<E: de::Error>(self, line: &str) -> Result<Address, E> {
        Ok(Address::written(line))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Address, A::Error> {
        let Whole {
            text,
            postal_code,
            directory_id,
            region_code,
            region,
            district,
            city,
            street,
            house,
            building,
            flat,
            oktmo,
        } = Whole::deserialize(MapAccessDeserializer::new(map))?;
        let parts = AddressParts { region_code, region, district, city, street, house, building, flat, oktmo };
        Ok(Address { text, postal_code, directory_id, parts })
    }
}

impl Address {
    /// What can be asked of an address by name.
    pub const FIELDS: [&'static str; 11] = [
        "text",
        "postal_code",
        "region_code",
        "region",
        "district",
        "city",
        "street",
        "house",
        "building",
        "flat",
        "oktmo",
    ];

    /// An address from its line alone: the parts are those that the line names.
    pub fn written(text: &str) -> Self {
        line::parse(text)
    }

    /// A field by its name in [`Self::FIELDS`]; none when it is not known.
    pub fn field(&self, name: &str) -> Option<&str> {
        let of = &self.parts;
        let found = match name {
            "text" => return Some(self.text.as_str()).filter(|text| !text.is_empty()),
            "postal_code" => &self.postal_code,
            "region_code" => &of.region_code,
            "region" => &of.region,
            "district" => &of.district,
            "city" => &of.city,
            "street" => &of.street,
            "house" => &of.house,
            "building" => &of.building,
            "flat" => &of.flat,
            "oktmo" => &of.oktmo,
            _ => return None,
        };
        found.as_deref()
    }
}

#[cfg(test)]
mod tests;
