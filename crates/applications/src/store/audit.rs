//! What the audit reads: rows as they lie in the tables.

use base::AccountId;
use db::{FromRow, Result, Tx, p};

use crate::{model::ApplicationId, number::ApplicationNumber};

use crate::store::history;

pub fn comment_place(application: ApplicationId, seq: i64) -> String {
    history::place(application, seq)
}

type Key = (AccountId, ApplicationId);

/// The keys of applications, page by page.
pub async fn keys_after(tx: &mut Tx, (account, id): Key, limit: u32) -> Result<Vec<Key>> {
    tx.query(
        "select account, id from applications where (account, id) > ($1, $2) order by account, id limit $3",
        p![account, id, limit],
    )
    .await
}

#[derive(FromRow)]
pub struct StepRow {
    pub seq: i64,
    pub event: String,
    pub state: String,
    pub role: String,
    pub comment: Option<Vec<u8>>,
}

/// The whole history of an application, oldest first.
pub async fn steps(tx: &mut Tx, account: AccountId, id: ApplicationId) -> Result<Vec<StepRow>> {
    tx.query(
        "select seq, event, state, role, comment from application_history \
         where account = $1 and application = $2 order by seq limit 10000",
        p![account, id],
    )
    .await
}

pub async fn count_sends(tx: &mut Tx, account: AccountId, id: ApplicationId) -> Result<i64> {
    let count = tx
        .one("select count(*) from application_sends where account = $1 and application = $2", p![account, id])
        .await?;
    Ok(count.unwrap_or(0))
}

/// The applications of that range that have a history and are not there.
pub async fn stray_history(tx: &mut Tx, after: Key, last: Key, limit: u32) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select distinct application from application_history as steps \
         where (account, application) > ($1, $2) and (account, application) <= ($3, $4) and not exists \
         (select 1 from applications where applications.account = steps.account and applications.id = steps.application) \
         order by application limit $5",
        p![after.0, after.1, last.0, last.1, limit],
    )
    .await
}

/// The applications of that range that have attachments and are not there.
pub async fn stray_attachments(tx: &mut Tx, after: Key, last: Key, limit: u32) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select distinct application from application_attachments as files \
         where (account, application) > ($1, $2) and (account, application) <= ($3, $4) and not exists \
         (select 1 from applications where applications.account = files.account and applications.id = files.application) \
         order by application limit $5",
        p![after.0, after.1, last.0, last.1, limit],
    )
    .await
}

/// The applications of those accounts that have a key of sending and are not there.
pub async fn stray_sends(tx: &mut Tx, after: AccountId, last: AccountId, limit: u32) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select application from application_sends as sends where account > $1 and account <= $2 and not exists \
         (select 1 from applications where applications.account = sends.account and applications.id = sends.application) \
         order by account, key limit $3",
        p![after, last, limit],
    )
    .await
}

/// Each month with the last place that it gave, for ten years.
pub async fn months(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.query("select month, last from application_numbers where month >= '' order by month desc limit 120", p![]).await
}

pub async fn is_taken(tx: &mut Tx, number: &ApplicationNumber) -> Result<bool> {
    Ok(tx.one::<ApplicationId>("select id from applications where number = $1", p![number]).await?.is_some())
}
