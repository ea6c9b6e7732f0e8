//! Who lives in the sandbox's world: the citizens that the registries know and the staff of the demo.

use anyhow::Context;
use base::{
    Date, Email, Phone,
    national::{Inn, Snils, SubdivisionCode},
};
use serde::{Deserialize, Serialize};

/// The people of the demo, as delivered with the sandbox.
const DEMO: &str = include_str!("../../../demo/people.yaml");

/// All of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Known to the registries.
    pub citizens: Vec<Citizen>,
    /// Who works with the portal.
    pub staff: Vec<Staff>,
}

/// Male or female, as the registries keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
}

/// A citizen. Numbers have right check digits, or the file is refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citizen {
    /// Фамилия.
    pub family_name: String,
    /// Имя.
    pub given_name: String,
    /// Отчество; empty if there is none.
    #[serde(default)]
    pub patronymic: String,
    /// Пол.
    pub sex: Sex,
    /// Дата рождения.
    pub born_on: Date,
    /// Место рождения.
    pub birth_place: String,
    /// Гражданство.
    pub citizenship: String,
    /// Паспорт.
    pub passport: PassportRecord,
    /// СНИЛС.
    pub snils: Snils,
    /// ИНН.
    pub inn: Inn,
    /// A mobile number for the demo.
    pub phone: Phone,
    /// An e-mail address for the demo.
    pub email: Email,
    /// Адрес регистрации.
    pub address: String,
    /// The account that the portal of the demo has for them from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
}

/// What signs somebody in who needs not register. What stands in the profile concerns the portal alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// The password of the demo.
    pub password: String,
}

impl Citizen {
    /// Фамилия, имя and отчество in one line.
    pub fn full_name(&self) -> String {
        format!("{} {} {}", self.family_name, self.given_name, self.patronymic).trim_end().to_owned()
    }
}

/// What the passport registry keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassportRecord {
    /// Серия: four digits.
    pub series: String,
    /// Номер: six digits.
    pub number: String,
    /// Дата выдачи.
    pub issued_on: Date,
    /// Кем выдан.
    pub issued_by: String,
    /// Код подразделения.
    pub subdivision_code: SubdivisionCode,
}

/// Somebody who works with the portal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// operator, officer, expert, head, support or administrator.
    pub role: String,
    /// The name to sign in with.
    pub sign_in: String,
    /// Фамилия, имя, отчество.
    #[serde(default)]
    pub name: String,
    /// The password of the demo.
    pub password: String,
    /// The authenticator's secret, base32 (RFC 6238, SHA-1, 6 digits, 30 seconds).
    pub totp_secret: String,
    /// Code of the agency, if they work for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The service centre, if they work in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre: Option<String>,
}

impl Staff {
    /// The code that the authenticator shows at the moment (seconds of the Unix epoch); none if the secret is unfit.
    pub fn code_at(&self, seconds: u64) -> Option<String> {
        let secret = data_encoding::BASE32_NOPAD.decode(self.totp_secret.trim_end_matches('=').as_bytes()).ok()?;
        let secret = <[u8; 20]>::try_from(secret).ok()?;
        let totp = totp_rs::Builder::new().with_secret(secret).build().ok()?;
        Some(totp.generate(seconds).to_string())
    }
}

impl People {
    /// Reads people from YAML of the shape of `demo/people.yaml`.
    ///
    /// # Errors
    /// When the YAML or a number in it is wrong; the message names line and reason.
    pub fn parse(yaml: &str) -> anyhow::Result<Self> {
        serde_saphyr::from_str(yaml).context("the file of people does not read")
    }

    /// The people of the demo.
    ///
    /// # Errors
    /// Never in a tested build.
    pub fn demo() -> anyhow::Result<Self> {
        Self::parse(DEMO)
    }

    /// The citizen with this SNILS.
    pub fn by_snils(&self, snils: &Snils) -> Option<&Citizen> {
        self.citizens.iter().find(|citizen| citizen.snils == *snils)
    }

    /// The citizen with this passport.
    pub fn by_passport(&self, series: &str, number: &str) -> Option<&Citizen> {
        self.citizens.iter().find(|citizen| citizen.passport.series == series && citizen.passport.number == number)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use base::national::Passport;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn demo_people_have_right_numbers_and_are_all_different() {
        let people = People::demo().unwrap();
        assert!(people.citizens.len() >= 10);
        let mut seen = BTreeSet::new();
        for citizen in &people.citizens {
            // SNILS, INN, phone and e-mail are checked by their types while the file is read.
            let PassportRecord { series, number, issued_on, .. } = &citizen.passport;
            format!("{series}{number}").parse::<Passport>().unwrap();
            assert_eq!(citizen.inn.as_str().len(), 12, "a person's INN");
            for number in [citizen.snils.as_str(), citizen.inn.as_str(), citizen.phone.as_str(), citizen.email.as_str()]
            {
                assert!(seen.insert(number.to_owned()), "{number} is twice");
            }
            assert!(seen.insert(format!("{series}{number}")));
            let age_at_issue = issued_on.since((jiff::Unit::Year, citizen.born_on)).unwrap().get_years();
            assert!(age_at_issue >= 14, "{}", citizen.full_name());
            let age_now = date(2026, 11, 21).since((jiff::Unit::Year, citizen.born_on)).unwrap().get_years();
            // A passport is renewed at 20 and at 45.
            let least = if age_now >= 45 {
                45
            } else if age_now >= 20 {
                20
            } else {
                14
            };
            assert!(age_at_issue >= least, "{}", citizen.full_name());
        }
    }

    #[test]
    fn staff_have_every_role_and_a_working_authenticator() {
        let people = People::demo().unwrap();
        let roles: BTreeSet<&str> = people.staff.iter().map(|staff| staff.role.as_str()).collect();
        assert!(roles.is_superset(&BTreeSet::from([
            "operator",
            "officer",
            "expert",
            "head",
            "support",
            "administrator"
        ])));
        let names: BTreeSet<&str> = people.staff.iter().map(|staff| staff.sign_in.as_str()).collect();
        assert_eq!(names.len(), people.staff.len());
        for staff in &people.staff {
            assert_eq!(data_encoding::BASE32.decode(staff.totp_secret.as_bytes()).unwrap().len(), 20);
            assert_eq!(staff.code_at(59).unwrap().len(), 6);
            assert!(staff.password.len() >= 12);
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let mut staff = People::demo().unwrap().staff.remove(0);
        // RFC 6238, appendix B: the ASCII secret "12345678901234567890", last six digits.
        staff.totp_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned();
        assert_eq!(staff.code_at(59).unwrap(), "287082");
        assert_eq!(staff.code_at(1_111_111_109).unwrap(), "081804");
    }

    #[test]
    fn a_wrong_digit_is_refused() {
        let spoiled = DEMO.replacen("snils: \"146-728-391 94\"", "snils: \"146-728-391 95\"", 1);
        assert!(People::parse(&spoiled).is_err());
    }
}
