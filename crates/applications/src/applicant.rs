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
pub struct Applicant {
    /// The day.
    pub today: Date,
    profile: BTreeMap<String, Value>,
    /// What the household has, by the paths of [`Prefill::LISTS`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    household: BTreeMap<String, Vec<Value>>,
}

impl Applicant {
    /// Nothing is known but the day.
    pub fn unknown(today: Date) -> Self {
        Self { today, profile: BTreeMap::new(), household: BTreeMap::new() }
    }

    /// What a profile says.
    pub(crate) fn of(profile: &identity::Profile, today: Date) -> Self {
        let mut known = Self::unknown(today);
        known.set("phone", profile.phone.as_ref().and_then(|phone| text(phone.as_str())));
        known.add(profile);
        known
    }

    /// The same with a value at a path of [`Prefill::PATHS`].
    #[must_use]
    pub(crate) fn with(mut self, path: &str, value: Value) -> Self {
        self.profile.insert(path.to_owned(), value);
        self
    }

    /// What expressions and prefilling may use.
    pub fn facts(&self) -> Facts {
        let profile =
            self.profile.iter().fold(Prefill::new(), |profile, (path, value)| profile.with(path, value.clone()));
        let profile = self.household.iter().fold(profile, |all, (path, of)| all.with_list(path, of.clone()));
        Facts { today: self.today, profile }
    }

    /// A text of the profile, by the last part of its path: `family_name`.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.profile.get(&format!("profile.{field}")).and_then(Value::as_text)
    }

    /// What the officer reads of the person, and the person before sending: translation key of the field, and its value in
    /// words.
    pub fn rows(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let kinds: BTreeMap<&str, Kind> = Prefill::PATHS.into_iter().collect();
        let shown = |(path, key): &(&'static str, &'static str)| {
            let value = self.profile.get(*path)?;
            let kind = *kinds.get(path)?;
            Some((*key, in_words(kind, value, lang)))
        };
        ROWS.iter().filter_map(shown).collect()
    }

    /// The person as a result document's template reads it: `family_name`, `born_on` … each as printed.
    pub fn document_data(&self, lang: Lang) -> serde_json::Value {
        let kinds: BTreeMap<&str, Kind> = Prefill::PATHS.into_iter().collect();
        let field = |(path, value): (&String, &Value)| {
            let name = path.strip_prefix("profile.")?;
            let kind = *kinds.get(path.as_str())?;
            Some((name.to_owned(), in_words(kind, value, lang).into()))
        };
        serde_json::Value::Object(self.profile.iter().filter_map(field).collect())
    }

    fn add(&mut self, profile: &identity::Profile) {
        let patronymic = profile.patronymic.as_deref().unwrap_or_default();
        let full = format!("{} {} {patronymic}", profile.family_name, profile.given_name);
        self.set("full_name", text(full.trim_end()));
        self.set("family_name", text(&profile.family_name));
        self.set("given_name", text(&profile.given_name));
        self.set("patronymic", text(patronymic));
        self.set("sex", text(profile.sex.as_str()));
        self.set("born_on", Some(Value::Day(profile.born_on)));
        self.set("birth_place", text(&profile.birth_place));
        self.set("citizenship", text(&profile.citizenship));
        self.set("passport", text(&String::from(profile.passport.clone())));
        self.set("passport_issued_on", Some(Value::Day(profile.passport_issued_on)));
        self.set("passport_issued_by", text(&profile.passport_issued_by));
        self.set("subdivision_code", text(&profile.subdivision_code.to_string()));
        self.set("snils", text(profile.snils.as_str()));
        self.set("inn", profile.inn.as_ref().and_then(|inn| text(inn.as_str())));
        self.set("address", profile.address.clone().map(Value::Address));
        self.set("email", profile.email.as_ref().and_then(|email| text(email.as_str())));
    }

    fn add_household(&mut self, household: identity::Household) {
        let path = |list: &str| format!("profile.{list}");
        let children = household.children.into_iter().map(child).collect();
        self.household.insert(path("children"), children);
        let vehicles = household.vehicles.into_iter().map(vehicle).collect();
        self.household.insert(path("vehicles"), vehicles);
        if let Some(licence) = household.licence {
            self.set("licence_number", text(licence.number.as_str()));
            self.set("licence_issued_on", Some(Value::Day(licence.issued_on)));
            self.set("licence_until", Some(Value::Day(licence.valid_until)));
        }
        if let Some(policy) = household.policy {
            self.set("policy_number", text(policy.number.as_str()));
            self.set("policy_insurer", policy.insurer.as_deref().and_then(text));
        }
        if let Some(organisation) = household.organisation {
            self.set("organisation_name", text(&organisation.name));
            self.set("organisation_inn", text(organisation.inn.as_str()));
            self.set("organisation_ogrn", text(organisation.ogrn.as_str()));
        }
    }

    fn set(&mut self, field: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.profile.insert(format!("profile.{field}"), value);
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
    known.set("phone", owner.phone.and_then(|phone| text(phone.as_str())));
    known.set("email", owner.email.and_then(|email| text(email.as_str())));
    known.set("family_name", text(&owner.names.family));
    known.set("given_name", text(&owner.names.given));
    known.set("full_name", text(&format!("{} {}", owner.names.family, owner.names.given)));
    if let Some(profile) = owner.profile {
        known.add(&profile);
    }
    Ok(known)
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}
