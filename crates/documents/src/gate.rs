//! The gate that every file passes before anything of it is kept: our own look, then the malware scanner's.

use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{
    content::{self, BadFile, FileKind},
    pictures::{self, Unjoined},
    scanner::{Scanner, Verdict},
};

/// How many files are looked into at once: it is work for the processor, and others wait for it too.
const AT_ONCE: usize = 2;

/// A content that passed the gate: only such can be stored.
#[derive(Debug, Clone)]
pub struct Examined {
    pub(crate) kind: FileKind,
    pub(crate) bytes: Bytes,
}

impl Examined {
    /// Whether it is a picture, which can become a page.
    pub fn is_picture(&self) -> bool {
        self.kind != FileKind::Pdf
    }
}

/// The gate. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    scanner: Option<Scanner>,
    places: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(scanner: Option<Scanner>) -> Self {
        Self { scanner, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Looks into a content, on a thread that serves nobody else, and asks the scanner. No transaction should be open
    /// meanwhile: it may take seconds.
    pub(crate) async fn examine(&self, bytes: Bytes) -> Result<Examined, BadFile> {
        let length = bytes.len();
        let examined = self.look(bytes).await;
        if let Err(bad) = &examined {
            metrics::counter!("okno_files_refused_total", "reason" => bad.code()).increment(1);
            tracing::warn!(target: "security", reason = bad.code(), length, outcome = "refused", "file");
        }
        examined
    }

    /// Joins pictures that passed into one PDF, and has that looked at like anything else.
    pub(crate) async fn join(&self, pictures: Vec<Examined>) -> Result<Result<Examined, BadFile>, Unjoined> {
        let pictures: Vec<(FileKind, Bytes)> = pictures.into_iter().map(|one| (one.kind, one.bytes)).collect();
        let joined = self.work(move || pictures::join(&pictures)).await.ok_or(Unjoined::Unreadable)??;
        Ok(self.examine(joined.into()).await)
    }

    /// A small picture of a content that passed, if it is one.
    pub(crate) async fn preview(&self, kind: FileKind, bytes: Bytes) -> Option<Vec<u8>> {
        self.work(move || pictures::preview(kind, &bytes)).await?
    }

    /// Does work for the processor on a thread that serves nobody else; none when it stumbled.
    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let place = self.places.clone().acquire_owned().await.ok()?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.ok()
    }

    async fn look(&self, bytes: Bytes) -> Result<Examined, BadFile> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| BadFile::Unscanned)?;
        let own = bytes.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let _place = place;
            content::examine(&own)
        });
        // What makes our own look stumble is no proper file.
        let kind = looked.await.unwrap_or(Err(BadFile::Damaged))?;
        if let Some(scanner) = &self.scanner {
            scan(scanner, &bytes).await?;
        }
        Ok(Examined { kind, bytes })
    }
}

/// Asks the scanner. Operators learn what was found; nobody learns from the log whose it was or what was in it.
async fn scan(scanner: &Scanner, bytes: &[u8]) -> Result<(), BadFile> {
    match scanner.scan(bytes).await {
        Ok(Verdict::Clean) => Ok(()),
        Ok(Verdict::Infected(name)) => {
            let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
            tracing::warn!(name, sha256, size = bytes.len(), "an infected file was refused");
            Err(BadFile::Infected)
        }
        Err(error) => {
            tracing::error!(%error, "the malware scanner does not answer, a file was refused");
            Err(BadFile::Unscanned)
        }
    }
}
