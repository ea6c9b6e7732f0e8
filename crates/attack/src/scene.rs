//! What the attacks take place in: the services of the project, a day, a person.

use std::sync::OnceLock;

use base::{Cx, Date, Timestamp};
use forms::{Definition, Facts, Prefill, Value};

/// A service that asks every type of question.
pub const EVERYTHING: &str = include_str!("../../forms/tests/everything.yaml");

const SERVICES: [&str; 4] = [
    EVERYTHING,
    include_str!("../../../services/criminal-record-certificate/service.yaml"),
    include_str!("../../../services/foreign-passport/service.yaml"),
    include_str!("../../../services/driver-licence/service.yaml"),
];

/// The services whose forms are filled, read once.
pub fn services() -> &'static [Definition] {
    static READ: OnceLock<Vec<Definition>> = OnceLock::new();
    READ.get_or_init(|| {
        let read: Vec<Definition> = SERVICES.iter().filter_map(|yaml| forms::parse(yaml).ok()).collect();
        assert_eq!(read.len(), SERVICES.len(), "a service of the project has problems");
        read
    })
}

/// A day and a person.
pub fn facts() -> Facts {
    let profile = Prefill::new()
        .with_text("profile.family_name", "Ветрова")
        .with_text("profile.address", "г. Москва, ул. Ленина, д. 1, кв. 5")
        .with("profile.born_on", Value::Day(Date::constant(1990, 3, 27)));
    Facts { today: Date::constant(2026, 11, 21), profile }
}

/// Clock and randomness that give the same every time.
pub fn cx() -> Cx {
    Cx::test(Timestamp::UNIX_EPOCH + base::SignedDuration::from_secs(1_800_000_000)).0
}
