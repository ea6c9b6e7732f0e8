//! Children and vehicles that were typed in an application: whoever wishes keeps them in the profile, to choose them the next
//! time.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State as Given},
    routing::get,
};
use forms::{Definition, Kind, Question, Value};
use identity::{
    Citizen, Household,
    household::{Added, Child, Record, Vehicle, add},
};
use web::{Failure, Fields, Form, Page};

use crate::{
    State,
    life_cycle::State as Stage,
    model::Application,
    opened::{self, Opened},
};

/// The page of it.
pub(crate) fn routes(state: State) -> Router {
    Router::new().route("/cabinet/applications/{id}/household", get(show).post(keep)).with_state(state)
}

/// The page of an application that has something to keep, for its owner.
pub(crate) async fn offered(
    tx: &mut db::Tx,
    state: &State,
    application: &Application,
) -> Result<Option<String>, Failure> {
    let edition = state.catalog.edition(&application.edition);
    if edition.is_none_or(|edition| asking(&edition.definition).next().is_none()) {
        return Ok(None);
    }
    let opened = opened::complete(tx, &state.cx, &state.catalog, application.clone()).await?;
    let household = identity::household(tx, application.account).await?;
    Ok((!new(&opened, &household).is_empty()).then(|| format!("{}/household", application.path())))
}

/// Something that was typed and that the profile does not have.
struct New {
    /// Names it in the form of the page.
    path: String,
    /// What it is called.
    title: String,
    record: Record,
}

/// What was typed in the application and is not in the profile.
fn new(opened: &Opened, household: &Household) -> Vec<New> {
    let mut found: Vec<New> = Vec::new();
    for (path, value) in asking(opened.definition()).flat_map(|question| answered(question, opened)) {
        let Some(record) = record(value) else { continue };
        let twice = found.iter().any(|new| new.record == record);
        if !twice && !household.knows(&record) {
            found.push(New { path, title: forms::name_of(value), record });
        }
    }
    found
}

/// The questions that the household fills, or could.
fn asking(definition: &Definition) -> impl Iterator<Item = &Question> {
    let questions = definition.pages.iter().flat_map(|page| &page.questions);
    let is_asked = |question: &&Question| {
        let path = question.prefill.as_deref();
        path.is_some_and(|path| forms::Prefill::list_kind(path).is_some())
    };
    questions.filter(is_asked)
}

fn answered<'a>(question: &'a Question, opened: &'a Opened) -> Vec<(String, &'a Value)> {
    let id = &question.id;
    match opened.answers.get(id) {
        Some(Value::Group(items)) => {
            let inner = question.questions.iter().filter(|inner| matches!(inner.kind, Kind::Child | Kind::Vehicle));
            let of = |inner: &'a Question| {
                let each = items.iter().enumerate();
                each.filter_map(move |(at, item)| Some((format!("{id}.{at}.{}", inner.id), item.get(&inner.id)?)))
            };
            inner.flat_map(of).collect()
        }
        Some(value) => vec![(id.clone(), value)],
        None => Vec::new(),
    }
}

fn record(value: &Value) -> Option<Record> {
    match value {
        Value::Child(child) => Some(Record::Child(Child {
            family_name: child.person.family_name.clone(),
            given_name: child.person.given_name.clone(),
            patronymic: child.person.patronymic.clone(),
            born_on: child.person.born_on?,
            sex: None,
            certificate: child.certificate.as_deref().and_then(|number| number.parse().ok()),
            snils: None,
        })),
        Value::Vehicle(vehicle) => Some(Record::Vehicle(Vehicle {
            model: vehicle.model.clone(),
            plate: vehicle.plate.as_deref().and_then(|plate| plate.parse().ok()),
            vin: vehicle.vin.parse().ok()?,
            year: i16::try_from(vehicle.year).ok()?,
            certificate: None,
        })),
        _ => None,
    }
}

#[derive(Template)]
#[template(path = "applications/household.html")]
struct HouseholdPage {
    page: Page,
    fields: Fields,
    application: Application,
    /// What may be kept: value and text of each box.
    offered: Vec<(String, String)>,
}

impl HouseholdPage {
    fn new(page: Page, fields: Fields, application: Application, new: Vec<New>) -> Self {
        let offered = new.into_iter().map(|new| (new.path, new.title)).collect();
        Self { page, fields, application, offered }
    }
}

async fn open(state: &State, tx: &mut db::Tx, citizen: &Citizen, id: &str) -> Result<(Opened, Vec<New>), Failure> {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let opened = opened::open(tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if opened.application.state() == Stage::Draft {
        return Err(Failure::NotFound);
    }
    let household = identity::household(tx, citizen.account).await?;
    let new = new(&opened, &household);
    Ok((opened, new))
}

async fn show(Given(state): Given<State>, citizen: Citizen, page: Page, Path(id): Path<String>) -> web::Result {
    let mut tx = state.db.read().await?;
    let (opened, new) = open(&state, &mut tx, &citizen, &id).await?;
    if new.is_empty() {
        return Ok(web::see(opened.application.path()));
    }
    Ok(web::html(HouseholdPage::new(page, Fields::default(), opened.application, new)))
}

/// Keeps what was ticked, and nothing else: ticking is the consent. What is kept already is not kept twice.
async fn keep(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(mut fields): Form,
) -> web::Result {
    let mut tx = state.db.begin().await?;
    let (opened, new) = open(&state, &mut tx, &citizen, &id).await?;
    if new.is_empty() {
        return Ok(web::see("/cabinet/household"));
    }
    let ticked = fields.all("keep");
    let chosen: Vec<&New> = new.iter().filter(|new| ticked.contains(&new.path.as_str())).collect();
    if chosen.is_empty() {
        fields.fail("keep", "applications-household-none");
        return Ok(web::unprocessable(HouseholdPage::new(page, fields, opened.application, new)));
    }
    for new in chosen {
        if add(&mut tx, &state.cx, citizen.account, &new.record).await? == Added::Full {
            drop(tx);
            return Ok(web::see_with("/cabinet/household", "household-full-flash"));
        }
    }
    tx.commit().await?;
    Ok(web::see_with("/cabinet/household", "household-saved"))
}
