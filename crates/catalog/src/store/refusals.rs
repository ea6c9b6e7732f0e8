//! Queries of what of the folder was not taken over.

use base::Timestamp;
use db::{Result, Tx, p};
use forms::Problem;

use crate::refusals::Refusal;

/// Forgets the last look.
pub(crate) async fn clear(tx: &mut Tx) -> Result<()> {
    tx.execute("delete from catalog_refusals where number >= $1", p![0_i64]).await?;
    Ok(())
}

/// Keeps a problem.
pub(crate) async fn insert(tx: &mut Tx, number: i64, problem: &Problem, at: Timestamp) -> Result<()> {
    // Texts by name are always JSON.
    let problem = serde_json::to_string(problem).unwrap_or_default();
    tx.execute("insert into catalog_refusals (number, problem, at) values ($1, $2, $3)", p![number, problem, at])
        .await?;
    Ok(())
}

/// Every problem in its order.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Refusal>> {
    let rows: Vec<(String, Timestamp)> = tx
        .query("select problem, at from catalog_refusals where number >= $1 order by number limit 1000", p![0_i64])
        .await?;
    let read = |(text, at): (String, Timestamp)| Some(Refusal { problem: serde_json::from_str(&text).ok()?, at });
    Ok(rows.into_iter().filter_map(read).collect())
}
