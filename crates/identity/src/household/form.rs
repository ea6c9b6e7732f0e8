//! Reads the form of a record: every field checked by itself, then those that must agree. Pure; `today` is the day where the
//! person is. Each error names its field and says how to mend it.

mod reader;

use base::{Date, national::Inn};
use jiff::Span;
use web::Fields;

use self::reader::{Reader, Words};
use super::model::{Category, Child, Kind, Licence, Organisation, Policy, Record, Vehicle};
use crate::personal::form::Wrong;

const FAMILY_NAME: Words = Words {
    field: "family_name",
    missing: "household-error-family-name",
    letters: "household-error-family-name-letters",
    longest: 100,
};
const GIVEN_NAME: Words = Words {
    field: "given_name",
    missing: "household-error-given-name",
    letters: "household-error-given-name-letters",
    longest: 100,
};
const PATRONYMIC: Words = Words {
    field: "patronymic",
    missing: "household-error-patronymic-letters",
    letters: "household-error-patronymic-letters",
    longest: 100,
};
const MODEL: Words =
    Words { field: "model", missing: "household-error-model", letters: "household-error-model", longest: 100 };
const INSURER: Words =
    Words { field: "insurer", missing: "household-error-insurer", letters: "household-error-insurer", longest: 150 };
const NAME: Words =
    Words { field: "name", missing: "household-error-name", letters: "household-error-name", longest: 200 };

/// Nobody alive is older than this, in years.
const OLDEST: i64 = 125;
/// A licence holds for ten years (Federal law 196-ФЗ, article 25); those of some years were prolonged by three.
const LONGEST_LICENCE: i64 = 13;

/// Reads all fields, or tells everything that is wrong, in the order of the page.
pub(super) fn read(kind: Kind, fields: &Fields, today: Date) -> Result<Record, Vec<Wrong>> {
    let mut form = Reader { fields, wrong: Vec::new() };
    let record = match kind {
        Kind::Child => child(&mut form, today).map(Record::Child),
        Kind::Vehicle => vehicle(&mut form, today).map(Record::Vehicle),
        Kind::Licence => licence(&mut form, today).map(Record::Licence),
        Kind::Policy => policy(&mut form).map(Record::Policy),
        Kind::Organisation => organisation(&mut form).map(Record::Organisation),
    };
    match record {
        Some(record) if form.wrong.is_empty() => Ok(record),
        _ => Err(form.wrong),
    }
}

fn child(form: &mut Reader<'_>, today: Date) -> Option<Child> {
    let family_name = form.name(&FAMILY_NAME);
    let given_name = form.name(&GIVEN_NAME);
    let patronymic = form.optional("patronymic", |form| form.name(&PATRONYMIC));
    let born_on = born_on(form, today);
    let sex = form.code("sex", "household-error-sex");
    let certificate =
        form.optional("certificate", |form| form.number("certificate", "household-error-birth-certificate"));
    let snils = form
        .optional("snils", |form| form.checked("snils", "personal-error-snils-format", "personal-error-snils-digits"));
    Some(Child {
        family_name: family_name?,
        given_name: given_name?,
        patronymic: patronymic?,
        born_on: born_on?,
        sex: Some(sex?),
        certificate: certificate?,
        snils: snils?,
    })
}

fn born_on(form: &mut Reader<'_>, today: Date) -> Option<Date> {
    let born_on = form.day("born_on", "household-error-born-on")?;
    if born_on > today {
        return form.fail("born_on", "personal-error-born-on-future");
    }
    if born_on < today.saturating_sub(Span::new().years(OLDEST)) {
        return form.fail("born_on", "personal-error-born-on-past");
    }
    Some(born_on)
}

fn vehicle(form: &mut Reader<'_>, today: Date) -> Option<Vehicle> {
    let model = form.text(&MODEL);
    let plate = form.optional("plate", |form| form.number("plate", "household-error-plate"));
    let vin = form.number("vin", "household-error-vin");
    let year = form.year("year", "household-error-year", today);
    let certificate =
        form.optional("certificate", |form| form.number("certificate", "household-error-vehicle-certificate"));
    Some(Vehicle { model: model?, plate: plate?, vin: vin?, year: year?, certificate: certificate? })
}

fn licence(form: &mut Reader<'_>, today: Date) -> Option<Licence> {
    let number = form.number("number", "household-error-licence");
    let issued_on = form.day("issued_on", "household-error-issued-on");
    let issued_on = match issued_on {
        Some(day) if day > today => form.fail("issued_on", "household-error-issued-on-future"),
        day => day,
    };
    let valid_until = form.day("valid_until", "household-error-valid-until");
    let valid_until = match (issued_on, valid_until) {
        (Some(from), Some(until)) if until <= from => form.fail("valid_until", "household-error-valid-until-early"),
        (Some(from), Some(until)) if until > from.saturating_add(Span::new().years(LONGEST_LICENCE)) => {
            form.fail("valid_until", "household-error-valid-until-late")
        }
        (_, until) => until,
    };
    let chosen = form.fields.all("categories");
    let categories: Vec<Category> =
        Category::ALL.iter().copied().filter(|category| chosen.contains(&category.as_str())).collect();
    if categories.is_empty() {
        return form.fail("categories", "household-error-categories");
    }
    Some(Licence { number: number?, issued_on: issued_on?, valid_until: valid_until?, categories })
}

fn policy(form: &mut Reader<'_>) -> Option<Policy> {
    let number = form.checked("number", "household-error-policy", "household-error-policy-digits");
    let insurer = form.optional("insurer", |form| form.text(&INSURER));
    Some(Policy { number: number?, insurer: insurer? })
}

/// A sole proprietor has the longer numbers, an organisation the shorter ones: a pair of both kinds is a slip.
fn organisation(form: &mut Reader<'_>) -> Option<Organisation> {
    let name = form.text(&NAME);
    let inn: Option<Inn> = form.checked("inn", "household-error-inn", "household-error-inn-digits");
    let ogrn: Option<base::national::Ogrn> =
        form.checked("ogrn", "household-error-ogrn", "household-error-ogrn-digits");
    let (inn, ogrn) = (inn?, ogrn?);
    if (inn.as_str().len() == 12) != (ogrn.as_str().len() == 15) {
        return form.fail("ogrn", "household-error-ogrn-other");
    }
    Some(Organisation { name: name?, inn, ogrn })
}

#[cfg(test)]
mod tests;
