//! The fields of questions that have more than one: addresses, persons, children, vehicles.

use base::{Date, short_date};

use crate::{Address, Child, Facts, Kind, Person, Question, Value, Vehicle};

/// The name of the field that chooses from the household, after the path of its question.
pub(crate) const KNOWN: &str = "known";

/// A field of a question.
pub(crate) struct Part {
    /// The last part of its path: `family_name`.
    pub(crate) name: &'static str,
    /// The key of its label.
    pub(crate) label_key: &'static str,
    /// May be left empty.
    pub(crate) optional: bool,
}

const fn part(name: &'static str, label_key: &'static str, optional: bool) -> Part {
    Part { name, label_key, optional }
}

const ADDRESS: &[Part] = &[part("postal_code", "forms-part-postal-code", true)];

const PERSON: &[Part] = &[
    part("family_name", "forms-part-family-name", false),
    part("given_name", "forms-part-given-name", false),
    part("patronymic", "forms-part-patronymic", true),
    part("born_on", "forms-part-born-on", false),
    part("certificate", "forms-part-certificate", false),
];

const VEHICLE: &[Part] = &[
    part("model", "forms-part-model", false),
    part("plate", "forms-part-plate", true),
    part("vin", "forms-part-vin", false),
    part("year", "forms-part-year", false),
];

/// The fields of a question beside its first, in order.
pub(crate) fn parts(question: &Question) -> impl Iterator<Item = &'static Part> + use<> {
    let (all, born, certificate) = match question.kind {
        Kind::Address => (ADDRESS, true, true),
        Kind::Person => (PERSON, question.born, false),
        Kind::Child => (PERSON, true, question.certificate),
        Kind::Vehicle => (VEHICLE, true, true),
        _ => (&[] as &[Part], true, true),
    };
    all.iter().filter(move |part| match part.name {
        "born_on" => born,
        "certificate" => certificate,
        _ => true,
    })
}

/// What stands in a field of an answer, as it would be typed.
pub(crate) fn stored(value: Option<&Value>, part: &str) -> String {
    let person = |person: &Person| match part {
        "family_name" => person.family_name.clone(),
        "given_name" => person.given_name.clone(),
        "patronymic" => person.patronymic.clone().unwrap_or_default(),
        "born_on" => person.born_on.map(short_date).unwrap_or_default(),
        _ => String::new(),
    };
    match value {
        Some(Value::Address(Address { postal_code, .. })) => postal_code.clone().unwrap_or_default(),
        Some(Value::Person(of)) => person(of),
        Some(Value::Child(Child { certificate, .. })) if part == "certificate" => {
            certificate.clone().unwrap_or_default()
        }
        Some(Value::Child(child)) => person(&child.person),
        Some(Value::Vehicle(Vehicle { model, plate, vin, year })) => match part {
            "model" => model.clone(),
            "plate" => plate.clone().unwrap_or_default(),
            "vin" => vin.clone(),
            _ => year.to_string(),
        },
        _ => String::new(),
    }
}

/// How something known is called where it can be chosen: «Иванова Анна Петровна, 12.03.2019».
pub fn name_of(value: &Value) -> String {
    let person = |person: &Person, born_on: Option<Date>| {
        let patronymic = person.patronymic.as_deref().unwrap_or_default();
        let name = format!("{} {} {patronymic}", person.family_name, person.given_name);
        let born = born_on.map(|born| format!(", {}", short_date(born))).unwrap_or_default();
        format!("{}{born}", name.trim_end())
    };
    match value {
        Value::Person(of) => person(of, of.born_on),
        Value::Child(child) => person(&child.person, child.person.born_on),
        Value::Vehicle(vehicle) => match &vehicle.plate {
            Some(plate) => format!("{}, {plate}", vehicle.model),
            None => format!("{}, {}", vehicle.model, vehicle.vin),
        },
        _ => String::new(),
    }
}

/// What the household has for a question, as far as the question asks it: what lacks a number that is asked cannot be chosen.
pub(crate) fn household(question: &Question, facts: &Facts) -> Vec<Value> {
    let path = question.prefill.as_ref().filter(|_| question.kind != Kind::Group);
    let known = path.map_or(&[][..], |path| facts.profile.list(path));
    known.iter().filter(|value| is_whole(question, value)).map(|value| as_asked(question, value)).collect()
}

/// Whether everything that the question asks is known.
fn is_whole(question: &Question, value: &Value) -> bool {
    match value {
        Value::Child(child) => !question.certificate || child.certificate.is_some(),
        _ => true,
    }
}

/// A child without its birth certificate when the question does not ask it.
pub(crate) fn as_asked(question: &Question, value: &Value) -> Value {
    match value {
        Value::Child(child) if !question.certificate => {
            Value::Child(Child { person: child.person.clone(), certificate: None })
        }
        value => value.clone(),
    }
}
