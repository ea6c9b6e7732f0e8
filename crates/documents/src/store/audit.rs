//! What the audit reads: rows as they lie in the tables.

use base::{AccountId, Timestamp, Uuid};
use db::{FromRow, Result, Tx, p};

use crate::{files::FileId, issued::DocumentId};

#[derive(FromRow)]
pub struct FileRow {
    pub account: AccountId,
    pub id: FileId,
    pub name: Vec<u8>,
    pub kind: String,
    pub size: i64,
    pub fingerprint: Vec<u8>,
}

pub async fn files_after(tx: &mut Tx, after: Uuid, limit: u32) -> Result<Vec<FileRow>> {
    tx.query(
        "select account, id, name, kind, size, fingerprint from files where id > $1 order by id limit $2",
        p![after, limit],
    )
    .await
}

pub async fn has_file(tx: &mut Tx, id: Uuid) -> Result<bool> {
    Ok(tx.one::<Uuid>("select id from files where id = $1", p![id]).await?.is_some())
}

pub async fn holds(tx: &mut Tx, account: AccountId, file: FileId, reference: &str) -> Result<bool> {
    let held = tx
        .one::<Uuid>(
            "select files.id from files join file_holds \
             on file_holds.account = files.account and file_holds.file = files.id \
             where files.account = $1 and files.id = $2 and file_holds.reference = $3",
            p![account, file, reference],
        )
        .await?;
    Ok(held.is_some())
}

#[derive(FromRow)]
pub struct DocumentRow {
    pub account: AccountId,
    pub id: DocumentId,
    pub number: String,
    pub state: String,
    pub facts: Vec<u8>,
    pub reserved_at: Timestamp,
    pub issued_at: Option<Timestamp>,
    pub hash: Option<Vec<u8>>,
    pub size: Option<i64>,
    pub signed_by: Option<String>,
}

pub async fn documents_after(tx: &mut Tx, after: DocumentId, limit: u32) -> Result<Vec<DocumentRow>> {
    tx.query(
        "select account, id, number, state, facts, reserved_at, issued_at, hash, size, signed_by \
         from issued_documents where id > $1 order by id limit $2",
        p![after, limit],
    )
    .await
}

/// The hash of a document's file: none when there is no such document, `Some(None)` when it is not issued yet.
pub async fn find_document(tx: &mut Tx, id: Uuid) -> Result<Option<Option<Vec<u8>>>> {
    tx.one("select hash from issued_documents where id = $1", p![id]).await
}
