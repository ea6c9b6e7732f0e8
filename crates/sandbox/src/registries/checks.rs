//! The checks themselves: find the record by its number, compare the rest, answer.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use base::{
    Date,
    national::{Snils, SubdivisionCode},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{Answer, Outcome, Status};
use crate::{
    control::{Mode, System},
    people::{Citizen, People, Sex},
    routes::refusal,
    world::Shared,
};

/// A question to the pension fund.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct InsuranceQuestion {
    snils: Snils,
    family_name: String,
    given_name: String,
    patronymic: Option<String>,
    born_on: Date,
    sex: Sex,
}

/// A question to the passport registry.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct PassportQuestion {
    series: String,
    number: String,
    issued_on: Date,
    subdivision_code: SubdivisionCode,
    family_name: String,
    given_name: String,
    patronymic: Option<String>,
    born_on: Date,
}

/// `POST /registries/pension-fund/v1/checks`.
pub(super) async fn pension_fund(
    State(world): State<Shared>,
    headers: HeaderMap,
    question: Result<Json<InsuranceQuestion>, JsonRejection>,
) -> Response {
    if let Err(refused) = world.tokens.allow(&world, &headers, System::PensionFund.code()) {
        return refused.into_response();
    }
    let mode = world.control.of(System::PensionFund).mode;
    answer(question, |question| ask_pension_fund(&world.people, mode, question))
}

/// `POST /registries/passport-registry/v1/checks`.
pub(super) async fn passport_registry(
    State(world): State<Shared>,
    headers: HeaderMap,
    question: Result<Json<PassportQuestion>, JsonRejection>,
) -> Response {
    if let Err(refused) = world.tokens.allow(&world, &headers, System::PassportRegistry.code()) {
        return refused.into_response();
    }
    let mode = world.control.of(System::PassportRegistry).mode;
    answer(question, |question| ask_passport_registry(&world.people, mode, question))
}

fn answer<Q: DeserializeOwned>(question: Result<Json<Q>, JsonRejection>, ask: impl FnOnce(&Q) -> Answer) -> Response {
    match question {
        Ok(Json(question)) => Json(ask(&question)).into_response(),
        Err(wrong) => refusal(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", &wrong.body_text()),
    }
}

fn ask_pension_fund(people: &People, mode: Mode, question: &InsuranceQuestion) -> Answer {
    let Some(citizen) = people.by_snils(&question.snils) else { return not_found() };
    let mut fields =
        names_that_differ(citizen, &question.family_name, &question.given_name, question.patronymic.as_deref());
    fields.extend((citizen.born_on != question.born_on).then_some("born_on"));
    fields.extend((citizen.sex != question.sex).then_some("sex"));
    if mode == Mode::Disagree && fields.is_empty() {
        fields.push("born_on");
    }
    let status = match mode {
        Mode::Suspended => Status::Suspended,
        Mode::Annulled => Status::Annulled,
        _ => Status::Active,
    };
    compared(&fields, status)
}

fn ask_passport_registry(people: &People, mode: Mode, question: &PassportQuestion) -> Answer {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some(citizen) = people.by_passport(&digits(&question.series), &digits(&question.number)) else {
        return not_found();
    };
    let mut fields =
        names_that_differ(citizen, &question.family_name, &question.given_name, question.patronymic.as_deref());
    fields.extend((citizen.born_on != question.born_on).then_some("born_on"));
    fields.extend((citizen.passport.issued_on != question.issued_on).then_some("issued_on"));
    fields.extend((citizen.passport.subdivision_code != question.subdivision_code).then_some("subdivision_code"));
    if mode == Mode::Disagree && fields.is_empty() {
        fields.push("issued_on");
    }
    compared(&fields, if mode == Mode::Invalid { Status::Invalid } else { Status::Valid })
}

fn not_found() -> Answer {
    Answer { result: Outcome::NotFound, fields: Vec::new(), status: None }
}

fn compared(fields: &[&str], status: Status) -> Answer {
    let result = if fields.is_empty() { Outcome::Agreed } else { Outcome::Differs };
    Answer { result, fields: fields.iter().map(|&field| field.to_owned()).collect(), status: Some(status) }
}

fn names_that_differ(
    citizen: &Citizen,
    family_name: &str,
    given_name: &str,
    patronymic: Option<&str>,
) -> Vec<&'static str> {
    [
        ("family_name", citizen.family_name.as_str(), family_name),
        ("given_name", citizen.given_name.as_str(), given_name),
        ("patronymic", citizen.patronymic.as_str(), patronymic.unwrap_or_default()),
    ]
    .into_iter()
    .filter_map(|(field, known, told)| (letters(known) != letters(told)).then_some(field))
    .collect()
}

/// A name as registries compare it: letters and hyphens alone, without case, «ё» as «е».
fn letters(name: &str) -> String {
    name.to_lowercase().replace('ё', "е").chars().filter(|c| c.is_alphabetic() || *c == '-').collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn insurance(people: &People) -> InsuranceQuestion {
        let citizen = people.citizens.iter().find(|citizen| citizen.given_name == "Пётр").unwrap();
        InsuranceQuestion {
            snils: citizen.snils.clone(),
            family_name: citizen.family_name.to_uppercase(),
            given_name: " петр ".to_owned(),
            patronymic: Some(citizen.patronymic.clone()),
            born_on: citizen.born_on,
            sex: citizen.sex,
        }
    }

    #[test]
    fn names_are_compared_as_people_spell_them() {
        let people = People::demo().unwrap();
        let answer = ask_pension_fund(&people, Mode::Ok, &insurance(&people));
        assert_eq!(answer, Answer { result: Outcome::Agreed, fields: vec![], status: Some(Status::Active) });
    }

    #[test]
    fn what_differs_is_named() {
        let people = People::demo().unwrap();
        let mut question = insurance(&people);
        question.born_on = question.born_on.tomorrow().unwrap();
        question.patronymic = None;
        let answer = ask_pension_fund(&people, Mode::Ok, &question);
        assert_eq!(
            (answer.result, answer.fields),
            (Outcome::Differs, vec!["patronymic".to_owned(), "born_on".to_owned()])
        );
    }

    #[test]
    fn modes_change_the_answer() {
        let people = People::demo().unwrap();
        let question = insurance(&people);
        assert_eq!(ask_pension_fund(&people, Mode::Disagree, &question).result, Outcome::Differs);
        assert_eq!(ask_pension_fund(&people, Mode::Annulled, &question).status, Some(Status::Annulled));
    }

    #[test]
    fn a_passport_nobody_has_is_not_found() {
        let people = People::demo().unwrap();
        let citizen = &people.citizens[0];
        let mut question = PassportQuestion {
            series: citizen.passport.series.clone(),
            number: citizen.passport.number.clone(),
            issued_on: citizen.passport.issued_on,
            subdivision_code: citizen.passport.subdivision_code.clone(),
            family_name: citizen.family_name.clone(),
            given_name: citizen.given_name.clone(),
            patronymic: Some(citizen.patronymic.clone()),
            born_on: citizen.born_on,
        };
        assert_eq!(ask_passport_registry(&people, Mode::Ok, &question).result, Outcome::Agreed);
        assert_eq!(ask_passport_registry(&people, Mode::Invalid, &question).status, Some(Status::Invalid));
        question.number = "000001".to_owned();
        assert_eq!(ask_passport_registry(&people, Mode::Ok, &question), not_found());
    }
}
