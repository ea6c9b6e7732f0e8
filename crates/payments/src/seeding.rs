//! Charges of people who are made up.

use base::{Timestamp, Uuid};
use db::{Error, bulk::Rows};

use crate::{
    model::{ChargeId, ChargeState, Details, NewCharge},
    store,
};

/// Adds the row of a charge that was made at an instant and came to its state at another.
///
/// # Errors
/// When what it is for cannot be written.
pub fn charge(
    rows: &mut Rows,
    id: Uuid,
    charge: &NewCharge,
    state: ChargeState,
    (made_at, changed_at): (Timestamp, Timestamp),
) -> Result<(), Error> {
    let details = serde_json::to_string(&Details::of(charge))?;
    store::seeding::charge(rows, (ChargeId(id), state), charge, &details, (made_at, changed_at));
    Ok(())
}
