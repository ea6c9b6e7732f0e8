//! Who somebody is, by their place in the line. Pure: the same on every machine and at any time.

use std::sync::Arc;

use anyhow::Result;
use applications::{ApplicationId, seeding::Stage};
use base::{
    AccountId, Cx, Date, ManualClock, Phone, SeededRandom, SignedDuration, Timestamp,
    national::{Passport, Snils, SubdivisionCode},
};
use identity::{
    Names,
    personal::{PersonalData, Sex},
};
use jiff::ToSpan;

use super::names;

/// When the ids of the first person begin; each of the others comes seven seconds after the one before.
const IDS_FROM: i64 = 1_704_067_200;
/// Seconds between one person and the next, also between their registrations.
pub(super) const STEP: i64 = 7;
/// The first of them are all confirmed, so that a few people show everything.
const CONFIRMED_FIRST: u32 = 100;
/// Of the others, everybody whose place this divides.
const CONFIRMED_EVERY: u32 = 20;

/// Somebody who is made up.
#[derive(Debug, Clone)]
pub struct Person {
    /// The place in the line, from 0.
    pub place: u32,
    /// The account.
    pub account: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// What one signs in with, beside [`super::PASSWORD`].
    pub phone: Phone,
    /// The names.
    pub names: Names,
    /// The sex.
    pub sex: Sex,
    /// The insurance number; one who is confirmed signs in with it, too.
    pub snils: Snils,
    /// A number that decides what is left to chance.
    pub(super) mark: u64,
}

/// The person at a place in the line.
///
/// # Errors
/// When the place is far beyond [`super::MOST`].
pub fn person(place: u32) -> Result<Person> {
    let mark = mixed(u64::from(place));
    let (names, sex) = names::drawn(mixed(mark));
    Ok(Person {
        place,
        account: AccountId(id(place, 0, mark)),
        application: ApplicationId(id(place, 3_000, mark ^ 1)),
        phone: format!("+7{}", 9_910_000_000 + u64::from(place)).parse()?,
        snils: snils(100_000_000 + place)?,
        names,
        sex,
        mark,
    })
}

/// Whether the person at the place is confirmed and has a whole application; the others registered and began a form.
pub const fn is_confirmed(place: u32) -> bool {
    place < CONFIRMED_FIRST || place.is_multiple_of(CONFIRMED_EVERY)
}

/// How far the application of the person at the place has come.
pub fn stage(place: u32) -> Stage {
    if !is_confirmed(place) {
        return Stage::Begun;
    }
    match mixed(u64::from(place)) >> 7 & 127 {
        0..6 => Stage::AwaitingPayment,
        6..8 => Stage::NeverPaid,
        8 => Stage::PaidTooLate,
        9..22 => Stage::Draft,
        22..56 => Stage::InReview,
        56..74 => Stage::Taken,
        74..80 => Stage::AwaitingInformation,
        80..85 => Stage::Answered,
        85..122 => Stage::Refused,
        _ => Stage::Withdrawn,
    }
}

impl Person {
    /// When the ids of what belongs to the person begin.
    pub(super) fn ids_from(&self) -> Timestamp {
        ids_from(self.place)
    }

    /// What the passport says: somebody past the last renewal, so that no day ends what was proved.
    ///
    /// # Errors
    /// When the place is far beyond [`super::MOST`].
    pub fn data(&self) -> Result<PersonalData> {
        let days = i64::try_from(self.mark % 10_000).unwrap_or(0);
        let born_on = Date::constant(1951, 1, 1).saturating_add(days.days());
        let passport: Passport =
            format!("{}{:06}", 4500 + self.place / 900_000, 100_000 + self.place % 900_000).parse()?;
        let subdivision_code: SubdivisionCode = "770002".parse()?;
        Ok(PersonalData {
            family_name: self.names.family.clone(),
            given_name: self.names.given.clone(),
            patronymic: self.names.patronymic.clone(),
            sex: self.sex,
            born_on,
            birth_place: "г. Москва".to_owned(),
            citizenship: "Российская Федерация".to_owned(),
            passport,
            passport_issued_on: born_on.saturating_add(45.years().days(20)),
            passport_issued_by: "МВД по г. Москве".to_owned(),
            subdivision_code,
            snils: self.snils.clone(),
            inn: None,
            address: Some(base::Address::written(&format!(
                "г. Москва, ул. Ленина, д. {}, кв. {}",
                1 + self.mark % 90,
                1 + self.mark % 170
            ))),
            email: None,
        })
    }
}

fn ids_from(place: u32) -> Timestamp {
    Timestamp::from_second(IDS_FROM + STEP * i64::from(place)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn id(place: u32, millis: i64, mark: u64) -> base::Uuid {
    let clock = ManualClock::new(ids_from(place));
    clock.advance(SignedDuration::from_millis(millis));
    Cx::new(Arc::new(clock), Arc::new(SeededRandom::new(mark))).uuid()
}

fn snils(number: u32) -> Result<Snils> {
    let digits = format!("{number:09}");
    let sum: u32 = digits.chars().zip((1..=9).rev()).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    let check = if sum % 101 == 100 { 0 } else { sum % 101 };
    Ok(format!("{digits}{check:02}").parse()?)
}

/// Numbers that follow one another, thrown about (SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_all_different_and_always_the_same() {
        let (first, again) = (person(12_345).unwrap(), person(12_345).unwrap());
        assert_eq!((first.account, first.phone.as_str()), (again.account, "+79910012345"));
        assert_eq!((first.application, first.snils.clone()), (again.application, again.snils));
        let next = person(12_346).unwrap();
        assert!(first.account < next.account && first.application < next.application);
        assert_ne!(first.snils, next.snils);
        assert!(person(super::super::MOST).unwrap().data().is_ok());
    }

    #[test]
    fn every_stage_is_there() {
        let mut seen = Vec::new();
        for place in 0..8_000 {
            let stage = stage(place);
            if !seen.contains(&stage) {
                seen.push(stage);
            }
        }
        assert_eq!(seen.len(), 11);
    }
}
