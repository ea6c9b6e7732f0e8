//! What was typed into a page by somebody whose session had ended.

use base::{AccountId, Cx, Timestamp};
use db::{FromRow, Result, Tx, p, vault};

use crate::{
    drafts::rescue::Rescued,
    model::{Application, ApplicationId},
};

fn place(id: ApplicationId) -> String {
    format!("applications/rescued/{id}")
}

#[derive(FromRow)]
struct Row {
    page: String,
    typed: Vec<u8>,
}

/// Keeps what a browser sent for a page of a draft, over what it sent before.
pub async fn keep(tx: &mut Tx, cx: &Cx, of: &Application, device: [u8; 32], rescued: &Rescued) -> Result<()> {
    let sealed = vault::seal_json(tx, cx, of.account, &place(of.id), rescued).await?;
    tx.execute(
        "insert into application_rescues (account, application, device, page, typed, at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (account, application, device) do update set page = excluded.page, typed = excluded.typed, \
         at = excluded.at",
        p![of.account, of.id, device, rescued.typed.page, sealed, cx.now()],
    )
    .await?;
    Ok(())
}

/// How many other browsers sent something for the draft.
pub async fn count_others(tx: &mut Tx, of: &Application, device: [u8; 32]) -> Result<i64> {
    let count: Option<i64> = tx
        .one(
            "select count(*) from application_rescues where account = $1 and application = $2 and device <> $3",
            p![of.account, of.id, device],
        )
        .await?;
    Ok(count.unwrap_or(0))
}

/// What this browser sent for the page since then.
pub async fn find(
    tx: &mut Tx,
    (account, id): (AccountId, ApplicationId),
    device: [u8; 32],
    page: &str,
    since: Timestamp,
) -> Result<Option<Rescued>> {
    let row: Option<Row> = tx
        .one(
            "select page, typed from application_rescues \
             where account = $1 and application = $2 and device = $3 and at > $4",
            p![account, id, device, since],
        )
        .await?;
    match row.filter(|row| row.page == page) {
        Some(row) => vault::open_json(tx, account, &place(id), &row.typed).await.map(Some),
        None => Ok(None),
    }
}

/// Whether this browser sent something for the page since then.
pub async fn has(
    tx: &mut Tx,
    (account, id): (AccountId, ApplicationId),
    device: [u8; 32],
    page: &str,
    since: Timestamp,
) -> Result<bool> {
    let kept: Option<String> = tx
        .one(
            "select page from application_rescues \
             where account = $1 and application = $2 and device = $3 and at > $4",
            p![account, id, device, since],
        )
        .await?;
    Ok(kept.is_some_and(|kept| kept == page))
}

/// Forgets what this browser sent, unread.
pub async fn forget(tx: &mut Tx, of: &Application, device: [u8; 32]) -> Result<()> {
    tx.execute(
        "delete from application_rescues where account = $1 and application = $2 and device = $3",
        p![of.account, of.id, device],
    )
    .await?;
    Ok(())
}

/// Forgets what this browser sent, and answers it: its person came back and went on.
pub async fn take(tx: &mut Tx, of: &Application, device: [u8; 32]) -> Result<Option<Rescued>> {
    let sealed: Option<Vec<u8>> = tx
        .one(
            "delete from application_rescues where account = $1 and application = $2 and device = $3 returning typed",
            p![of.account, of.id, device],
        )
        .await?;
    match sealed {
        Some(sealed) => vault::open_json(tx, of.account, &place(of.id), &sealed).await.map(Some),
        None => Ok(None),
    }
}

/// Forgets some of what was sent before then, the oldest first.
pub async fn forget_old(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(
        "delete from application_rescues where (account, application, device) in \
         (select account, application, device from application_rescues where at <= $1 order by at limit $2)",
        p![before, limit],
    )
    .await
}
