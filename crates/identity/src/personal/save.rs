//! Saving personal data: into force with checks in the registries, or aside as an unfinished form.

use base::{AccountId, Cx};
use db::{Tx, live};

use super::{data::PersonalData, store, typed::Typed};
use crate::{
    accounts::{self, Happening, Names},
    checks,
    levels::{StandingReason, standing},
};

/// What a save led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// How many registries are asked now; none when all of them have agreed with these data before.
    pub asked: usize,
}

/// Brings data into force. Where they differ from what was proved the level falls, and the registries are asked.
pub async fn save(tx: &mut Tx, cx: &Cx, account: AccountId, data: &PersonalData) -> Result<Saved, db::Error> {
    let subjects = store::write_data(tx, cx, account, data).await?;
    let names =
        Names { family: data.family_name.clone(), given: data.given_name.clone(), patronymic: data.patronymic.clone() };
    accounts::rename(tx, cx, account, &names).await?;
    accounts::note(tx, cx, account, Happening::PersonalDataSaved, None).await?;
    standing::settle(tx, cx, account, StandingReason::DataChanged).await?;
    let asked = checks::queue::align(tx, cx, account, &subjects).await?;
    Ok(Saved { asked })
}

/// Keeps what was typed, right or wrong, for another time.
pub async fn keep_for_later(tx: &mut Tx, cx: &Cx, account: AccountId, typed: &Typed) -> Result<(), db::Error> {
    store::write_draft(tx, cx, account, typed).await?;
    live::touch(tx, cx, account, "profile").await
}

/// What the form should show: the unfinished form, else the data in force, else the names of the registration.
pub(crate) async fn begun(tx: &mut Tx, account: AccountId) -> Result<Typed, db::Error> {
    let contents = store::open(tx, account).await?;
    if let Some(draft) = contents.draft {
        return Ok(draft);
    }
    if let Some(data) = &contents.data {
        return Ok(Typed::from(data));
    }
    let mut typed = Typed::default();
    // The form asks for a passport of Russia: nearly everybody who has one is a citizen.
    typed.set("citizenship", "Российская Федерация");
    if let Some(account) = accounts::find(tx, account).await? {
        typed.set("family_name", &account.names.family);
        typed.set("given_name", &account.names.given);
        typed.set("patronymic", account.names.patronymic.as_deref().unwrap_or_default());
    }
    if let Some(email) = accounts::contacts(tx, account).await?.and_then(|contacts| contacts.email) {
        typed.set("email", email.as_str());
    }
    Ok(typed)
}
