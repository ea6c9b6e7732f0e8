//! What an account has noted of its household: every record opens and is what its columns say.

use base::AccountId;
use db::{Tx, audit::Audit};

use crate::household::store;

pub(super) async fn check(tx: &mut Tx, audit: &mut Audit<'_>, account: AccountId) -> Result<(), db::Error> {
    for lying in store::lying(tx, account).await? {
        let record = store::open(tx, account, lying.id, &lying.data).await;
        let record = audit.opened(record, "a record of a household does not open", lying.id)?;
        let Some(record) = record else { continue };
        let kind = record.kind();
        let right = lying.kind == kind.as_str()
            && (0..kind.most()).contains(&lying.place)
            && lying.mark == store::mark(tx, account, &record);
        audit.found_if(!right, "a record of a household is not what its columns say", lying.id);
    }
    Ok(())
}
