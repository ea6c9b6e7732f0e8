//! What is known of the person who applies, as it stood on the day: conditions and prefilling read it, and the agency gets
//! it with the application.

use std::collections::BTreeMap;

use base::{AccountId, Date, Lang};
use db::{Result, Tx};
use forms::{Facts, Kind, Prefill, Value};
use identity::household::{Child, Vehicle};
use serde::{Deserialize, Serialize};

/// The profile by the paths of [`Prefill::PATHS`], with the day on which it was read. Kept sealed with what was sent, so
/// that a later change of the profile does not change what the agency sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Applicant {
    /// The day.
    pub today: Date,
    known: Prefill,
}

/// The applicant as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    today: Date,
    profile: BTreeMap<String, Value>,
    /// What the household has, by the paths of [`Prefill::LISTS`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    household: BTreeMap<String, Vec<Value>>,
}

impl From<Kept> for Applicant {
    fn from(Kept { today, profile, household }: Kept) -> Self {
        let known = profile.into_iter().fold(Prefill::new(), |known, (path, value)| known.with(&path, value));
        let known = household.into_iter().fold(known, |known, (path, items)| known.with_list(&path, items));
        Self { today, known }
    }
}

impl From<Applicant> for Kept {
    fn from(Applicant { today, known }: Applicant) -> Self {
        let profile = known.values().map(|(path, value)| (path.to_owned(), value.clone())).collect();
        let household = known.lists().map(|(path, items)| (path.to_owned(), items.to_vec())).collect();
        Self { today, profile, household }
    }
}

impl Applicant {
    /// Nothing is known but the day.
    pub fn unknown(today: Date) -> Self {
        Self { today, known: Prefill::new() }
    }

    /// What a profile says.
    pub(crate) fn of(profile: &identity::Profile, today: Date) -> Self {
        let mut known = Self::unknown(today);
        known.set("profile.phone", profile.phone.clone().and_then(text));
        known.add(profile.clone());
        known
    }

    /// The same with a value at a path of [`Prefill::PATHS`].
    #[must_use]
    pub(crate) fn with(mut self, path: &str, value: Value) -> Self {
        self.known = self.known.with(path, value);
        self
    }

    /// What expressions and prefilling may use.
    pub fn facts(&self) -> Facts {
        Facts { today: self.today, profile: self.known.clone() }
    }

    /// A text of the profile, by the last part of its path: `family_name`.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.known.get(&format!("profile.{field}")).and_then(Value::as_text)
    }

    /// What the officer reads of the person, and the person before sending: translation key of the field, and its value in
    /// words.
    pub fn rows(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let kinds: BTreeMap<&str, Kind> = Prefill::PATHS.into_iter().collect();
        let shown = |(path, key): &(&'static str, &'static str)| {
            let value = self.known.get(path)?;
            let kind = *kinds.get(path)?;
            Some((*key, in_words(kind, value, lang)))
        };
        ROWS.iter().filter_map(shown).collect()
    }

    /// The person as a result document's template reads it: `family_name`, `born_on` … each as printed.
    pub fn document_data(&self, lang: Lang) -> serde_json::Value {
        let kinds: BTreeMap<&str, Kind> = Prefill::PATHS.into_iter().collect();
        let field = |(path, value): (&str, &Value)| {
            let name = path.strip_prefix("profile.")?;
            let kind = *kinds.get(path)?;
            Some((name.to_owned(), in_words(kind, value, lang).into()))
        };
        serde_json::Value::Object(self.known.values().filter_map(field).collect())
    }

    fn add(&mut self, profile: identity::Profile) {
        let patronymic = profile.patronymic.unwrap_or_default();
        let full = format!("{} {} {patronymic}", profile.family_name, profile.given_name);
        self.set("profile.full_name", text(full.trim_end()));
        self.set("profile.family_name", text(profile.family_name));
        self.set("profile.given_name", text(profile.given_name));
        self.set("profile.patronymic", text(patronymic));
        self.set("profile.sex", text(profile.sex.as_str()));
        self.set("profile.born_on", Some(Value::Day(profile.born_on)));
        self.set("profile.birth_place", text(profile.birth_place));
        self.set("profile.citizenship", text(profile.citizenship));
        self.set("profile.passport", text(profile.passport));
        self.set("profile.passport_issued_on", Some(Value::Day(profile.passport_issued_on)));
        self.set("profile.passport_issued_by", text(profile.passport_issued_by));
        self.set("profile.subdivision_code", text(profile.subdivision_code.to_string()));
        self.set("profile.snils", text(profile.snils));
        self.set("profile.inn", profile.inn.and_then(text));
        self.set("profile.address", profile.address.map(Value::Address));
        self.set("profile.email", profile.email.and_then(text));
    }

    fn add_household(&mut self, household: identity::Household) {
        self.known.set_list("profile.children", household.children.into_iter().map(child).collect());
        self.known.set_list("profile.vehicles", household.vehicles.into_iter().map(vehicle).collect());
        if let Some(licence) = household.licence {
            self.set("profile.licence_number", text(licence.number));
            self.set("profile.licence_issued_on", Some(Value::Day(licence.issued_on)));
            self.set("profile.licence_until", Some(Value::Day(licence.valid_until)));
        }
        if let Some(policy) = household.policy {
            self.set("profile.policy_number", text(policy.number));
            self.set("profile.policy_insurer", policy.insurer.and_then(text));
        }
        if let Some(organisation) = household.organisation {
            self.set("profile.organisation_name", text(organisation.name));
            self.set("profile.organisation_inn", text(organisation.inn));
            self.set("profile.organisation_ogrn", text(organisation.ogrn));
        }
    }

    fn set(&mut self, path: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            self.known.set(path, value);
        }
    }
}

fn child(child: Child) -> Value {
    let person = forms::Person {
        family_name: child.family_name,
        given_name: child.given_name,
        patronymic: child.patronymic,
        born_on: Some(child.born_on),
    };
    Value::Child(forms::Child { person, certificate: child.certificate.map(String::from) })
}

fn vehicle(vehicle: Vehicle) -> Value {
    let (plate, year) = (vehicle.plate.map(String::from), i64::from(vehicle.year));
    Value::Vehicle(forms::Vehicle { model: vehicle.model, plate, vin: vehicle.vin.into(), year })
}

/// What the officer sees, in this order.
const ROWS: [(&str, &str); 10] = [
    ("profile.full_name", "applications-applicant-name"),
    ("profile.born_on", "applications-applicant-born-on"),
    ("profile.birth_place", "applications-applicant-birth-place"),
    ("profile.citizenship", "applications-applicant-citizenship"),
    ("profile.passport", "applications-applicant-passport"),
    ("profile.passport_issued_on", "applications-applicant-passport-issued-on"),
    ("profile.snils", "applications-applicant-snils"),
    ("profile.address", "applications-applicant-address"),
    ("profile.phone", "applications-applicant-phone"),
    ("profile.email", "applications-applicant-email"),
];

fn in_words(kind: Kind, value: &Value, lang: Lang) -> String {
    forms::show(&plain_question(kind), value, lang).join(", ")
}

/// A question that stands for a field of the profile, so that both are shown alike.
fn plain_question(kind: Kind) -> forms::Question {
    forms::Question {
        id: String::new(),
        kind,
        title: forms::Text::default(),
        hint: None,
        optional: false,
        when: None,
        prefill: None,
        options: Vec::new(),
        multiline: false,
        letters: None,
        min_length: None,
        max_length: None,
        min: None,
        max: None,
        born: false,
        certificate: false,
        picture: false,
        min_items: None,
        max_items: None,
        item: None,
        questions: Vec::new(),
        checks: Vec::new(),
    }
}

/// Reads what is known of the owner of an account. For the owner's own eyes: whoever else asks records the access first.
pub async fn read(tx: &mut Tx, account: AccountId, today: Date) -> Result<Applicant> {
    let [mut asking, mut beside] = tx.hands();
    let (owner, household) =
        tokio::try_join!(identity::owner(&mut asking, account), identity::household(&mut beside, account))?;
    let mut known = Applicant::unknown(today);
    known.add_household(household);
    let Some(owner) = owner else { return Ok(known) };
    known.set("profile.phone", owner.phone.and_then(text));
    known.set("profile.email", owner.email.and_then(text));
    if let Some(profile) = owner.profile {
        known.add(profile);
    } else {
        known.set("profile.full_name", text(format!("{} {}", owner.names.family, owner.names.given)));
        known.set("profile.family_name", text(owner.names.family));
        known.set("profile.given_name", text(owner.names.given));
    }
    Ok(known)
}

fn text(text: impl Into<String>) -> Option<Value> {
    let text = text.into();
    (!text.is_empty()).then_some(Value::Text(text))
}
