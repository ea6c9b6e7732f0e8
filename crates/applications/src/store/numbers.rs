//! Places in the month, each given once.

use db::{Result, Tx, p};

/// The next place in a month, from 1.
pub async fn take(tx: &mut Tx, month: &str) -> Result<u32> {
    let place: Option<u32> = tx
        .one(
            "insert into application_numbers (month, last) values ($1, 1) \
             on conflict (month) do update set last = application_numbers.last + 1 returning last",
            p![month],
        )
        .await?;
    Ok(place.unwrap_or(1))
}
