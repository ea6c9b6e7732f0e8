//! Deletes contents that nothing speaks of: left behind by a transaction that was rolled back after its content had been
//! written, or by a run that was cut off. In the file store only; rows say what is kept.
//!
//! It deletes nothing in doubt. A content goes when its id was made more than a day ago (no transaction lasts as long) and
//! there is no row of that id, or, for an issued document, when the document was issued with another content. What lies in
//! the store under any other name is not ours to judge.

use base::{Cx, SignedDuration, Timestamp, Uuid};
use db::{Tx, jobs};
use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};

use crate::{
    storage::{Fault, Files},
    store::audit as store,
};

/// How old a content is before anybody asks whose it is.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);
/// How long until the next round. Each looks at one share of the contents, so that a large store is not asked at once.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// Into how many shares the contents fall, by the last byte of their ids.
const SHARES: u8 = 24;
/// How many contents go in one round.
const MOST: usize = 1_000;

/// A round of deleting; it adds the next. [`start`] adds the first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep {
    share: u8,
}

impl jobs::Job for Sweep {
    const KIND: &'static str = "documents/sweep";
}

/// Begins the rounds, unless they go on already; every start of every node may call it.
pub async fn start(tx: &mut Tx, cx: &Cx) -> db::Result<()> {
    jobs::start_rounds(tx, cx, &Sweep { share: 0 }, EVERY).await
}

/// Handles [`Sweep`].
pub(crate) async fn handle(files: &Files, job: Sweep, run: jobs::Run) -> jobs::Result {
    let gone = sweep(files, &run, job.share).await?;
    if gone > 0 {
        tracing::info!(gone, "contents that nothing spoke of were deleted");
    }
    let next = Sweep { share: (job.share + 1) % SHARES };
    let mut tx = run.db.begin().await?;
    jobs::next_round(&mut tx, &run, &next, EVERY).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn sweep(files: &Files, run: &jobs::Run, share: u8) -> Result<usize, Fault> {
    let before = run.cx.now().checked_sub(YOUNG).unwrap_or(Timestamp::MIN);
    let mut gone = 0;
    let mut all = files.list();
    while let Some(kept) = all.try_next().await? {
        let Some(content) = Content::at(&kept.place).filter(|content| content.share() == share) else { continue };
        if content.made_at().is_none_or(|at| at > before) {
            continue;
        }
        // A transaction of its own for each: the list of a large store takes long.
        if content.is_forgotten(&mut run.db.read().await?).await? {
            files.delete(&kept.place).await?;
            gone += 1;
        }
        if gone >= MOST {
            break;
        }
    }
    Ok(gone)
}

/// What lies at a place of ours.
enum Content<'a> {
    File(Uuid),
    Document(Uuid, &'a str),
}

impl<'a> Content<'a> {
    fn at(place: &'a str) -> Option<Self> {
        let mut parts = place.split('/');
        let (of, what, id) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
        match (of, what, parts.next(), parts.next()) {
            ("files", "content", None, None) => Some(Self::File(id)),
            ("issued_documents", "content", Some(hash), None) => Some(Self::Document(id, hash)),
            _ => None,
        }
    }

    const fn id(&self) -> Uuid {
        match self {
            Self::File(id) | Self::Document(id, _) => *id,
        }
    }

    fn share(&self) -> u8 {
        self.id().as_bytes().last().map_or(0, |byte| byte % SHARES)
    }

    /// When its id was made, by the clock of whoever made it; none when the id does not say.
    fn made_at(&self) -> Option<Timestamp> {
        let (seconds, nanoseconds) = self.id().get_timestamp()?.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
    }

    /// Whether it will never be spoken of again.
    async fn is_forgotten(&self, tx: &mut Tx) -> db::Result<bool> {
        match self {
            Self::File(id) => Ok(!store::has_file(tx, *id).await?),
            Self::Document(id, hash) => Ok(match store::find_document(tx, *id).await? {
                None => true,
                // One that is being made writes its content before its row.
                Some(None) => false,
                Some(Some(issued)) => data_encoding::HEXLOWER.encode(&issued) != *hash,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_of_ours_are_judged() {
        let id = "0199d0a0-0000-7000-8000-000000000001";
        assert!(matches!(Content::at(&format!("files/content/{id}")), Some(Content::File(_))));
        let document = format!("issued_documents/content/{id}/abc");
        assert!(matches!(Content::at(&document), Some(Content::Document(_, "abc"))));
        for foreign in ["", "files", "files/content/x", "files/other/a", "backup.tar", &format!("files/content/{id}/x")]
        {
            assert!(Content::at(foreign).is_none(), "{foreign}");
        }
        let random = "files/content/6fa459ea-ee8a-4ca4-894e-db77e160355e";
        assert!(Content::at(random).unwrap().made_at().is_none(), "an id without a time is never old");
    }
}
