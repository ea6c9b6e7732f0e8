//! Whose agreement applications need, and what became of it.

use base::{AccountId, Cx, Timestamp};
use db::{FromRow, Result, Tx, p, vault};

use crate::{
    agreement::{Agreed, AgreementState},
    model::{Application, ApplicationId},
};

/// An agreement as it lies in the table, without who gave it.
#[derive(Debug, Clone, FromRow)]
pub struct Agreement {
    /// Who applied.
    pub account: AccountId,
    /// The keyed fingerprint of the СНИЛС of whoever must agree.
    pub person_mark: Vec<u8>,
    /// What became of it.
    pub state: AgreementState,
    /// The account that was told of it.
    pub told: Option<AccountId>,
    /// The account that agreed or declined.
    pub second: Option<AccountId>,
    /// When it agreed or declined.
    pub decided_at: Option<Timestamp>,
}

pub(crate) fn place(id: ApplicationId) -> String {
    format!("application_agreements/person/{id}")
}

/// Writes that the application needs the agreement of whoever has this mark.
pub async fn insert(tx: &mut Tx, of: &Application, mark: &[u8; 32], now: Timestamp) -> Result<()> {
    tx.execute(
        "insert into application_agreements (application, account, person_mark, state, asked_at) \
         values ($1, $2, $3, 'awaited', $4)",
        p![of.id, of.account, mark, now],
    )
    .await?;
    Ok(())
}

/// The agreement that an application needs, whoever asks.
pub async fn find(tx: &mut Tx, application: ApplicationId) -> Result<Option<Agreement>> {
    tx.one(
        "select account, person_mark, state, told, second, decided_at from application_agreements \
         where application = $1",
        p![application],
    )
    .await
}

/// The applications that await the agreement of whoever has this mark, oldest first.
pub async fn awaiting(tx: &mut Tx, mark: &[u8], limit: i64) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select application from application_agreements where person_mark = $1 and state = 'awaited' \
         order by asked_at limit $2",
        p![mark, limit],
    )
    .await
}

/// Notes which account was told, once.
pub async fn set_told(tx: &mut Tx, application: ApplicationId, told: AccountId) -> Result<bool> {
    let changed = tx
        .execute(
            "update application_agreements set told = $1 where application = $2 and state = 'awaited' and told is null",
            p![told, application],
        )
        .await?;
    Ok(changed == 1)
}

/// Somebody agrees or declines; `false` when it is not awaited any more.
pub async fn decide(
    tx: &mut Tx,
    cx: &Cx,
    of: &Application,
    (state, second): (AgreementState, AccountId),
    agreed: Option<&Agreed>,
) -> Result<bool> {
    let person = match agreed {
        Some(agreed) => Some(vault::seal_json(tx, cx, of.account, &place(of.id), agreed).await?),
        None => None,
    };
    let changed = tx
        .execute(
            "update application_agreements set state = $1, second = $2, decided_at = $3, person = $4 \
             where application = $5 and state = 'awaited'",
            p![state, second, cx.now(), person, of.id],
        )
        .await?;
    Ok(changed == 1)
}

/// The agreement is not awaited any more; `false` when it was not.
pub async fn close(tx: &mut Tx, application: ApplicationId) -> Result<bool> {
    let changed = tx
        .execute(
            "update application_agreements set state = 'closed' where application = $1 and state = 'awaited'",
            p![application],
        )
        .await?;
    Ok(changed == 1)
}

/// Who agreed, as the agency reads it. Whoever is not the applicant records the access first.
pub async fn agreed(tx: &mut Tx, of: &Application) -> Result<Option<Agreed>> {
    let sealed: Option<Option<Vec<u8>>> =
        tx.one("select person from application_agreements where application = $1", p![of.id]).await?;
    match sealed.flatten() {
        Some(sealed) => vault::open_json(tx, of.account, &place(of.id), &sealed).await.map(Some),
        None => Ok(None),
    }
}

/// The applications of that range whose agreement is there and that are not there themselves.
pub async fn strays(
    tx: &mut Tx,
    after: (AccountId, ApplicationId),
    last: (AccountId, ApplicationId),
    limit: u32,
) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select application from application_agreements as agreements \
         where (account, application) > ($1, $2) and (account, application) <= ($3, $4) and not exists \
         (select 1 from applications where applications.account = agreements.account \
         and applications.id = agreements.application) order by account, application limit $5",
        p![after.0, after.1, last.0, last.1, limit],
    )
    .await
}
