//! Notices to people who are made up, as if they had been told long ago: nothing is sent.

use base::Timestamp;
use db::{Error, bulk::Rows, vault::Newcomer};

use crate::{
    model::{Notice, NoticeId, Told},
    store,
};

/// Adds the row of a notice.
///
/// # Errors
/// When it cannot be sealed.
pub fn notice(owner: &Newcomer, rows: &mut Rows, notice: &Notice, at: Timestamp) -> Result<(), Error> {
    let id = NoticeId(owner.id());
    let sealed = owner.seal_json(&store::place(id), &Told::of(notice))?;
    store::seeding::notice(rows, (notice.account, id, notice.kind), &sealed, (notice.once.as_deref(), at));
    Ok(())
}
