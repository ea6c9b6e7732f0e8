//! Queries of the doors of services.

use base::Date;
use db::{Result, Tx, p};

use crate::doors::DOORS;

/// The day of a pause of which nobody knows when it ends.
const NEVER: Date = Date::constant(9999, 12, 31);

/// Goes through a door; false when it is closed, or leads to another edition.
pub(crate) async fn pass(tx: &mut Tx, (service, door): (&str, i64), edition: &str, today: Date) -> Result<bool> {
    let passed = tx
        .execute(
            "update catalog_doors set passed = passed + 1 where service = $1 and door = $2 and edition = $3 \
             and (closed_until is null or closed_until <= $4)",
            p![service, door, edition, today],
        )
        .await?;
    Ok(passed == 1)
}

/// Every door leads to this edition from now on.
pub(crate) async fn lead(tx: &mut Tx, service: &str, edition: &str) -> Result<()> {
    for door in 0..i64::try_from(DOORS).unwrap_or_default() {
        tx.execute(
            "insert into catalog_doors (service, door, edition, passed) values ($1, $2, $3, 0) \
             on conflict (service, door) do update set edition = excluded.edition",
            p![service, door, edition],
        )
        .await?;
    }
    Ok(())
}

/// Closes every door until a day, or until it is opened.
pub(crate) async fn close(tx: &mut Tx, service: &str, until: Option<Date>) -> Result<()> {
    let until = until.unwrap_or(NEVER);
    tx.execute("update catalog_doors set closed_until = $1 where service = $2", p![until, service]).await?;
    Ok(())
}

/// Opens every door.
pub(crate) async fn open(tx: &mut Tx, service: &str) -> Result<()> {
    tx.execute("update catalog_doors set closed_until = null where service = $1", p![service]).await?;
    Ok(())
}

/// How many doors of a service lead to this edition.
pub(crate) async fn count(tx: &mut Tx, service: &str, edition: &str) -> Result<i64> {
    let count: Option<i64> =
        tx.one("select count(*) from catalog_doors where service = $1 and edition = $2", p![service, edition]).await?;
    Ok(count.unwrap_or_default())
}
