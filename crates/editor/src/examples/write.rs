//! An example as a text: a new one, and one whose values change in place.

use base::parse_day;
use forms::{Child, Example, Expected, Household, Text, Typed, Vehicle};

use crate::patch::{self, Change, Unpatched, Value};

/// The whole text of an example.
pub(crate) fn written(example: &Example) -> String {
    let mut fields = vec![("title", pair(&example.title)), ("today", day(&example.today))];
    fields.extend(profile(example).map(|value| ("profile", value)));
    fields.extend(household(&example.household).map(|value| ("household", value)));
    fields.push(("input", input(example)));
    fields.push(("expect", expected(&example.expect)));
    patch::document(&fields)
}

/// The text of an example with other values: those that are the same stay as they are written, with every comment.
///
/// # Errors
/// When the text cannot be changed in place.
pub(crate) fn put(text: &str, known: &Example, wished: &Example) -> Result<String, Unpatched> {
    let mut patched = text.to_owned();
    for (fine, whole) in changes(known, wished) {
        // Where one value cannot be changed alone, the field that it stands in is written anew.
        patched = patch::change(&patched, &fine).or_else(|_| patch::change(&patched, &[whole]))?;
    }
    let same = forms::parse_example(&patched).is_ok_and(|read| read == *wished);
    if same { Ok(patched) } else { Err(Unpatched::Unreadable) }
}

/// The changes of every field that differs, value by value, and those of the whole field.
fn changes(known: &Example, wished: &Example) -> Vec<(Vec<Change>, Change)> {
    let top = |name: &'static str, value: Option<Value>| match value {
        Some(value) => Change::Set(String::new(), name, value),
        None => Change::Unset(String::new(), name),
    };
    let mut changes = Vec::new();
    let mut differing = |differs: bool, fine: Option<Vec<Change>>, whole: Change| {
        if differs {
            changes.push((fine.unwrap_or_else(|| vec![whole.clone()]), whole));
        }
    };
    differing(known.title != wished.title, None, top("title", Some(pair(&wished.title))));
    differing(known.today != wished.today, None, top("today", Some(day(&wished.today))));
    differing(known.profile != wished.profile, None, top("profile", profile(wished)));
    differing(known.household != wished.household, None, top("household", household(&wished.household)));
    differing(known.input != wished.input, Some(inputs(known, wished)), top("input", Some(input(wished))));
    let (before, after) = (&known.expect, &wished.expect);
    differing(before != after, Some(expectations(before, after)), top("expect", Some(expected(after))));
    changes
}

fn inputs(known: &Example, wished: &Example) -> Vec<Change> {
    let at = || "input".to_owned();
    let gone = known.input.keys().filter(|path| !wished.input.contains_key(*path));
    let gone = gone.map(|path| Change::UnsetNamed(at(), path.clone()));
    let put = wished.input.iter().filter(|(path, typed)| known.input.get(*path) != Some(*typed));
    let put = put.map(|(path, typed)| Change::SetNamed(at(), path.clone(), typed_value(typed)));
    // What comes first: the last field cannot be taken out of a map.
    put.chain(gone).collect()
}

fn expectations(known: &Expected, wished: &Expected) -> Vec<Change> {
    let (before, after) = (expected_fields(known), expected_fields(wished));
    let is_there = |fields: &[(&str, Value)], name: &str| fields.iter().any(|(known, _)| *known == name);
    let gone = before.iter().filter(|(name, _)| !is_there(&after, name));
    let gone = gone.map(|(name, _)| Change::Unset("expect".to_owned(), name));
    let put = after.iter().filter(|field| !before.contains(field));
    let put = put.map(|(name, value)| Change::Set("expect".to_owned(), name, value.clone()));
    put.chain(gone).collect()
}

fn expected(expected: &Expected) -> Value {
    Value::Map(expected_fields(expected))
}

fn expected_fields(expected: &Expected) -> Vec<(&'static str, Value)> {
    let Expected { pages, errors, unmet, fee, review } = expected;
    let words = |words: &[String]| Value::List(words.iter().map(|word| Value::word(word)).collect());
    let mut fields = Vec::new();
    if !pages.is_empty() {
        fields.push(("pages", words(pages)));
    }
    if !errors.is_empty() {
        let errors = errors.iter().map(|(path, key)| (path.clone(), Value::word(key)));
        fields.push(("errors", Value::Named(errors.collect())));
    }
    if !unmet.is_empty() {
        fields.push(("unmet", words(unmet)));
    }
    fields.extend(fee.iter().map(|fee| ("fee", Value::Text(fee.clone()))));
    fields.extend(review.iter().map(|days| ("review", Value::Bare(days.to_string()))));
    fields
}

fn pair(title: &Text) -> Value {
    Value::Map(vec![("ru", Value::Text(title.ru.clone())), ("en", Value::Text(title.en.clone()))])
}

/// A day as it is written everywhere else: `27.03.1990`.
fn day(text: &str) -> Value {
    parse_day(text).map_or_else(|_| Value::Text(text.to_owned()), |day| Value::Bare(base::short_date(day)))
}

fn profile(example: &Example) -> Option<Value> {
    let field = |(name, text): (&String, &String)| (name.clone(), Value::Text(text.clone()));
    (!example.profile.is_empty()).then(|| Value::Named(example.profile.iter().map(field).collect()))
}

fn household(household: &Household) -> Option<Value> {
    let Household { children, vehicles } = household;
    let mut fields = Vec::new();
    if !children.is_empty() {
        fields.push(("children", Value::List(children.iter().map(child).collect())));
    }
    if !vehicles.is_empty() {
        fields.push(("vehicles", Value::List(vehicles.iter().map(vehicle).collect())));
    }
    (!fields.is_empty()).then_some(Value::Map(fields))
}

fn child(child: &Child) -> Value {
    let text = |text: &String| Value::Text(text.clone());
    let person = &child.person;
    let mut fields = vec![("family_name", text(&person.family_name)), ("given_name", text(&person.given_name))];
    fields.extend(person.patronymic.iter().map(|name| ("patronymic", text(name))));
    fields.extend(person.born_on.iter().map(|day| ("born_on", Value::Text(day.to_string()))));
    fields.extend(child.certificate.iter().map(|number| ("certificate", text(number))));
    Value::Map(fields)
}

fn vehicle(vehicle: &Vehicle) -> Value {
    let text = |text: &String| Value::Text(text.clone());
    let mut fields = vec![("model", text(&vehicle.model))];
    fields.extend(vehicle.plate.iter().map(|plate| ("plate", text(plate))));
    fields.push(("vin", text(&vehicle.vin)));
    fields.push(("year", Value::Bare(vehicle.year.to_string())));
    Value::Map(fields)
}

fn input(example: &Example) -> Value {
    Value::Named(example.input.iter().map(|(path, typed)| (path.clone(), typed_value(typed))).collect())
}

fn typed_value(typed: &Typed) -> Value {
    match typed {
        Typed::One(text) => Value::Text(text.clone()),
        Typed::Several(texts) => Value::List(texts.iter().map(|text| Value::Text(text.clone())).collect()),
    }
}
