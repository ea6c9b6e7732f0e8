//! What other slices may read of a person, and where they send one who lacks a level.

use base::{
    AccountId, Address, Date, Email, Phone,
    national::{Inn, Passport, Snils, SubdivisionCode},
};
use db::{Both, Tx, vault};

use super::{
    data::{PersonalData, Sex},
    store,
};
use crate::{
    accounts::{self, AccountStatus, Names},
    levels::AssuranceLevel,
    next,
};

/// The personal data in force with the contacts of the account.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// Фамилия.
    pub family_name: String,
    /// Имя.
    pub given_name: String,
    /// Отчество, if there is one.
    pub patronymic: Option<String>,
    /// Пол.
    pub sex: Sex,
    /// Дата рождения.
    pub born_on: Date,
    /// Место рождения.
    pub birth_place: String,
    /// Гражданство.
    pub citizenship: String,
    /// Серия и номер паспорта.
    pub passport: Passport,
    /// Дата выдачи.
    pub passport_issued_on: Date,
    /// Кем выдан.
    pub passport_issued_by: String,
    /// Код подразделения.
    pub subdivision_code: SubdivisionCode,
    /// СНИЛС.
    pub snils: Snils,
    /// ИНН, 12 digits.
    pub inn: Option<Inn>,
    /// Адрес регистрации.
    pub address: Option<Address>,
    /// The proved mobile number.
    pub phone: Option<Phone>,
    /// The proved e-mail address, else the one typed with the personal data.
    pub email: Option<Email>,
}

/// What an account knows of its owner.
#[derive(Clone, PartialEq, Eq)]
pub struct Owner {
    /// As they were given when the account was opened, or as the passport has them.
    pub names: Names,
    /// The proved mobile number.
    pub phone: Option<Phone>,
    /// The proved e-mail address.
    pub email: Option<Email>,
    /// The personal data in force; `None` while the form is unfinished.
    pub profile: Option<Profile>,
}

/// What an account knows of its owner, by one question. Opens the vault: a caller who is not the citizen writes the access
/// ledger in the same transaction.
pub async fn owner(tx: &mut Tx, account: AccountId) -> Result<Option<Owner>, db::Error> {
    let Some(Both(row, key)) = store::owner(tx, account).await? else { return Ok(None) };
    vault::take(tx, account.0, &key)?;
    let place = |column| accounts::store::place(column, account);
    let names = accounts::store::open_names(tx, account, &row.names).await?;
    let (mut phone, mut email) = (None, None);
    if let Some(sealed) = row.phone.filter(|_| row.status != AccountStatus::Closed) {
        phone = Some(vault::open_json::<Phone>(tx, account.0, &place("phone"), &sealed).await?);
    }
    if let Some(sealed) = row.email.filter(|_| row.status != AccountStatus::Closed) {
        email = Some(vault::open_json::<Email>(tx, account.0, &place("email"), &sealed).await?);
    }
    let profile = match row.data {
        Some(sealed) => {
            let data = vault::open_json(tx, account.0, &store::place("data", account), &sealed).await?;
            Some(joined(data, phone.clone(), email.clone()))
        }
        None => None,
    };
    Ok(Some(Owner { names, phone, email, profile }))
}

/// The personal data in force; `None` while the form is unfinished. Opens the vault: a caller who is not the citizen writes
/// the access ledger in the same transaction.
pub async fn profile(tx: &mut Tx, account: AccountId) -> Result<Option<Profile>, db::Error> {
    Ok(owner(tx, account).await?.and_then(|owner| owner.profile))
}

/// The registration address in force, for the citizen's own pages.
pub async fn residence(tx: &mut Tx, account: AccountId) -> Result<Option<Address>, db::Error> {
    Ok(store::open(tx, account).await?.data.and_then(|data| data.address))
}

impl Profile {
    /// Personal data with the proved phone.
    pub fn of(data: PersonalData, phone: Phone) -> Self {
        joined(data, Some(phone), None)
    }
}

fn joined(data: PersonalData, phone: Option<Phone>, email: Option<Email>) -> Profile {
    Profile {
        family_name: data.family_name,
        given_name: data.given_name,
        patronymic: data.patronymic,
        sex: data.sex,
        born_on: data.born_on,
        birth_place: data.birth_place,
        citizenship: data.citizenship,
        passport: data.passport,
        passport_issued_on: data.passport_issued_on,
        passport_issued_by: data.passport_issued_by,
        subdivision_code: data.subdivision_code,
        snils: data.snils,
        inn: data.inn,
        address: data.address,
        phone,
        email: email.or(data.email),
    }
}

impl std::fmt::Debug for Profile {
    /// Never shows a value: what is debugged ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Profile(sealed)")
    }
}

impl std::fmt::Debug for Owner {
    /// Never shows a value: what is debugged ends in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Owner(sealed)")
    }
}

/// The address of the page that leads an account of `level` to `wanted`, and then back to `back` (a path of the portal).
/// «Мои данные» tells what is missing, whichever it is; one who has the level goes straight back.
pub fn missing_step(level: AssuranceLevel, wanted: AssuranceLevel, back: &str) -> String {
    if level >= wanted {
        return next::safe(back).unwrap_or_else(|| "/cabinet".to_owned());
    }
    let page = match wanted {
        AssuranceLevel::Verified => "/cabinet/profile?wanted=verified",
        AssuranceLevel::Standard | AssuranceLevel::Simplified => "/cabinet/profile?wanted=standard",
    };
    next::with_next(page, Some(back))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_missing_step_leads_back() {
        use AssuranceLevel::{Simplified, Standard, Verified};
        let back = "/services/criminal-record/apply";
        assert_eq!(
            missing_step(Simplified, Verified, back),
            "/cabinet/profile?wanted=verified&next=%2Fservices%2Fcriminal-record%2Fapply"
        );
        assert_eq!(
            missing_step(Simplified, Standard, back),
            "/cabinet/profile?wanted=standard&next=%2Fservices%2Fcriminal-record%2Fapply"
        );
        assert_eq!(missing_step(Verified, Standard, back), back);
        assert_eq!(missing_step(Standard, Standard, "//evil.example"), "/cabinet");
        assert_eq!(missing_step(Simplified, Verified, "//evil.example"), "/cabinet/profile?wanted=verified");
    }
}
