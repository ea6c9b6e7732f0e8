//! One account: what is sealed opens, what it signs in with is its own, what a closed one had is gone.

use base::AccountId;
use db::{Tx, audit::Audit, vault};

use super::{household, proofs, store};
use crate::{
    accounts::{self, AccountNumber, AccountStatus, CONSENTS, SignInName},
    events::Contact,
    sessions,
};

pub(super) async fn check(tx: &mut Tx, audit: &mut Audit<'_>, row: &store::AccountRow) -> Result<(), db::Error> {
    let account = row.id;
    audit.found_if(row.number.parse::<AccountNumber>().is_err(), "the number of an account is not right", account);
    let Ok(status) = row.status.parse::<AccountStatus>() else {
        audit.found("an account is in no known state", account);
        return Ok(());
    };
    let has_key = vault::exists(tx, account).await?;
    if status == AccountStatus::Closed {
        audit.found_if(has_key, "a closed account still has its data key", account);
        return sessions_of_closed(tx, audit, account).await;
    }
    if !has_key {
        audit.found("an account has no data key", account);
        return Ok(());
    }
    let parts = store::parts(tx, account).await?;
    let without_password = status == AccountStatus::Active && parts.passwords == 0;
    audit.found_if(without_password, "an account in use has no password", account);
    let too_few = usize::try_from(parts.consents).unwrap_or(0) < CONSENTS.len();
    audit.found_if(too_few, "an account lacks its consents", account);
    contacts(tx, audit, account, parts.sign_in_names).await?;
    history(tx, audit, account).await?;
    networks(tx, audit, account).await?;
    household::check(tx, audit, account).await?;
    proofs::check(tx, audit, account).await
}

async fn contacts(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId, names: i64) -> Result<(), db::Error> {
    let contacts = accounts::contacts(tx, account).await;
    let contacts = audit.opened(contacts, "names or contacts of an account do not open", account)?;
    let Some(contacts) = contacts.flatten() else { return Ok(()) };
    let own: Vec<Contact> =
        contacts.phone.map(Contact::Sms).into_iter().chain(contacts.email.map(Contact::Mail)).collect();
    audit.found_if(own.is_empty(), "an account cannot be reached", account);
    let strange = usize::try_from(names).unwrap_or(usize::MAX) != own.len();
    audit.found_if(strange, "an account signs in with other contacts than it has", account);
    for contact in own {
        let holder = accounts::store::find_by_contact(tx, &SignInName::from(contact)).await?;
        audit.found_if(holder != Some(account), "a contact of an account is not what it signs in with", account);
    }
    Ok(())
}

async fn history(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    let entries = accounts::history(tx, account, 200).await;
    let entries = audit.opened(entries, "an entry in the history of an account does not open", account)?;
    audit.found_if(entries.is_some_and(|entries| entries.is_empty()), "an account has no history", account);
    Ok(())
}

async fn networks(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    for session in store::sessions(tx, account).await? {
        if let Some(sealed) = &session.network {
            let plain = vault::open(tx, account, &sessions::network_place(session.id), sealed).await;
            audit.opened(plain, "the network of a session does not open", session.id)?;
        }
    }
    Ok(())
}

async fn sessions_of_closed(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    let now = audit.cx.now();
    let open = store::sessions(tx, account).await?.iter().any(|one| one.ended_at.is_none() && one.ends_at > now);
    audit.found_if(open, "a closed account is still signed in", account);
    Ok(())
}
