//! The audit of this slice: every file and every issued document lies in the file store, whole and openable.

use base::{AccountId, Uuid};
use db::{
    Db, Tx,
    audit::{Audit, PAGE},
    vault,
};
use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};

use crate::{
    content::FileKind,
    files,
    issued::{self, DocumentId, DocumentKind, DocumentState},
    number::DocumentNumber,
    storage::{Fault, Files, Kept},
    store::audit as store,
};

/// The document of a cause, however far it is.
#[derive(Debug, Clone)]
pub struct OfCause {
    /// Which.
    pub id: DocumentId,
    /// Whether it was issued; otherwise its number is taken and it is being made.
    pub issued: bool,
}

/// The document that a cause has, if any.
///
/// # Errors
/// When the database does not answer.
pub async fn of_cause(
    tx: &mut Tx,
    account: AccountId,
    reference: &str,
    kind: DocumentKind,
) -> db::Result<Option<OfCause>> {
    let found = crate::store::issued::find_by_cause(tx, account, reference, kind).await?;
    Ok(found.map(|row| OfCause { id: row.id, issued: row.state != DocumentState::Reserved }))
}

/// Whether the reference holds the file, which is there.
///
/// # Errors
/// When the database does not answer.
pub async fn holds(tx: &mut Tx, account: AccountId, file: files::FileId, reference: &str) -> db::Result<bool> {
    store::holds(tx, account, file, reference).await
}

/// Looks at every file and every issued document, and at what lies in the file store beside them.
///
/// # Errors
/// When the database or the file store does not answer.
pub async fn audit(db: &Db, kept: &Files, audit: &mut Audit<'_>) -> Result<(), Fault> {
    brought(db, kept, audit).await?;
    made(db, kept, audit).await?;
    forgotten(db, kept, audit).await
}

async fn brought(db: &Db, kept: &Files, audit: &mut Audit<'_>) -> Result<(), Fault> {
    let mut after = Uuid::nil();
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::files_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for row in &page {
            if !audit.takes(row.account) {
                continue;
            }
            file(&mut tx, kept, audit, row).await?;
        }
        audit.examined("files", page.len());
    }
}

async fn file(tx: &mut Tx, kept: &Files, audit: &mut Audit<'_>, row: &store::FileRow) -> Result<(), Fault> {
    audit.found_if(row.kind.parse::<FileKind>().is_err(), "a file is of no known kind", row.id);
    let name = vault::open(tx, row.account, &files::name_place(row.id), &row.name).await;
    audit.opened(name, "the name of a file does not open", row.id)?;
    let content = kept.get(tx, row.account, &files::content_place(row.id)).await;
    let Some(content) = opened(audit, content, "a file", &row.id.to_string())? else { return Ok(()) };
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&content));
    let same = vault::fingerprint(tx, "file", &digest).as_slice() == row.fingerprint
        && usize::try_from(row.size).is_ok_and(|size| size == content.len());
    audit.found_if(!same, "a file holds another content than it had", row.id);
    Ok(())
}

async fn made(db: &Db, kept: &Files, audit: &mut Audit<'_>) -> Result<(), Fault> {
    let mut after = DocumentId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::documents_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for row in &page {
            if !audit.takes(row.account) {
                continue;
            }
            document(&mut tx, kept, audit, row).await?;
        }
        audit.examined("issued documents", page.len());
    }
}

async fn document(tx: &mut Tx, kept: &Files, audit: &mut Audit<'_>, row: &store::DocumentRow) -> Result<(), Fault> {
    let wrong = row.number.parse::<DocumentNumber>().is_err();
    audit.found_if(wrong, "the number of a document is not right", row.id);
    let facts: db::Result<issued::Facts> =
        vault::open_json(tx, row.account, &issued::facts_place(row.id), &row.facts).await;
    audit.opened(facts, "the facts of a document do not open", row.id)?;
    match row.state.parse::<DocumentState>() {
        Ok(DocumentState::Reserved) => {
            audit.found_if(audit.is_late(row.reserved_at), "a document was ordered and never made", row.id);
            return Ok(());
        }
        Ok(DocumentState::Issued | DocumentState::Revoked) => {}
        Err(_) => audit.found("a document is in no known state", row.id),
    }
    let (Some(hash), Some(size), Some(_), Some(_)) = (&row.hash, row.size, &row.signed_by, row.issued_at) else {
        audit.found("a document is half made", row.id);
        return Ok(());
    };
    let content = kept.get(tx, row.account, &issued::content_place(row.id, hash)).await;
    let Some(content) = opened(audit, content, "a document", &row.id.to_string())? else { return Ok(()) };
    let same = Sha256::digest(&content).as_slice() == hash.as_slice()
        && usize::try_from(size).is_ok_and(|size| size == content.len());
    audit.found_if(!same, "a document is not the one that was signed", row.id);
    Ok(())
}

fn opened<T>(audit: &mut Audit<'_>, content: Result<T, Fault>, what: &str, id: &str) -> Result<Option<T>, Fault> {
    let place = format!("{what} {id}");
    match content {
        Ok(content) => Ok(Some(content)),
        Err(Fault::Store(object_store::Error::NotFound { .. })) => {
            audit.found("a content is missing in the file store", place);
            Ok(None)
        }
        Err(Fault::Store(fault)) => Err(fault.into()),
        Err(Fault::Database(error)) => Ok(audit.opened(Err(error), "a content does not open", place)?),
    }
}

/// What lies in the file store and belongs to no row: left behind by work that was cut off. It harms nobody, and [`crate::sweep`] deletes it.
async fn forgotten(db: &Db, kept: &Files, audit: &mut Audit<'_>) -> Result<(), Fault> {
    let mut all = kept.list();
    let mut page = Vec::new();
    loop {
        let next = all.try_next().await?;
        let ended = next.is_none();
        page.extend(next);
        if !page.is_empty() && (ended || page.len() >= PAGE as usize) {
            let mut tx = db.snapshot().await?;
            for one in &page {
                if !belongs(&mut tx, one).await? {
                    audit.remark("a content in the file store belongs to nothing", &one.place);
                }
            }
            audit.examined("contents in the file store", page.len());
            page.clear();
        }
        if ended {
            return Ok(());
        }
    }
}

/// Whether a row speaks of this content.
pub(crate) async fn belongs(tx: &mut Tx, kept: &Kept) -> db::Result<bool> {
    let mut parts = kept.place.split('/');
    match (parts.next(), parts.next(), parts.next().and_then(|id| id.parse::<Uuid>().ok()), parts.next()) {
        (Some("files"), Some("content"), Some(id), None) => store::has_file(tx, id).await,
        (Some("issued_documents"), Some("content"), Some(id), Some(hash)) => {
            let known = store::find_document(tx, id).await?.flatten();
            Ok(known.is_some_and(|known| data_encoding::HEXLOWER.encode(&known) == hash))
        }
        _ => Ok(false),
    }
}
