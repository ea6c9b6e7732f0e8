//! Queries of figures and ratings.

use base::{AccountId, Cx, Timestamp};
use db::{FromRow, Result, Tx, p, vault};

use crate::figures::Rating;

/// One more of what is counted.
pub(crate) async fn add(tx: &mut Tx, (month, service, what): (&str, &str, &str), shard: i64) -> Result<()> {
    tx.execute(
        "insert into catalog_figures (month, service, what, shard, count) values ($1, $2, $3, $4, 1) \
         on conflict (month, service, what, shard) do update set count = catalog_figures.count + 1",
        p![month, service, what, shard],
    )
    .await?;
    Ok(())
}

/// Service, what is counted, and how much of it since a month.
pub(crate) async fn list(tx: &mut Tx, since: &str) -> Result<Vec<(String, String, i64)>> {
    tx.query(
        "select service, what, cast(sum(count) as bigint) from catalog_figures where month >= $1 \
         group by service, what order by service, what limit 1000000",
        p![since],
    )
    .await
}

/// A rating as stored.
#[derive(FromRow)]
struct RatingRow {
    service: String,
    stars: i64,
    comment: Option<Vec<u8>>,
    rated_at: Timestamp,
}

fn place(reference: &str) -> String {
    format!("catalog_ratings.comment:{reference}")
}

/// The rating of a result.
pub(crate) async fn find(tx: &mut Tx, account: AccountId, reference: &str) -> Result<Option<Rating>> {
    let row: Option<RatingRow> = tx
        .one(
            "select service, stars, comment, rated_at from catalog_ratings where account = $1 and reference = $2",
            p![account, reference],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let comment = match row.comment {
        Some(sealed) => Some(vault::open_json(tx, account.0, &place(reference), &sealed).await?),
        None => None,
    };
    Ok(Some(Rating {
        service: row.service,
        stars: u8::try_from(row.stars).unwrap_or_default(),
        comment,
        rated_at: row.rated_at,
    }))
}

/// Writes a rating; `false` when there is one already.
pub(crate) async fn insert(tx: &mut Tx, cx: &Cx, account: AccountId, reference: &str, rating: &Rating) -> Result<bool> {
    let comment = match &rating.comment {
        Some(comment) => Some(vault::seal_json(tx, cx, account.0, &place(reference), comment).await?),
        None => None,
    };
    let inserted = tx
        .execute(
            "insert into catalog_ratings (account, reference, service, stars, comment, rated_at) \
             values ($1, $2, $3, $4, $5, $6) on conflict (account, reference) do nothing",
            p![account, reference, rating.service.as_str(), i64::from(rating.stars), comment, rating.rated_at],
        )
        .await?;
    Ok(inserted == 1)
}
