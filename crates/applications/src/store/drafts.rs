//! What is known of a draft beside its answers.

use base::{AccountId, Cx};
use db::{FromRow, Result, Tx, p, vault};

use crate::{
    drafts::{notes::Notes, renewal::Renewal},
    model::{Application, ApplicationId},
};

fn renewed_place(id: ApplicationId) -> String {
    format!("applications/renewed/{id}")
}

#[derive(FromRow)]
struct Row {
    writers: String,
    renewed: Option<Vec<u8>>,
}

/// What is known of a draft.
pub async fn find(tx: &mut Tx, of: &Application) -> Result<Notes> {
    let row: Option<Row> = tx
        .one(
            "select writers, renewed from application_drafts where account = $1 and application = $2",
            p![of.account, of.id],
        )
        .await?;
    match row {
        Some(row) => notes(tx, of, &row.writers, row.renewed).await,
        None => Ok(Notes::default()),
    }
}

/// Opens what is known of a draft.
pub async fn notes(tx: &mut Tx, of: &Application, writers: &str, renewed: Option<Vec<u8>>) -> Result<Notes> {
    let renewed: Option<Renewal> = match renewed {
        Some(sealed) => Some(vault::open_json(tx, of.account, &renewed_place(of.id), &sealed).await?),
        None => None,
    };
    Ok(Notes { writers: serde_json::from_str(writers)?, renewed })
}

/// Keeps what is known of a draft, with how many of its pages are answered. The draft itself was written in the same
/// transaction under its version, so nobody else does this now.
pub async fn keep(tx: &mut Tx, cx: &Cx, of: &Application, notes: &Notes, (done, pages): (usize, usize)) -> Result<()> {
    let renewed = match &notes.renewed {
        Some(renewed) => Some(vault::seal_json(tx, cx, of.account, &renewed_place(of.id), renewed).await?),
        None => None,
    };
    let writers = serde_json::to_string(&notes.writers)?;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    tx.execute(
        "insert into application_drafts (account, application, writers, renewed, done, pages) \
         values ($1, $2, $3, $4, $5, $6) on conflict (account, application) do update set writers = excluded.writers, \
         renewed = excluded.renewed, done = excluded.done, pages = excluded.pages",
        p![of.account, of.id, writers, renewed, count(done), count(pages)],
    )
    .await?;
    Ok(())
}

/// Forgets what was known of a draft that is none any more.
pub async fn forget(tx: &mut Tx, of: &Application) -> Result<()> {
    let (notes, rescues) = (
        "delete from application_drafts where account = $1 and application = $2",
        "delete from application_rescues where account = $1 and application = $2",
    );
    let of = p![of.account, of.id];
    tx.batch(&[(notes, of), (rescues, of)]).await.map(drop)
}

/// The applications of a range of keys that are no drafts, and of which something is known that belongs to a draft.
pub async fn strays(
    tx: &mut Tx,
    after: (AccountId, ApplicationId),
    last: (AccountId, ApplicationId),
    limit: u32,
) -> Result<Vec<ApplicationId>> {
    tx.query(
        "select application from application_drafts as notes \
         where (account, application) > ($1, $2) and (account, application) <= ($3, $4) and not exists \
         (select 1 from applications where applications.account = notes.account and applications.id = notes.application \
         and applications.state = 'draft') order by account, application limit $5",
        p![after.0, after.1, last.0, last.1, limit],
    )
    .await
}

/// How far the drafts of a person are: so many pages of so many, at most 200 drafts.
pub async fn progress(tx: &mut Tx, account: AccountId) -> Result<Vec<(ApplicationId, i64, i64)>> {
    tx.query(
        "select application, done, pages from application_drafts where account = $1 order by application limit 200",
        p![account],
    )
    .await
}
