//! Rows that are written many at once.

use base::Timestamp;
use db::{bulk::Rows, p};

use crate::model::{ChargeId, ChargeState, NewCharge};

const CHARGE: &str = "insert into charges (account, id, reference, amount, state, details, back, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) fn charge(
    rows: &mut Rows,
    (id, state): (ChargeId, ChargeState),
    charge: &NewCharge,
    details: &str,
    (made_at, changed_at): (Timestamp, Timestamp),
) {
    let NewCharge { account, reference, amount, back, .. } = charge;
    rows.add(CHARGE, p![account, id, reference, amount, state, details, back, made_at, changed_at]);
}
