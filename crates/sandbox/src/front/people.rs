//! The people of the demo, for people and for tests.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use base::{Date, short_date};

use crate::{
    people::{Citizen, Sex, Staff},
    world::{Shared, World},
};

/// A citizen as the page shows them.
pub(super) struct Card {
    pub(super) name: String,
    pub(super) age: i32,
    pub(super) phone: String,
    pub(super) fields: Vec<(&'static str, String)>,
}

/// A member of staff as the page shows them.
pub(super) struct Row {
    pub(super) role: &'static str,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) sign_in: String,
    pub(super) password: String,
    pub(super) code: String,
}

pub(super) fn cards(world: &World) -> Vec<Card> {
    let today = world.now().to_zoned(world.zone.clone()).date();
    world.people.citizens.iter().map(|citizen| card(citizen, today)).collect()
}

fn card(citizen: &Citizen, today: Date) -> Card {
    let born_on = citizen.born_on;
    let had_birthday = (today.month(), today.day()) >= (born_on.month(), born_on.day());
    let sex = match citizen.sex {
        Sex::Male => "мужской",
        Sex::Female => "женский",
    };
    let passport = &citizen.passport;
    let mut fields = vec![
        ("Фамилия", citizen.family_name.clone()),
        ("Имя", citizen.given_name.clone()),
        ("Отчество", if citizen.patronymic.is_empty() { "нет".to_owned() } else { citizen.patronymic.clone() }),
        ("Пол", sex.to_owned()),
        ("Дата рождения", short_date(born_on)),
        ("Место рождения", citizen.birth_place.clone()),
        ("Гражданство", citizen.citizenship.clone()),
        ("Паспорт", format!("{} {}", passport.series, passport.number)),
        ("Дата выдачи", short_date(passport.issued_on)),
        ("Кем выдан", passport.issued_by.clone()),
        ("Код подразделения", passport.subdivision_code.to_string()),
        ("СНИЛС", citizen.snils.to_string()),
        ("ИНН", citizen.inn.to_string()),
        ("Телефон", citizen.phone.show()),
        ("Почта", citizen.email.to_string()),
        ("Адрес", citizen.address.clone()),
    ];
    fields.extend(citizen.account.as_ref().map(|account| ("Пароль", account.password.clone())));
    Card {
        name: citizen.full_name(),
        age: i32::from(today.year() - born_on.year()) - i32::from(!had_birthday),
        phone: citizen.phone.show(),
        fields,
    }
}

pub(super) fn rows(world: &World) -> Vec<Row> {
    let seconds = seconds(world);
    world.people.staff.iter().map(|staff| row(staff, seconds)).collect()
}

fn row(staff: &Staff, seconds: u64) -> Row {
    let role = match staff.role.as_str() {
        "operator" => "Оператор центра",
        "officer" => "Инспектор",
        "expert" => "Эксперт",
        "head" => "Руководитель",
        "support" => "Поддержка",
        "administrator" => "Администратор",
        _ => "Сотрудник",
    };
    let code = staff.code_at(seconds).unwrap_or_default();
    Row {
        role,
        name: staff.name.clone(),
        place: staff.centre.clone().or_else(|| staff.agency.clone()).unwrap_or_default(),
        sign_in: staff.sign_in.clone(),
        password: staff.password.clone(),
        code: match (code.get(..3), code.get(3..)) {
            (Some(a), Some(b)) => format!("{a} {b}"),
            _ => code,
        },
    }
}

/// `GET /api/people`: citizens and staff, each member of staff with the authenticator's present code.
pub(super) async fn list(State(world): State<Shared>) -> Response {
    let seconds = seconds(&world);
    let told = |staff: &Staff| {
        let mut value = serde_json::to_value(staff).ok()?;
        value.as_object_mut()?.insert("totp_code".to_owned(), staff.code_at(seconds).into());
        Some(value)
    };
    let staff: Vec<serde_json::Value> = world.people.staff.iter().filter_map(told).collect();
    Json(serde_json::json!({ "citizens": world.people.citizens, "staff": staff })).into_response()
}

/// Seconds of the Unix epoch by the machine's clock, as authenticators count.
fn seconds(world: &World) -> u64 {
    u64::try_from(world.now().as_second()).unwrap_or_default()
}
