//! The file store: sealed contents in a folder (or whatever else `object_store` speaks to). Nothing readable lies there.

use std::{path::Path, sync::Arc};

use base::{AccountId, Cx, Timestamp};
use bytes::Bytes;
use db::{Tx, vault};
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, memory::InMemory};

use crate::{
    content::{BadFile, FileKind},
    gate::{Examined, Gate},
    pictures::Unjoined,
    scanner::Scanner,
};

/// What a caller of the file store gets instead of a content.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The store did not answer, or does not have the content.
    #[error("file store: {0}")]
    Store(#[from] object_store::Error),
    /// The database did not answer, or the content does not open.
    #[error("{0}")]
    Database(#[from] db::Error),
}

/// A content that lies in the file store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Where.
    pub place: String,
    /// When it was written.
    pub since: Timestamp,
}

/// The file store, and the gate before it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    gate: Gate,
}

impl Files {
    /// A folder, made if it is not there. What is written is on the disk before it counts as written.
    pub fn folder(path: &Path) -> Result<Self, Fault> {
        let failed = |source| object_store::Error::Generic { store: "folder", source: Box::new(source) };
        std::fs::create_dir_all(path).map_err(|fault: std::io::Error| failed(fault))?;
        Ok(Self::of(LocalFileSystem::new_with_prefix(path)?.with_fsync(true)))
    }

    /// Memory alone, for tests.
    pub fn memory() -> Self {
        Self::of(InMemory::new())
    }

    fn of(store: impl ObjectStore) -> Self {
        Self { store: Arc::new(store), gate: Gate::new(None) }
    }

    /// The same store, with a malware scanner at its gate.
    #[must_use]
    pub fn scanned_by(self, scanner: Scanner) -> Self {
        Self { gate: Gate::new(Some(scanner)), ..self }
    }

    /// Looks into a content that a stranger sent and has it scanned: the only way to what can be stored. May take seconds,
    /// so ask before a transaction is open.
    pub async fn examine(&self, bytes: Bytes) -> Result<Examined, BadFile> {
        self.gate.examine(bytes).await
    }

    /// Joins pictures that passed the gate into one PDF, in the order given; the PDF passes the gate, too. May take seconds.
    pub async fn join(&self, pictures: Vec<Examined>) -> Result<Result<Examined, BadFile>, Unjoined> {
        self.gate.join(pictures).await
    }

    /// A small picture of a content that passed the gate once; none of what is no picture.
    pub(crate) async fn preview(&self, kind: FileKind, bytes: Bytes) -> Option<Vec<u8>> {
        self.gate.preview(kind, bytes).await
    }

    /// Seals a content with the account's key and writes it at the place, over whatever was there.
    pub(crate) async fn put(
        &self,
        tx: &mut Tx,
        cx: &Cx,
        account: AccountId,
        place: &str,
        content: &[u8],
    ) -> Result<(), Fault> {
        let sealed = vault::seal(tx, cx, account, place, content).await?;
        self.store.put(&place.into(), sealed.into()).await?;
        Ok(())
    }

    /// Reads and opens the content at the place.
    pub(crate) async fn get(&self, tx: &mut Tx, account: AccountId, place: &str) -> Result<Bytes, Fault> {
        let sealed = self.store.get(&place.into()).await?.bytes().await?;
        Ok(vault::open(tx, account, place, &sealed).await?.into())
    }

    /// Everything that lies in the store, in no order.
    pub(crate) fn list(&self) -> BoxStream<'static, Result<Kept, Fault>> {
        let kept = |meta: object_store::ObjectMeta| Kept {
            place: meta.location.to_string(),
            since: Timestamp::from_millisecond(meta.last_modified.timestamp_millis()).unwrap_or(Timestamp::MAX),
        };
        self.store.list(None).map_ok(kept).map_err(Fault::from).boxed()
    }

    /// Removes the content at the place; one that is not there is removed already.
    pub(crate) async fn delete(&self, place: &str) -> Result<(), Fault> {
        match self.store.delete(&place.into()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }
}
