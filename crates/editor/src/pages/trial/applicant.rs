//! The first page of a try-out: the day, and whoever applies.

use askama::Template;
use axum::extract::{Path, State as Given};
use base::{Date, parse_day, short_date, text};
use forms::{Child, Example, Household, Kind, Person, Prefill, Vehicle};
use identity::Administrator;
use web::{Fields, Form, Page};

use super::{Chips, Hand, chips, home, page_path};
use crate::{State, pages::shared, usable};

/// The most children, and the most vehicles, that somebody who tries the form out may have.
const MOST: usize = 12;

/// The longest value of the profile, in characters.
const LONGEST: usize = 300;

#[derive(Template)]
#[template(path = "editor/trial.html")]
struct ApplicantPage {
    page: Page,
    fields: Fields,
    path: String,
    title: String,
    chips: Chips,
    is_broken: bool,
    /// The example that was opened; "" for a new one.
    opened: String,
    /// The fields of the profile: name, key of what it is called, whether it is a day.
    profile: Vec<(&'static str, String, bool)>,
    /// Children and vehicles: key of what they are called, whether they are to be seen, and the rows.
    households: Vec<(&'static str, bool, Vec<Row>)>,
}

/// A row of fields: what it is called, and name and key of each field.
type Row = (String, Vec<(String, &'static str)>);

const CHILD: [(&str, &str); 5] = [
    ("family_name", "forms-part-family-name"),
    ("given_name", "forms-part-given-name"),
    ("patronymic", "forms-part-patronymic"),
    ("born_on", "forms-part-born-on"),
    ("certificate", "forms-part-certificate"),
];
const VEHICLE: [(&str, &str); 4] = [
    ("model", "forms-part-model"),
    ("plate", "forms-part-plate"),
    ("vin", "forms-part-vin"),
    ("year", "forms-part-year"),
];

impl ApplicantPage {
    fn new(state: &State, page: Page, hand: &Hand, fields: Fields) -> Self {
        let profile = Prefill::PATHS.iter().filter(|(path, _)| *path != "profile.born_on");
        let profile = profile.map(|(path, kind)| (*path, usable::profile_label(path), *kind == Kind::Date));
        let rows = |list: &str, parts: &[(&str, &'static str)], key: &str| -> Vec<Row> {
            let is_typed = |row: &usize| parts.iter().any(|(part, _)| !fields.value(name(list, *row, part)).is_empty());
            let count = (0..MOST).rev().find(is_typed).map_or(1, |last| last + 2).min(MOST);
            let row = |row: usize| {
                let cells = parts.iter().map(|(part, key)| (name(list, row, part), *key));
                (page.tv(key, [("number", (row + 1).to_string())]), cells.collect())
            };
            (0..count).map(row).collect()
        };
        let households = vec![
            ("examples-children", has(&fields, "children."), rows("children", &CHILD, "examples-child")),
            ("examples-vehicles", has(&fields, "vehicles."), rows("vehicles", &VEHICLE, "examples-vehicle")),
        ];
        Self {
            path: shared::path(&hand.draft.service),
            title: shared::title(state, &hand.draft.service, Some(&hand.draft.files), &page),
            chips: chips(hand, &page, ""),
            is_broken: hand.definition.is_none(),
            opened: if hand.tried.file.is_empty() {
                String::new()
            } else {
                hand.tried.example.title.in_lang(page.lang).to_owned()
            },
            profile: profile.collect(),
            households,
            fields,
            page,
        }
    }

    fn has_profile(&self) -> bool {
        has(&self.fields, "profile.")
    }
}

/// Whether something of these is known or wrong, and has to be seen.
fn has(fields: &Fields, prefix: &str) -> bool {
    let is_own = |name: &str| name.starts_with(prefix) && name != "profile.born_on";
    fields.iter().any(|(name, value)| is_own(name) && !value.is_empty())
        || fields.errors().iter().any(|(name, _)| is_own(name))
}

fn name(list: &str, row: usize, part: &str) -> String {
    format!("{list}.{row}.{part}")
}

/// `/administration/services/{code}/trial`.
pub(in crate::pages) async fn show(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
) -> web::Result {
    let hand = Hand::of(&mut state.db.read().await?, &state, &administrator, &page, &code).await?;
    let fields = fields_of(&hand.tried.example);
    Ok(web::html(ApplicantPage::new(&state, page, &hand, fields)))
}

/// «Продолжить».
pub(in crate::pages) async fn save(
    Given(state): Given<State>,
    administrator: Administrator,
    page: Page,
    Path(code): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let mut hand = Hand::of(&mut tx, &state, &administrator, &page, &code).await?;
    read(&mut fields, &mut hand.tried.example);
    if !fields.is_fine() {
        drop(tx);
        return Ok(web::unprocessable(ApplicantPage::new(&state, page, &hand, fields)));
    }
    if !hand.keep(&mut tx, &state, &administrator).await? {
        return Ok(web::see(home(&code)));
    }
    tx.commit().await?;
    let first = hand.definition.as_ref().and_then(|definition| {
        let walk = forms::walk(definition, &hand.tried.example).ok()?;
        walk.steps.first().map(|step| page_path(&code, &step.page.id))
    });
    Ok(web::see(first.unwrap_or_else(|| home(&code))))
}

/// What stands in the fields.
fn fields_of(example: &Example) -> Fields {
    let mut fields = Fields::default();
    fields.set("today", example.today.clone());
    for (field, value) in &example.profile {
        fields.set(format!("profile.{field}"), value.clone());
    }
    let day = |day: Option<Date>| day.map(short_date).unwrap_or_default();
    for (row, child) in example.household.children.iter().enumerate() {
        let Person { family_name, given_name, patronymic, born_on } = child.person.clone();
        let values = [family_name, given_name, patronymic.unwrap_or_default(), day(born_on)];
        let values = values.into_iter().chain([child.certificate.clone().unwrap_or_default()]);
        CHILD.iter().zip(values).for_each(|((part, _), value)| fields.set(name("children", row, part), value));
    }
    for (row, vehicle) in example.household.vehicles.iter().enumerate() {
        let Vehicle { model, plate, vin, year } = vehicle.clone();
        let values = [model, plate.unwrap_or_default(), vin, year.to_string()];
        VEHICLE.iter().zip(values).for_each(|((part, _), value)| fields.set(name("vehicles", row, part), value));
    }
    fields
}

/// Reads them; what does not fit is said at its field.
fn read(fields: &mut Fields, example: &mut Example) {
    match parse_day(fields.value("today")) {
        Ok(day) => example.today = short_date(day),
        Err(_) => fields.fail("today", "examples-day-wrong"),
    }
    example.profile.clear();
    for (path, kind) in Prefill::PATHS {
        let typed = text::line(fields.value(path));
        let typed = if kind == Kind::Date { day_of(fields, path, &typed) } else { typed };
        if typed.chars().count() > LONGEST {
            fields.fail(path, "field-unreadable");
        } else if !typed.is_empty() {
            example.profile.insert(path.trim_start_matches("profile.").to_owned(), typed);
        }
    }
    let children: Vec<Child> = (0..MOST).filter_map(|row| child(fields, row)).collect();
    let vehicles: Vec<Vehicle> = (0..MOST).filter_map(|row| vehicle(fields, row)).collect();
    example.household = Household { children, vehicles };
}

/// A day as it is written in examples; said at its field when it is none.
fn day_of(fields: &mut Fields, name: &str, typed: &str) -> String {
    match parse_day(typed) {
        Ok(day) => short_date(day),
        Err(_) if typed.is_empty() => String::new(),
        Err(_) => {
            fields.fail(name, "examples-day-wrong");
            String::new()
        }
    }
}

fn child(fields: &mut Fields, row: usize) -> Option<Child> {
    let typed = typed_row(fields, ("children", row), &CHILD, &["family_name", "given_name", "born_on"])?;
    let [family_name, given_name, patronymic, born_on, certificate] = typed;
    let born_on = day_of(fields, &name("children", row, "born_on"), &born_on);
    let person = Person { family_name, given_name, patronymic: some(patronymic), born_on: parse_day(&born_on).ok() };
    Some(Child { person, certificate: some(certificate) })
}

fn vehicle(fields: &mut Fields, row: usize) -> Option<Vehicle> {
    let typed = typed_row(fields, ("vehicles", row), &VEHICLE, &["model", "vin", "year"])?;
    let [model, plate, vin, year] = typed;
    let year = year.parse().unwrap_or_else(|_| {
        fields.fail(name("vehicles", row, "year"), "forms-error-year");
        0
    });
    Some(Vehicle { model, plate: some(plate), vin, year })
}

/// What was typed in a row, and what of it has to be; none when nothing was.
fn typed_row<const N: usize>(
    fields: &mut Fields,
    (list, row): (&str, usize),
    parts: &[(&str, &str); N],
    needed: &[&str],
) -> Option<[String; N]> {
    let typed = parts.map(|(part, _)| text::line(fields.value(name(list, row, part))));
    if typed.iter().all(String::is_empty) {
        return None;
    }
    for ((part, _), value) in parts.iter().zip(&typed) {
        if value.is_empty() && needed.contains(part) {
            fields.fail(name(list, row, part), "editor-needed");
        }
    }
    Some(typed)
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
