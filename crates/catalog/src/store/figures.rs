//! Queries of figures and ratings.

use base::{AccountId, Cx, Timestamp, Uuid};
use db::{FromRow, Result, Tx, p, vault};
use web::paging::{Place, Stretch};

use crate::{figures::Rating, ratings::RatingsWanted};

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

/// Month, what is counted, and how much of it, of one service since a month.
pub(crate) async fn list_of(tx: &mut Tx, service: &str, since: &str) -> Result<Vec<(String, String, i64)>> {
    tx.query(
        "select month, what, cast(sum(count) as bigint) from catalog_figures where service = $1 and month >= $2 \
         group by month, what order by month, what limit 10000",
        p![service, since],
    )
    .await
}

/// A rating as stored.
#[derive(FromRow)]
struct RatingRow {
    service: String,
    agency: String,
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
            "select service, agency, stars, comment, rated_at from catalog_ratings where account = $1 and reference = $2",
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
        agency: row.agency,
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
            "insert into catalog_ratings (account, reference, id, service, agency, stars, comment, rated_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (account, reference) do nothing",
            p![
                account,
                reference,
                cx.uuid(),
                rating.service.as_str(),
                rating.agency.as_str(),
                i64::from(rating.stars),
                comment,
                rating.rated_at
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// A rating of an agency's results, its comment sealed.
#[derive(FromRow)]
pub(crate) struct SealedRating {
    pub(crate) account: AccountId,
    pub(crate) reference: String,
    pub(crate) id: Uuid,
    pub(crate) service: String,
    pub(crate) stars: i64,
    pub(crate) comment: Option<Vec<u8>>,
    pub(crate) rated_at: Timestamp,
}

/// Ratings of an agency's results, newest first: one more than wanted when there are more.
pub(crate) async fn list_received(tx: &mut Tx, wanted: &RatingsWanted<'_>) -> Result<Vec<SealedRating>> {
    match (wanted.stretch, wanted.service) {
        (Stretch::First, service) => list_older(tx, wanted, service, Place::TOP).await,
        (Stretch::After(place), service) => list_older(tx, wanted, service, place).await,
        (Stretch::Before(place), service) => {
            let mut found = list_newer(tx, wanted, service, place).await?;
            found.reverse();
            Ok(found)
        }
    }
}

/// The fewest and the most stars that are wanted.
fn range(wanted: &RatingsWanted<'_>) -> (i64, i64) {
    wanted.stars.map_or((0, i64::MAX), |stars| (i64::from(stars), i64::from(stars)))
}

async fn list_older(
    tx: &mut Tx,
    wanted: &RatingsWanted<'_>,
    service: Option<&str>,
    than: Place,
) -> Result<Vec<SealedRating>> {
    let ((least, most), limit) = (range(wanted), i64::from(wanted.limit) + 1);
    let Some(service) = service else {
        return tx
            .query(
                "select account, reference, id, service, stars, comment, rated_at from catalog_ratings \
                 where agency = $1 and stars between $2 and $3 and (rated_at, id) < ($4, $5) \
                 order by rated_at desc, id desc limit $6",
                p![wanted.agency, least, most, than.at, than.id, limit],
            )
            .await;
    };
    tx.query(
        "select account, reference, id, service, stars, comment, rated_at from catalog_ratings \
         where agency = $1 and service = $2 and stars between $3 and $4 and (rated_at, id) < ($5, $6) \
         order by rated_at desc, id desc limit $7",
        p![wanted.agency, service, least, most, than.at, than.id, limit],
    )
    .await
}

/// The oldest of the newer first.
async fn list_newer(
    tx: &mut Tx,
    wanted: &RatingsWanted<'_>,
    service: Option<&str>,
    than: Place,
) -> Result<Vec<SealedRating>> {
    let ((least, most), limit) = (range(wanted), i64::from(wanted.limit) + 1);
    let Some(service) = service else {
        return tx
            .query(
                "select account, reference, id, service, stars, comment, rated_at from catalog_ratings \
                 where agency = $1 and stars between $2 and $3 and (rated_at, id) > ($4, $5) \
                 order by rated_at, id limit $6",
                p![wanted.agency, least, most, than.at, than.id, limit],
            )
            .await;
    };
    tx.query(
        "select account, reference, id, service, stars, comment, rated_at from catalog_ratings \
         where agency = $1 and service = $2 and stars between $3 and $4 and (rated_at, id) > ($5, $6) \
         order by rated_at, id limit $7",
        p![wanted.agency, service, least, most, than.at, than.id, limit],
    )
    .await
}

/// What was written with a rating; none when the account is gone, and with it the key.
pub(crate) async fn open_comment(tx: &mut Tx, rating: &SealedRating) -> Result<Option<String>> {
    let Some(sealed) = &rating.comment else { return Ok(None) };
    if !vault::exists(tx, rating.account).await? {
        return Ok(None);
    }
    vault::open_json(tx, rating.account.0, &place(&rating.reference), sealed).await.map(Some)
}
