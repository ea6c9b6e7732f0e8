//! The files that citizens bring: kept once, sealed, attached to anything.

use base::{AccountId, Cx, SignedDuration, Timestamp};
use bytes::Bytes;
use db::{
    Tx,
    jobs::{self, Run},
    ledger::{self, Access, Actor},
    vault,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    content::FileKind,
    file_name,
    gate::Examined,
    storage::{Fault, Files},
    store::files::{self as store, FileRow},
};

db::typed_id!(
    /// A file that a citizen brought.
    pub FileId
);

/// How long a file that was taken off the shelf can still be brought back.
const KEPT_AFTER_REMOVAL: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A file on its way in.
#[derive(Debug, Clone)]
pub struct NewFile<'a> {
    /// Whose it is.
    pub account: AccountId,
    /// Its name as it was sent.
    pub name: &'a str,
    /// Its content, which passed the gate ([`Files::examine`]).
    pub content: Examined,
}

/// What is known of a file without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Which.
    pub id: FileId,
    /// Its name, cleaned.
    pub name: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// The media type of its kind.
    pub media_type: &'static str,
    /// Its length in bytes.
    pub size: u64,
    /// When it came.
    pub created_at: Timestamp,
}

/// Takes a file in: seals it, puts it on the shelf «Мои документы». The same content again is the same file.
///
/// The content is written before the transaction commits; should that fail, it lies there unread and sealed until the
/// sweep ([`crate::sweep`]) finds it.
pub async fn store(tx: &mut Tx, cx: &Cx, files: &Files, file: NewFile<'_>) -> Result<FileId, Fault> {
    let account = file.account;
    let fingerprint = fingerprint(tx, &file.content);
    if let Some(known) = store::restore(tx, account, fingerprint).await? {
        return Ok(known);
    }
    match add(tx, cx, files, file, (fingerprint, None)).await? {
        Added::New(id) => Ok(id),
        // The same file came at the same moment in another request.
        Added::Clash(id) => {
            let winner = store::restore(tx, account, fingerprint).await?;
            winner.ok_or_else(|| Fault::Store(not_found(id)))
        }
    }
}

/// Takes a file in without putting it on the shelf: nobody knows yet whether its owner wants it. It is erased at `until`
/// unless something holds it, or [`shelve`] puts it there. None when its owner has the same content already: that file,
/// wherever it is, is answered and stays as it is, but is not erased before `until`.
pub async fn store_aside(
    tx: &mut Tx,
    cx: &Cx,
    files: &Files,
    file: NewFile<'_>,
    until: Timestamp,
) -> Result<Aside, Fault> {
    let account = file.account;
    let fingerprint = fingerprint(tx, &file.content);
    let known = match store::find_by_content(tx, account, fingerprint).await? {
        Some(known) => known,
        None => match add(tx, cx, files, file, (fingerprint, Some(until))).await? {
            Added::New(id) => {
                jobs::enqueue_at(tx, cx, &EraseFile { account, file: id }, until).await?;
                return Ok(Aside { id, is_new: true });
            }
            Added::Clash(id) => {
                let winner = store::find_by_content(tx, account, fingerprint).await?;
                winner.ok_or_else(|| Fault::Store(not_found(id)))?
            }
        },
    };
    if store::erase_at(tx, account, known, until, false).await? {
        jobs::enqueue_at(tx, cx, &EraseFile { account, file: known }, until).await?;
    }
    Ok(Aside { id: known, is_new: false })
}

/// A file that was kept aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// Which.
    pub id: FileId,
    /// Its owner did not have this content before.
    pub is_new: bool,
}

/// Puts a file that was kept aside on the shelf; answers whether it is still there.
pub async fn shelve(tx: &mut Tx, account: AccountId, id: FileId) -> db::Result<bool> {
    store::shelve(tx, account, id).await
}

/// Nobody needs a file any more that was kept aside: it is erased at once unless it was put on the shelf or is held.
pub async fn drop_aside(tx: &mut Tx, cx: &Cx, account: AccountId, id: FileId) -> db::Result<()> {
    if store::erase_at(tx, account, id, cx.now(), true).await? {
        jobs::enqueue(tx, cx, &EraseFile { account, file: id }).await?;
    }
    Ok(())
}

enum Added {
    New(FileId),
    Clash(FileId),
}

fn fingerprint(tx: &Tx, content: &Examined) -> [u8; 32] {
    vault::fingerprint(tx, "file", &data_encoding::HEXLOWER.encode(&Sha256::digest(&content.bytes)))
}

async fn add(
    tx: &mut Tx,
    cx: &Cx,
    files: &Files,
    file: NewFile<'_>,
    (fingerprint, erase_at): ([u8; 32], Option<Timestamp>),
) -> Result<Added, Fault> {
    let Examined { kind, bytes } = file.content;
    let (account, id) = (file.account, FileId::new(cx));
    files.put(tx, cx, account, &content_place(id), &bytes).await?;
    let name = file_name::clean(file.name, kind);
    let row = FileRow {
        id,
        name: vault::seal(tx, cx, account, &name_place(id), name.as_bytes()).await?,
        kind,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        created_at: cx.now(),
    };
    if store::insert(tx, account, &row, fingerprint, erase_at).await? {
        return Ok(Added::New(id));
    }
    files.delete(&content_place(id)).await?;
    Ok(Added::Clash(id))
}

/// What is known of one file, also of one that was taken off the shelf and is still there.
pub async fn file(tx: &mut Tx, account: AccountId, id: FileId) -> db::Result<Option<FileInfo>> {
    match store::find(tx, account, id).await? {
        Some(row) => Ok(Some(open(tx, account, row).await?)),
        None => Ok(None),
    }
}

/// The shelf «Мои документы», the newest first, at most 200.
pub async fn files(tx: &mut Tx, account: AccountId) -> db::Result<Vec<FileInfo>> {
    let mut shelf = Vec::new();
    for row in store::list(tx, account).await? {
        shelf.push(open(tx, account, row).await?);
    }
    Ok(shelf)
}

/// The content of a file, for its owner. Whoever else reads calls [`read_for`].
pub async fn read(tx: &mut Tx, files: &Files, account: AccountId, id: FileId) -> Result<Bytes, Fault> {
    if store::find(tx, account, id).await?.is_none() {
        return Err(Fault::Store(not_found(id)));
    }
    files.get(tx, account, &content_place(id)).await
}

/// The content of a file for somebody else than its owner, who will see in the ledger who read it and why.
pub async fn read_for(tx: &mut Tx, cx: &Cx, files: &Files, id: FileId, access: Access<'_>) -> Result<Bytes, Fault> {
    let account = access.account;
    ledger::record(tx, cx, access).await?;
    read(tx, files, account, id).await
}

/// Notes that `reference` ("application:<id>") needs the file: it will not be erased. Answers whether there is such a file.
pub async fn hold(tx: &mut Tx, account: AccountId, id: FileId, reference: &str) -> db::Result<bool> {
    let known = store::find(tx, account, id).await?.is_some();
    if known {
        store::hold(tx, account, id, reference).await?;
    }
    Ok(known)
}

/// Takes back what [`hold`] noted. A file that was taken off the shelf meanwhile and that nothing else holds is erased as
/// if it had never been held.
pub async fn release(tx: &mut Tx, cx: &Cx, account: AccountId, id: FileId, reference: &str) -> db::Result<()> {
    store::release(tx, account, id, reference).await?;
    if let Some(due) = store::find_erase_at(tx, account, id).await? {
        jobs::enqueue_at(tx, cx, &EraseFile { account, file: id }, due.max(cx.now())).await?;
    }
    Ok(())
}

/// Takes a file off the shelf; a month later it is erased, unless something holds it. Answers whether it was there.
pub async fn remove(tx: &mut Tx, cx: &Cx, account: AccountId, id: FileId) -> db::Result<bool> {
    let due = cx.now().checked_add(KEPT_AFTER_REMOVAL).unwrap_or(Timestamp::MAX);
    if !store::remove(tx, account, id, due).await? {
        return Ok(false);
    }
    jobs::enqueue_at(tx, cx, &EraseFile { account, file: id }, due).await?;
    Ok(true)
}

/// A file that was taken off the shelf is to be erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseFile {
    account: AccountId,
    file: FileId,
}

impl jobs::Job for EraseFile {
    const KIND: &'static str = "documents/erase-file";
}

/// Row first, content after: a row without its content would be a promise that cannot be kept.
pub(crate) async fn erase(files: &Files, job: EraseFile, run: Run) -> jobs::Result {
    let mut tx = run.db.begin().await?;
    let gone = store::erase(&mut tx, job.account, job.file, run.cx.now()).await?
        || store::find(&mut tx, job.account, job.file).await?.is_none();
    tx.commit().await?;
    if gone {
        files.delete(&content_place(job.file)).await?;
    }
    Ok(())
}

/// The ledger's entry of a member of staff who opens a file of an application.
pub fn reading(account: AccountId, actor: Actor, reason: &str, case: Option<String>) -> Access<'_> {
    Access { account, actor, action: "file.read", reason, case }
}

async fn open(tx: &mut Tx, account: AccountId, row: FileRow) -> db::Result<FileInfo> {
    let name = vault::open(tx, account, &name_place(row.id), &row.name).await?;
    Ok(FileInfo {
        id: row.id,
        name: String::from_utf8_lossy(&name).into_owned(),
        kind: row.kind,
        media_type: row.kind.media_type(),
        size: row.size.unsigned_abs(),
        created_at: row.created_at,
    })
}

pub(crate) fn content_place(id: FileId) -> String {
    format!("files/content/{id}")
}

pub(crate) fn name_place(id: FileId) -> String {
    format!("files/name/{id}")
}

fn not_found(id: FileId) -> object_store::Error {
    object_store::Error::NotFound { path: content_place(id), source: "no such file".into() }
}
