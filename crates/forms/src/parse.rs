//! From the text of `service.yaml` to a definition without problems.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{Error, Spanned};

use crate::{Arg, Definition, Problem, Saying, check, faults};

/// Reads a definition in YAML (or JSON, which is YAML too).
///
/// # Errors
/// Every problem found, with line, field and words. The form of the file comes first: while it does not fit, nothing
/// else is checked.
pub fn parse(yaml: &str) -> Result<Definition, Vec<Problem>> {
    let definition: Definition = from_yaml(yaml).map_err(|problem| vec![problem])?;
    let problems = check(&definition);
    if problems.is_empty() {
        return Ok(definition);
    }
    Err(located(yaml, problems))
}

/// The same problems, each with the line of its field in this text.
pub fn located(yaml: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    if problems.iter().any(|problem| problem.line == 0) {
        let lines = lines(yaml);
        for problem in problems.iter_mut().filter(|problem| problem.line == 0) {
            problem.line = line_of(&lines, &problem.path);
        }
    }
    problems
}

/// Reads any typed YAML.
///
/// # Errors
/// The problem with its line.
pub fn from_yaml<T: de::DeserializeOwned>(yaml: &str) -> Result<T, Problem> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(yaml, options).map_err(|error| {
        let line = error.location().map_or(0, |location| location.line());
        Problem { line, ..Problem::at("", fault(error.without_snippet())) }
    })
}

/// What is wrong with a file that is not of the form that is needed.
fn fault(error: &Error) -> Saying {
    match error {
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            faults::unexpected(shape(unexpected), shape(expected))
        }
        Error::NullIntoString { .. } => faults::unexpected(faults::shape_nothing(), faults::shape_text()),
        Error::Unexpected { expected, .. } => faults::needed(shape(expected)),
        Error::SerdeUnknownField { field, expected, .. } => faults::unknown_field(field, expected.join(", ")),
        Error::SerdeUnknownVariant { variant, expected, .. } => faults::unknown_word(variant, expected.join(", ")),
        Error::SerdeMissingField { field, .. } => faults::missing_field(*field),
        Error::DuplicateMappingKey { key: Some(key), .. } => faults::field_twice(key),
        other => {
            let words = other.to_string();
            // The place stands in the problem already.
            faults::unreadable(words.split(" at line ").next().unwrap_or_default())
        }
    }
}

/// What stands somewhere, or should, as the reader calls it: the parser says it in English.
fn shape(words: &str) -> Arg {
    let bare = words.trim_start_matches("a ").trim_start_matches("an ");
    let first = bare.split([' ', '`', '"']).next().unwrap_or_default();
    match first {
        "string" => match bare.split_once('"') {
            Some((_, text)) => Arg::Text(format!("`{}`", text.trim_end_matches('"'))),
            None => faults::shape_text().into(),
        },
        "sequence" => faults::shape_list().into(),
        "map" | "mapping" | "struct" => faults::shape_fields().into(),
        "integer" => match bare.split_once('`') {
            Some((_, number)) => Arg::Text(format!("`{number}")),
            None => faults::shape_number().into(),
        },
        "u32" | "i64" | "u64" => faults::shape_number().into(),
        "boolean" => faults::shape_flag().into(),
        "unit" | "null" => faults::shape_nothing().into(),
        _ => Arg::Text(words.to_owned()),
    }
}

/// The line of a path; of the nearest thing around it when the path itself is not written.
fn line_of(lines: &BTreeMap<String, u64>, path: &str) -> u64 {
    let mut path = path;
    loop {
        if let Some(line) = lines.get(path) {
            return *line;
        }
        match path.rfind(['.', '[']) {
            Some(end) => path = path.get(..end).unwrap_or_default(),
            None => return 1,
        }
    }
}

/// The line of each field, by its path.
fn lines(yaml: &str) -> BTreeMap<String, u64> {
    let mut lines = BTreeMap::new();
    if let Ok(root) = serde_saphyr::from_str::<Spanned<Place>>(yaml) {
        root.value.gather("", &mut lines);
    }
    lines
}

/// The shape of a YAML document: where things are, not what they say.
enum Place {
    Scalar,
    List(Vec<Spanned<Place>>),
    Map(Vec<(String, Spanned<Place>)>),
}

impl Place {
    fn gather(self, path: &str, lines: &mut BTreeMap<String, u64>) {
        match self {
            Self::Scalar => {}
            Self::List(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    lines.insert(path.clone(), item.referenced.line());
                    item.value.gather(&path, lines);
                }
            }
            Self::Map(fields) => {
                for (name, field) in fields {
                    let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                    lines.insert(path.clone(), field.referenced.line());
                    field.value.gather(&path, lines);
                }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyPlace)
    }
}

struct AnyPlace;

impl<'de> Visitor<'de> for AnyPlace {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_str<E>(self, _: &str) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_unit<E>(self) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_none<E>(self) -> Result<Place, E> {
        Ok(Place::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Place, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            found.push(item);
        }
        Ok(Place::List(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Place, A::Error> {
        let mut found = Vec::new();
        while let Some(field) = fields.next_entry()? {
            found.push(field);
        }
        Ok(Place::Map(found))
    }
}
