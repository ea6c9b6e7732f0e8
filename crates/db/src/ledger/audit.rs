//! Every chain of the ledger verifies, and every one has its sealed end.

use base::{AccountId, Uuid};

use super::{Verdict, store, verify};
use crate::{
    Db, Result, Tx,
    audit::{Audit, PAGE},
};

/// Verifies every chain.
pub(crate) async fn audit(db: &Db, audit: &mut Audit<'_>) -> Result<()> {
    let mut after = AccountId(Uuid::nil());
    loop {
        let mut tx = db.snapshot().await?;
        let heads = store::heads_after(&mut tx, after, PAGE).await?;
        let end = heads.last().copied().filter(|_| heads.len() == PAGE as usize);
        let last = end.unwrap_or(AccountId(Uuid::max()));
        without_end(&mut tx, audit, (after, last), &heads).await?;
        for account in &heads {
            if !audit.takes(account.0) {
                continue;
            }
            if let Verdict::Broken(position) = verify(&mut tx, *account).await? {
                audit.found("a ledger chain is broken", format!("{account} at entry {position}"));
            }
        }
        audit.examined("ledger chains", heads.len());
        let Some(end) = end else { return Ok(()) };
        after = end;
    }
}

/// Chains whose end was taken away.
async fn without_end(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    (mut after, last): (AccountId, AccountId),
    heads: &[AccountId],
) -> Result<()> {
    loop {
        let chains = store::chains_between(tx, after, last, PAGE).await?;
        for account in chains.iter().filter(|account| !heads.contains(account)) {
            audit.found("a ledger chain has no sealed end", account);
        }
        match chains.last() {
            Some(reached) if chains.len() == PAGE as usize => after = *reached,
            _ => return Ok(()),
        }
    }
}
