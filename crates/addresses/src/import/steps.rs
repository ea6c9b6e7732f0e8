//! What the records of each kind of file change.

use base::{Date, Uuid, text};

use super::records::Record;
use crate::directory::{House, Object};

/// Which records a file has. Files are read in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Regions, towns, streets.
    Objects,
    Houses,
    /// What lies in what.
    Hierarchy,
    ObjectCodes,
    HouseCodes,
}

/// A change of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Object(Object),
    House(House),
    /// It is no more.
    Gone(i64),
    /// An object or a house lies in another object.
    Parent {
        id: i64,
        parent: i64,
        region: String,
    },
    ObjectCode {
        id: i64,
        code: Code,
        value: String,
    },
    HouseCode {
        id: i64,
        code: Code,
        value: String,
    },
}

/// The codes of an object that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    Postal,
    Okato,
    Oktmo,
}

impl Step {
    /// What is in the file of this name; none: nothing that is needed.
    pub(super) fn of(file: &str) -> Option<Self> {
        let name = file.to_ascii_uppercase();
        let (name, _) = name.split_once(".XML").filter(|(_, rest)| rest.is_empty())?;
        let begins = [
            ("AS_ADDR_OBJ_PARAMS_", Some(Self::ObjectCodes)),
            ("AS_ADDR_OBJ_DIVISION_", None),
            ("AS_ADDR_OBJ_TYPES_", None),
            ("AS_ADDR_OBJ_", Some(Self::Objects)),
            ("AS_HOUSES_PARAMS_", Some(Self::HouseCodes)),
            ("AS_HOUSES_", Some(Self::Houses)),
            ("AS_ADM_HIERARCHY_", Some(Self::Hierarchy)),
            ("AS_MUN_HIERARCHY_", Some(Self::Hierarchy)),
        ];
        begins.into_iter().find(|(beginning, _)| name.starts_with(beginning)).and_then(|(_, step)| step)
    }

    /// The element of its records.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Objects => "OBJECT",
            Self::Houses => "HOUSE",
            Self::Hierarchy => "ITEM",
            Self::ObjectCodes | Self::HouseCodes => "PARAM",
        }
    }

    /// What a record changes. Records of the past change nothing.
    pub(super) fn read(self, record: &Record, today: Date, changes: &mut Vec<Change>) -> Result<(), String> {
        let id = record.number("OBJECTID")?;
        if !record.is("ISACTUAL") {
            return Ok(());
        }
        if !record.is("ISACTIVE") {
            if matches!(self, Self::Objects | Self::Houses) {
                changes.push(Change::Gone(id));
            }
            return Ok(());
        }
        let change = match self {
            Self::Objects => Some(object(record, id)?),
            Self::Houses => Some(house(record, id)?),
            Self::Hierarchy => Some(Change::Parent {
                id,
                parent: record.number_or("PARENTOBJID", 0)?,
                region: format!("{:02}", record.number_or("REGIONCODE", 0)?),
            }),
            Self::ObjectCodes | Self::HouseCodes => self.code(record, id, today)?,
        };
        changes.extend(change);
        Ok(())
    }

    fn code(self, record: &Record, id: i64, today: Date) -> Result<Option<Change>, String> {
        let code = match record.number("TYPEID")? {
            5 => Code::Postal,
            6 => Code::Okato,
            7 => Code::Oktmo,
            _ => return Ok(None),
        };
        let ends: Date = match record.text("ENDDATE") {
            Some(day) => day.get(..10).unwrap_or(day).parse().map_err(|_| "ENDDATE is not a day".to_owned())?,
            None => Date::MAX,
        };
        let Some(value) = record.text("VALUE").filter(|_| ends > today) else { return Ok(None) };
        if value.len() > 20 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("VALUE of a code is not a number: {}", value.chars().take(40).collect::<String>()));
        }
        let value = value.to_owned();
        Ok(Some(match self {
            Self::ObjectCodes => Change::ObjectCode { id, code, value },
            _ => Change::HouseCode { id, code, value },
        }))
    }
}

fn guid(record: &Record) -> Result<Uuid, String> {
    let text = record.text("OBJECTGUID").ok_or("OBJECTGUID is missing")?;
    text.parse().map_err(|_| "OBJECTGUID is not a GUID".to_owned())
}

fn object(record: &Record, id: i64) -> Result<Change, String> {
    Ok(Change::Object(Object {
        id,
        guid: guid(record)?,
        parent: 0,
        level: record.number("LEVEL")?,
        kind: text::line(record.text("TYPENAME").unwrap_or_default()),
        name: text::line(record.text("NAME").ok_or("NAME is missing")?),
        region: String::new(),
        postal_code: None,
        oktmo: None,
        line: String::new(),
    }))
}

fn house(record: &Record, id: i64) -> Result<Change, String> {
    let kind = match record.number_or("HOUSETYPE", 2)? {
        1 => "влд.",
        3 => "двлд.",
        4 => "г-ж",
        5 => "зд.",
        7 => "стр.",
        8 => "соор.",
        9 => "лит.",
        10 => "к.",
        _ => "д.",
    };
    let house = text::line(record.text("HOUSENUM").unwrap_or_default());
    let mut key = plain(&house);
    let mut building = Vec::new();
    for (number, of) in [("ADDNUM1", "ADDTYPE1"), ("ADDNUM2", "ADDTYPE2")] {
        let Some(number) = record.text(number) else { continue };
        let (short, letter) = match record.number_or(of, 1)? {
            1 => ("к.", 'к'),
            4 => ("лит.", 'л'),
            _ => ("стр.", 'с'),
        };
        let number = text::line(number);
        key.push(letter);
        key.push_str(&plain(&number));
        building.push(format!("{short} {number}"));
    }
    let building = building.join(", ");
    let own = if house.is_empty() { String::new() } else { format!("{kind} {house}") };
    let label =
        [own.as_str(), building.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if label.is_empty() {
        return Err("a house without a number".to_owned());
    }
    let number = key.into_bytes();
    Ok(Change::House(House {
        id,
        guid: guid(record)?,
        parent: 0,
        number,
        house,
        building,
        label,
        postal_code: None,
        oktmo: None,
    }))
}

/// A number as it is looked for.
fn plain(number: &str) -> String {
    let lower = number.to_lowercase().replace('ё', "е");
    lower.chars().filter(|sign| sign.is_alphanumeric() || *sign == '/').collect()
}
