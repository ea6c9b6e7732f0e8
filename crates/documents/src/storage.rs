//! The file store: sealed contents in a folder (or whatever else `object_store` speaks to). Nothing readable lies there.

use std::{path::Path, sync::Arc};

use base::{AccountId, Cx};
use bytes::Bytes;
use db::{Tx, vault};
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, memory::InMemory};

/// What a caller of the file store gets instead of a content.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The store did not answer, or does not have the content.
    #[error("file store: {0}")]
    Store(#[from] object_store::Error),
    /// The database did not answer, or the content does not open.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// The file store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// A folder, made if it is not there. What is written is on the disk before it counts as written.
    pub fn folder(path: &Path) -> Result<Self, Fault> {
        let failed = |source| object_store::Error::Generic { store: "folder", source: Box::new(source) };
        std::fs::create_dir_all(path).map_err(|fault: std::io::Error| failed(fault))?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(path)?.with_fsync(true))))
    }

    /// Memory alone, for tests.
    pub fn memory() -> Self {
        Self(Arc::new(InMemory::new()))
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
        self.0.put(&place.into(), sealed.into()).await?;
        Ok(())
    }

    /// Reads and opens the content at the place.
    pub(crate) async fn get(&self, tx: &mut Tx, account: AccountId, place: &str) -> Result<Bytes, Fault> {
        let sealed = self.0.get(&place.into()).await?.bytes().await?;
        Ok(vault::open(tx, account, place, &sealed).await?.into())
    }

    /// Removes the content at the place; one that is not there is removed already.
    pub(crate) async fn delete(&self, place: &str) -> Result<(), Fault> {
        match self.0.delete(&place.into()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }
}
