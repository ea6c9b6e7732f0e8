//! Every data key is wrapped by a master key of the ring.

use super::{SYSTEM, store};
use crate::{
    Db, Result,
    audit::{Audit, PAGE},
};

/// Unwraps every data key.
pub(crate) async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut tx = db.snapshot().await?;
    match store::find(&mut tx, SYSTEM).await? {
        Some(row) => unwrap(db, audit, &row)?,
        None => audit.found("the installation has no data key", SYSTEM),
    }
    drop(tx);
    let mut after = SYSTEM;
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::list_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.owner;
        for row in &page {
            unwrap(db, audit, row)?;
        }
        audit.examined("data keys", page.len());
    }
}

fn unwrap(db: &Db, audit: &mut Audit<'_>, row: &store::StoredKey) -> Result<()> {
    let key = db.shared.vault.keys.unwrap(row.owner, &row.master, &row.wrapped);
    audit.opened(key, "a data key does not open with the keys of the installation", row.owner).map(drop)
}
