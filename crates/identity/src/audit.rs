//! The audit of this slice: every account whole, reachable, at the level that its evidence supports; sessions, registry
//! checks and staff.

mod account;
mod household;
mod proofs;
mod store;

use base::{AccountId, StaffId, Uuid};
use db::{
    Db,
    audit::{Audit, PAGE},
};

use crate::staff;

/// Looks at every account and every member of staff.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<(), db::Error> {
    accounts(db, audit).await?;
    members(db, audit).await
}

async fn accounts(db: &Db, audit: &mut Audit<'_>) -> Result<(), db::Error> {
    let mut after = AccountId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::accounts_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for row in &page {
            if !audit.takes(row.id) {
                continue;
            }
            let outcome = account::check(&mut tx, audit, row).await;
            if audit.unreadable(outcome, format!("account {}", row.id))? {
                tx = db.snapshot().await?;
            }
        }
        audit.examined("accounts", page.len());
    }
}

async fn members(db: &Db, audit: &mut Audit<'_>) -> Result<(), db::Error> {
    let mut after = StaffId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::staff_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for row in &page {
            let name = staff::open_sealed(&mut tx, "name", row.id, &row.name).await;
            audit.opened(name, "the name of a member of staff does not open", row.id)?;
            let secret = staff::open_sealed(&mut tx, "totp_secret", row.id, &row.totp_secret).await;
            audit.opened(secret, "the one-time codes of a member of staff do not open", row.id)?;
        }
        audit.examined("members of staff", page.len());
    }
}
