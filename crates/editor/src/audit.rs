//! The audit of this slice: every draft has its last save, and what was saved can be read.

use catalog::ServiceFiles;
use db::{Db, audit::Audit};

use crate::store;

/// Looks at every draft.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> db::Result<()> {
    let mut tx = db.snapshot().await?;
    let drafts = store::list(&mut tx).await?;
    for (service, ..) in &drafts {
        let files = store::find(&mut tx, service).await?.map(|draft| draft.files);
        let lost = files.is_none_or(|files| files == ServiceFiles::default());
        audit.found_if(lost, "a draft of a service cannot be read", service);
    }
    audit.examined("drafts of services", drafts.len());
    Ok(())
}
