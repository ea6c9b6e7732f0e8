//! `okno doctor --deep`: walks everything that is kept, beside the running portal, and says what is not as it must be.
//!
//! Reads only, a page at a time; what each table promises its own slice knows. Here stands what two slices promise together.

use std::io::{IsTerminal, Write};

use anyhow::{Context, Result, bail, ensure};
use base::{Cx, Uuid};
use db::{
    Db,
    audit::{Audit, Bounds, Found},
};
use documents::{DocumentKind, Files};

use crate::{config::Config, portal, wiring::PAYMENT_REFERENCE};

/// Examines an installation and writes down what it found.
///
/// # Errors
/// When anything is not as it must be, or the database or the file store does not answer.
pub async fn examine(config: Config, bounds: Bounds, out: &mut (dyn Write + Send)) -> Result<()> {
    let db = portal::open(&config)?;
    let folder = &config.files.folder;
    ensure!(folder.is_dir(), "{} is not there; files.folder names it", folder.display());
    let files = Files::folder(folder)?;
    let terminal = std::io::stderr().is_terminal();
    let mut audit = Audit::new(Cx::system(), bounds, |what, count| {
        if terminal {
            // A line that cannot be shown is no reason to stop.
            let _shown = write!(std::io::stderr(), "\r\x1b[Klooked at {count} {what} …");
        }
    });
    let walked = walk(&db, &files, &mut audit).await;
    if terminal {
        let _shown = write!(std::io::stderr(), "\r\x1b[K");
    }
    report(&audit, out)?;
    walked?;
    let count: u64 = audit.findings().values().map(|found| found.count).sum();
    if count > 0 {
        bail!("{count} findings of {} kinds; docs/howto/operate.md says what to do", audit.findings().len());
    }
    writeln!(out, "Everything is as it must be.")?;
    Ok(())
}

async fn walk(db: &Db, files: &Files, audit: &mut Audit<'_>) -> Result<()> {
    db::audit::audit(db, audit, portal::MIGRATIONS).await.context("the database")?;
    identity::audit(db, audit).await.context("accounts")?;
    catalog::audit(db, audit).await.context("services")?;
    editor::audit(db, audit).await.context("drafts of services")?;
    let catalog = catalog::load(&mut db.read().await?).await.context("the services cannot be read")?;
    applications::audit(db, &catalog, audit).await.context("applications")?;
    payments::audit(db, audit).await.context("payments")?;
    receipts(db, audit).await.context("receipts")?;
    notifications::audit(db, audit).await.context("notices")?;
    documents::audit(db, files, audit).await.context("documents")?;
    Ok(())
}

/// One receipt for each payment that succeeded, tied to it.
async fn receipts(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = payments::PaymentId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let Some((page, last)) = payments::paid_after(&mut tx, after).await? else { return Ok(()) };
        after = last;
        for paid in &page {
            if !audit.takes(paid.account) || !audit.is_late(paid.paid_at) {
                continue;
            }
            let reference = format!("{PAYMENT_REFERENCE}{}", paid.payment);
            let document = documents::of_cause(&mut tx, paid.account, &reference, DocumentKind::Receipt).await?;
            let tied = document.is_some_and(|document| document.issued && Some(document.id.into()) == paid.receipt);
            audit.found_if(!tied, "a payment has no receipt", paid.payment);
        }
        audit.examined("receipts", page.len());
    }
}

fn report(audit: &Audit<'_>, out: &mut (dyn Write + Send)) -> Result<()> {
    let looked: Vec<String> = audit.looked_at().iter().map(|(what, count)| format!("{count} {what}")).collect();
    writeln!(out, "Looked at {}.", looked.join(", "))?;
    let kinds = audit.findings().iter().map(|kind| ("BAD ", kind));
    for (mark, (kind, found)) in kinds.chain(audit.remarks().iter().map(|kind| ("note", kind))) {
        let Found { count, first } = found;
        writeln!(out, "  {mark} {kind}: {count}")?;
        for place in first {
            writeln!(out, "         {place}")?;
        }
        let more = count.saturating_sub(first.len() as u64);
        if more > 0 {
            writeln!(out, "         … and {more} more")?;
        }
    }
    Ok(())
}
