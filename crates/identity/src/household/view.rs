//! What the pages show of a record: its title and its rows. Pure.

use base::Date;
use web::Page;

use super::{
    fields::typed,
    model::{Kind, Record},
    store::Kept,
};

/// A record on the list.
pub(super) struct Card {
    pub(super) id: String,
    /// «Ветров Лев Павлович», «Лада Веста», «Полис ОМС».
    pub(super) title: String,
    pub(super) rows: Vec<(&'static str, String)>,
    /// The licence has run out.
    pub(super) is_over: bool,
}

/// A kind of records on the list.
pub(super) struct Section {
    pub(super) kind: Kind,
    pub(super) cards: Vec<Card>,
}

impl Section {
    /// Every kind, each with its records.
    pub(super) fn all(page: &Page, kept: &[Kept]) -> Vec<Self> {
        let of = |kind: Kind| {
            let own = kept.iter().filter(|kept| kept.record.kind() == kind);
            Self { kind, cards: own.map(|kept| Card::of(page, kept)).collect() }
        };
        Kind::ALL.iter().copied().map(of).collect()
    }

    pub(super) fn has_room(&self) -> bool {
        i64::try_from(self.cards.len()).is_ok_and(|count| count < self.kind.most())
    }

    pub(super) fn title_key(&self) -> String {
        format!("household-title-{}", self.kind)
    }

    pub(super) fn text_key(&self) -> String {
        format!("household-text-{}", self.kind)
    }

    pub(super) fn add_key(&self) -> String {
        format!("household-add-{}", self.kind)
    }
}

impl Card {
    pub(super) fn of(page: &Page, kept: &Kept) -> Self {
        Self {
            id: kept.id.to_string(),
            title: title(page, &kept.record),
            rows: rows(page, &kept.record),
            is_over: matches!(&kept.record, Record::Licence(licence) if licence.valid_until < page.today()),
        }
    }
}

/// What the record is called.
pub(super) fn title(page: &Page, record: &Record) -> String {
    match record {
        Record::Child(child) => {
            let patronymic = child.patronymic.as_deref().unwrap_or_default();
            format!("{} {} {patronymic}", child.family_name, child.given_name).trim_end().to_owned()
        }
        Record::Vehicle(vehicle) => vehicle.model.clone(),
        Record::Organisation(organisation) => organisation.name.clone(),
        Record::Licence(_) | Record::Policy(_) => page.t(record.kind().label_key()).into_owned(),
    }
}

/// What it says, as rows of translation key and value, without what its title says.
pub(super) fn rows(page: &Page, record: &Record) -> Vec<(&'static str, String)> {
    let fields = typed(record);
    let text = |field: &str| match fields.value(field) {
        "" => page.t("personal-none").into_owned(),
        text => text.to_owned(),
    };
    let day = |day: Date| page.day(day);
    match record {
        Record::Child(child) => vec![
            ("personal-field-born-on", day(child.born_on)),
            (
                "personal-field-sex",
                page.t(child.sex.map_or("household-sex-unknown", crate::personal::Sex::label_key)).into_owned(),
            ),
            ("household-field-birth-certificate", text("certificate")),
            ("personal-field-snils", text("snils")),
        ],
        Record::Vehicle(_) => vec![
            ("household-field-plate", text("plate")),
            ("household-field-vin", text("vin")),
            ("household-field-year", text("year")),
            ("household-field-vehicle-certificate", text("certificate")),
        ],
        Record::Licence(licence) => {
            let categories: Vec<&str> = licence.categories.iter().map(|category| category.as_str()).collect();
            vec![
                ("household-field-licence", text("number")),
                ("household-field-issued-on", day(licence.issued_on)),
                ("household-field-valid-until", day(licence.valid_until)),
                ("household-field-categories", categories.join(", ")),
            ]
        }
        Record::Policy(_) => {
            vec![("household-field-policy", text("number")), ("household-field-insurer", text("insurer"))]
        }
        Record::Organisation(_) => {
            vec![("personal-field-inn", text("inn")), ("household-field-ogrn", text("ogrn"))]
        }
    }
}
