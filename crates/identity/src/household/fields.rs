//! A record as it would be typed: for the form that changes it.

use base::short_date;
use web::Fields;

use super::model::Record;

/// The fields of the form, numbers grouped as they are printed, days as дд.мм.гггг.
pub(super) fn typed(record: &Record) -> Fields {
    let shown = |number: Option<String>| number.unwrap_or_default();
    match record {
        Record::Child(child) => Fields::new([
            ("family_name", child.family_name.clone()),
            ("given_name", child.given_name.clone()),
            ("patronymic", child.patronymic.clone().unwrap_or_default()),
            ("born_on", short_date(child.born_on)),
            ("sex", child.sex.map_or("", crate::personal::Sex::as_str).to_owned()),
            ("certificate", shown(child.certificate.as_ref().map(ToString::to_string))),
            ("snils", shown(child.snils.as_ref().map(ToString::to_string))),
        ]),
        Record::Vehicle(vehicle) => Fields::new([
            ("model", vehicle.model.clone()),
            ("plate", shown(vehicle.plate.as_ref().map(ToString::to_string))),
            ("vin", vehicle.vin.to_string()),
            ("year", vehicle.year.to_string()),
            ("certificate", shown(vehicle.certificate.as_ref().map(ToString::to_string))),
        ]),
        Record::Licence(licence) => {
            let own = [
                ("number", licence.number.to_string()),
                ("issued_on", short_date(licence.issued_on)),
                ("valid_until", short_date(licence.valid_until)),
            ];
            let categories = licence.categories.iter().map(|category| ("categories", category.as_str().to_owned()));
            Fields::new(own.into_iter().chain(categories))
        }
        Record::Policy(policy) => Fields::new([
            ("number", policy.number.to_string()),
            ("insurer", policy.insurer.clone().unwrap_or_default()),
        ]),
        Record::Organisation(organisation) => Fields::new([
            ("name", organisation.name.clone()),
            ("inn", organisation.inn.to_string()),
            ("ogrn", organisation.ogrn.to_string()),
        ]),
    }
}
