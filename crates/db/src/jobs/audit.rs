//! Every job opens, none has died, none is overdue.

use base::Uuid;

use super::{failure_place, payload_place, store};
use crate::{
    Db, Result, Tx,
    audit::{Audit, PAGE},
    vault,
};

/// Looks at every job.
pub(crate) async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::list_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for job in &page {
            check(&mut tx, audit, job).await?;
        }
        audit.examined("jobs", page.len());
    }
}

async fn check(tx: &mut Tx, audit: &mut Audit<'_>, job: &store::StoredJob) -> Result<()> {
    let place = format!("{} {}", job.kind, job.id);
    let plain = vault::open_system(tx, &payload_place(job.id), &job.payload).await;
    audit.opened(plain, "a job's payload does not open", &place)?;
    if let Some(failure) = &job.failure {
        let plain = vault::open_system(tx, &failure_place(job.id), failure).await;
        audit.opened(plain, "a job's failure does not open", &place)?;
    }
    let now = audit.cx.now();
    match job.state.as_str() {
        "dead" => audit.found("a job used up its tries", place),
        "waiting" if job.claim.is_some() && audit.is_settled() => audit.found("a job is half done", place),
        "waiting" => audit.found_if(job.due_at <= now && audit.is_late(job.due_at), "a job is overdue", place),
        _ => audit.found("a job is in no known state", place),
    }
    Ok(())
}
