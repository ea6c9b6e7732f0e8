//! The records of a household. Pure.

use std::fmt;

use base::{
    Date,
    national::{BirthCertificate, DriverLicence, HealthPolicy, Inn, Ogrn, Plate, Snils, VehicleCertificate, Vin},
};
use serde::{Deserialize, Serialize};

use crate::personal::Sex;

db::typed_id!(
    /// A record of a household.
    pub RecordId
);

db::codes!(
    /// What a record is about.
    pub enum Kind {
        /// Ребёнок.
        Child = "child",
        /// Транспорт.
        Vehicle = "vehicle",
        /// Водительское удостоверение.
        Licence = "licence",
        /// Полис ОМС.
        Policy = "policy",
        /// Организация.
        Organisation = "organisation",
    }
);

impl Kind {
    /// How many records of the kind one person may have.
    pub const fn most(self) -> i64 {
        match self {
            Self::Child | Self::Vehicle => 20,
            Self::Licence | Self::Policy | Self::Organisation => 1,
        }
    }

    /// The translation key of its name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Child => "household-kind-child",
            Self::Vehicle => "household-kind-vehicle",
            Self::Licence => "household-kind-licence",
            Self::Policy => "household-kind-policy",
            Self::Organisation => "household-kind-organisation",
        }
    }
}

db::codes!(
    /// What one may drive (Federal law 196-ФЗ, article 25).
    pub enum Category {
        /// Motorcycles.
        A = "A",
        /// Cars.
        B = "B",
        /// Cars with a heavy trailer.
        Be = "BE",
        /// Lorries.
        C = "C",
        /// Lorries with a heavy trailer.
        Ce = "CE",
        /// Buses.
        D = "D",
        /// Buses with a heavy trailer.
        De = "DE",
        /// Mopeds.
        M = "M",
        /// Trams.
        Tm = "Tm",
        /// Trolleybuses.
        Tb = "Tb",
    }
);

/// A child.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Фамилия.
    pub family_name: String,
    /// Имя.
    pub given_name: String,
    /// Отчество, if there is one.
    pub patronymic: Option<String>,
    /// Дата рождения.
    pub born_on: Date,
    /// Пол; not known of a child that was taken from an application.
    pub sex: Option<Sex>,
    /// Свидетельство о рождении, if it is a Russian one.
    pub certificate: Option<BirthCertificate>,
    /// СНИЛС.
    pub snils: Option<Snils>,
}

/// A vehicle.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Make and model.
    pub model: String,
    /// Государственный номер; a new vehicle has none.
    pub plate: Option<Plate>,
    /// VIN.
    pub vin: Vin,
    /// The year in which it was made.
    pub year: i16,
    /// Свидетельство о регистрации.
    pub certificate: Option<VehicleCertificate>,
}

/// A driving licence.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// Серия и номер.
    pub number: DriverLicence,
    /// Дата выдачи.
    pub issued_on: Date,
    /// Действует до.
    pub valid_until: Date,
    /// Категории, in the order of the law.
    pub categories: Vec<Category>,
}

/// A health insurance policy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Номер полиса.
    pub number: HealthPolicy,
    /// Страховая организация, if it was named.
    pub insurer: Option<String>,
}

/// The organisation that a person acts for, or the person as a sole proprietor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// ИНН: 10 digits of an organisation, 12 of a sole proprietor.
    pub inn: Inn,
    /// ОГРН or ОГРНИП.
    pub ogrn: Ogrn,
}

/// What a citizen has noted of one thing. Serialised only into the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// A child.
    Child(Child),
    /// A vehicle.
    Vehicle(Vehicle),
    /// The driving licence.
    Licence(Licence),
    /// The health insurance policy.
    Policy(Policy),
    /// The organisation.
    Organisation(Organisation),
}

impl Record {
    /// What it is about.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Child(_) => Kind::Child,
            Self::Vehicle(_) => Kind::Vehicle,
            Self::Licence(_) => Kind::Licence,
            Self::Policy(_) => Kind::Policy,
            Self::Organisation(_) => Kind::Organisation,
        }
    }

    /// The text that two records of one thing share, even if they say different things of it. Of the kinds that one person
    /// has once, every record is of the same thing.
    pub(crate) fn identity(&self) -> String {
        match self {
            Self::Child(child) => {
                let patronymic = child.patronymic.as_deref().unwrap_or_default();
                let name = format!("{}\n{}\n{patronymic}", child.family_name, child.given_name);
                format!("{}\n{}", name.to_lowercase().replace('ё', "е"), child.born_on)
            }
            Self::Vehicle(vehicle) => vehicle.vin.as_str().to_owned(),
            Self::Licence(_) | Self::Policy(_) | Self::Organisation(_) => String::new(),
        }
    }
}

/// None of these shows a value when it is debugged: what is debugged ends in logs.
macro_rules! sealed {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(sealed)"))
            }
        })+
    };
}

sealed!(Child, Vehicle, Licence, Policy, Organisation, Record);
