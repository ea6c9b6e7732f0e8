//! Files that came with an answer to the agency.

use db::{Result, Tx, p};
use documents::FileId;

use crate::model::Application;

/// Remembers that `file` came with the step `seq`.
pub async fn insert(tx: &mut Tx, of: &Application, file: FileId, seq: i64) -> Result<()> {
    tx.execute(
        "insert into application_attachments (account, application, file, seq) values ($1, $2, $3, $4) \
         on conflict do nothing",
        p![of.account, of.id, file, seq],
    )
    .await?;
    Ok(())
}

/// The files with the step that brought each, oldest first, at most 100.
pub async fn list(tx: &mut Tx, of: &Application) -> Result<Vec<(FileId, i64)>> {
    tx.query(
        "select file, seq from application_attachments where account = $1 and application = $2 order by seq, file limit 100",
        p![of.account, of.id],
    )
    .await
}
