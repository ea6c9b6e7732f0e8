//! Rows of files and of what holds them.

use base::{AccountId, Timestamp};
use db::{FromRow, Result, Tx, p};

use crate::{content::FileKind, files::FileId};

/// A file's row.
#[derive(FromRow)]
pub struct FileRow {
    pub id: FileId,
    pub name: Vec<u8>,
    pub kind: FileKind,
    pub size: i64,
    pub created_at: Timestamp,
}

/// Adds a file, on the shelf unless it is to be erased at an instant; answers whether it is new.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    file: &FileRow,
    fingerprint: [u8; 32],
    erase_at: Option<Timestamp>,
) -> Result<bool> {
    let rows = tx
        .execute(
            "insert into files (account, id, name, kind, size, fingerprint, created_at, erase_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            p![account, file.id, file.name, file.kind, file.size, fingerprint, file.created_at, erase_at],
        )
        .await?;
    Ok(rows == 1)
}

/// Puts the file of that content back on the shelf, if there is one.
pub async fn restore(tx: &mut Tx, account: AccountId, fingerprint: [u8; 32]) -> Result<Option<FileId>> {
    tx.one(
        "update files set erase_at = null where account = $1 and fingerprint = $2 returning id",
        p![account, fingerprint],
    )
    .await
}

/// The file of that content, wherever it is.
pub async fn find_by_content(tx: &mut Tx, account: AccountId, fingerprint: [u8; 32]) -> Result<Option<FileId>> {
    tx.one("select id from files where account = $1 and fingerprint = $2", p![account, fingerprint]).await
}

/// Puts a file on the shelf; answers whether there is such a file.
pub async fn shelve(tx: &mut Tx, account: AccountId, id: FileId) -> Result<bool> {
    let rows = tx.execute("update files set erase_at = null where account = $1 and id = $2", p![account, id]).await?;
    Ok(rows == 1)
}

/// A file off the shelf is erased at another instant; `false` when it lies on the shelf, or is not there.
pub async fn erase_at(tx: &mut Tx, account: AccountId, id: FileId, at: Timestamp, sooner: bool) -> Result<bool> {
    let sql = if sooner {
        "update files set erase_at = $3 where account = $1 and id = $2 and erase_at > $3"
    } else {
        "update files set erase_at = $3 where account = $1 and id = $2 and erase_at < $3"
    };
    Ok(tx.execute(sql, p![account, id, at]).await? == 1)
}

/// One file, also one that was taken off the shelf.
pub async fn find(tx: &mut Tx, account: AccountId, id: FileId) -> Result<Option<FileRow>> {
    tx.one("select id, name, kind, size, created_at from files where account = $1 and id = $2", p![account, id]).await
}

/// The files on the shelf, the newest first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<FileRow>> {
    tx.query(
        "select id, name, kind, size, created_at from files \
         where account = $1 and erase_at is null order by id desc limit 200",
        p![account],
    )
    .await
}

/// Takes a file off the shelf, to be erased at an instant; answers whether it was there.
pub async fn remove(tx: &mut Tx, account: AccountId, id: FileId, erase_at: Timestamp) -> Result<bool> {
    let rows = tx
        .execute(
            "update files set erase_at = $3 where account = $1 and id = $2 and erase_at is null",
            p![account, id, erase_at],
        )
        .await?;
    Ok(rows == 1)
}

/// Notes that the reference needs the file.
pub async fn hold(tx: &mut Tx, account: AccountId, id: FileId, reference: &str) -> Result<()> {
    tx.execute(
        "insert into file_holds (account, file, reference) values ($1, $2, $3) on conflict do nothing",
        p![account, id, reference],
    )
    .await?;
    Ok(())
}

/// Forgets that the reference needs the file.
pub async fn release(tx: &mut Tx, account: AccountId, id: FileId, reference: &str) -> Result<()> {
    tx.execute(
        "delete from file_holds where account = $1 and file = $2 and reference = $3",
        p![account, id, reference],
    )
    .await?;
    Ok(())
}

/// When a file is erased; none while it lies on the shelf.
pub async fn find_erase_at(tx: &mut Tx, account: AccountId, id: FileId) -> Result<Option<Timestamp>> {
    let at: Option<Option<Timestamp>> =
        tx.one("select erase_at from files where account = $1 and id = $2", p![account, id]).await?;
    Ok(at.flatten())
}

/// Deletes a file whose time has come and that nothing holds; answers whether it did.
pub async fn erase(tx: &mut Tx, account: AccountId, id: FileId, now: Timestamp) -> Result<bool> {
    let rows = tx
        .execute(
            "delete from files where account = $1 and id = $2 and erase_at is not null and erase_at <= $3 \
             and not exists (select 1 from file_holds where file_holds.account = $1 and file_holds.file = $2)",
            p![account, id, now],
        )
        .await?;
    Ok(rows == 1)
}
