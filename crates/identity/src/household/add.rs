//! Adding a record: each kind has so many places, and each thing stands once.

use base::{AccountId, Cx};
use db::Tx;

use super::{
    model::{Record, RecordId},
    store,
};
use crate::accounts::{self, Happening};

/// How adding ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is there, perhaps because the form was sent twice.
    Saved(RecordId),
    /// The same thing is there and says something else.
    Known(RecordId),
    /// There is no room for another.
    Full,
}

/// Adds a record. The same record again is no second one.
///
/// # Errors
/// When the database does not answer.
pub async fn add(tx: &mut Tx, cx: &Cx, account: AccountId, record: &Record) -> Result<Added, db::Error> {
    let kind = record.kind();
    // Whoever was quicker took a place or is the same thing: the next look tells which.
    for _ in 0..=kind.most() {
        let taken = store::taken(tx, account, kind).await?;
        let mark = store::mark(tx, account, record);
        if let Some(same) = taken.iter().find(|taken| taken.mark == mark) {
            let kept = store::find(tx, account, same.id).await?;
            let is_same = kept.is_some_and(|kept| kept.record == *record);
            return Ok(if is_same { Added::Saved(same.id) } else { Added::Known(same.id) });
        }
        let free = (0..kind.most()).find(|place| taken.iter().all(|taken| taken.place != *place));
        let Some(place) = free else { break };
        if let Some(id) = store::insert(tx, cx, account, place, record).await? {
            accounts::note(tx, cx, account, Happening::HouseholdSaved, Some(kind.as_str())).await?;
            return Ok(Added::Saved(id));
        }
    }
    Ok(Added::Full)
}
