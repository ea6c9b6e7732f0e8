//! The audit of this slice: every notice opens, every delivery belongs to one and has gone its way.

use base::{AccountId, Uuid};
use db::{
    Db, Result, Tx,
    audit::{Audit, PAGE},
};

use crate::{
    model::{Channel, DeliveryState, Kind, NoticeId},
    store::audit as store,
};

/// Whether the account was told under this mark: a notice carries it.
///
/// # Errors
/// When the database does not answer.
pub async fn was_told(tx: &mut Tx, account: AccountId, once: &str) -> Result<bool> {
    store::was_told(tx, account, once).await
}

/// Looks at every notice and every delivery.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    notices(db, audit).await?;
    deliveries(db, audit).await
}

async fn notices(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = (AccountId(Uuid::nil()), NoticeId(Uuid::nil()));
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::notices_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.account, last.id);
        for notice in &page {
            if !audit.takes(notice.account) {
                continue;
            }
            let told = crate::store::open_told(&mut tx, notice.account, notice.id, &notice.sealed).await;
            audit.opened(told, "a notice does not open", notice.id)?;
            audit.found_if(notice.kind.parse::<Kind>().is_err(), "a notice is of no known kind", notice.id);
        }
        audit.examined("notices", page.len());
    }
}

async fn deliveries(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let mut tx = db.snapshot().await?;
        let page = store::deliveries_after(&mut tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for delivery in &page {
            check(&mut tx, audit, delivery).await?;
        }
        audit.examined("deliveries", page.len());
    }
}

async fn check(tx: &mut Tx, audit: &mut Audit<'_>, delivery: &store::DeliveryRow) -> Result<()> {
    let id = delivery.id;
    audit.found_if(delivery.channel.parse::<Channel>().is_err(), "a delivery goes over no known channel", id);
    match delivery.state.parse::<DeliveryState>() {
        Ok(DeliveryState::Queued) => {
            audit.found_if(audit.is_late_outside(delivery.created_at), "a delivery was never handed over", id);
        }
        Ok(_) => {}
        Err(_) => audit.found("a delivery is in no known state", id),
    }
    if let (Some(account), Some(notice)) = (delivery.account, delivery.notice)
        && audit.takes(account)
    {
        audit.found_if(!store::has_notice(tx, account, notice).await?, "a delivery has no notice", id);
    }
    Ok(())
}
