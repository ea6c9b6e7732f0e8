//! How often services are used, and what people say of them when they have the result.
//!
//! Figures are counted in the transaction of what they count, in rows by month and shard, and read into memory now and then.
//! A comment is for the agency alone: it is sealed and never published, for people write names and numbers into it.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use base::{AccountId, Cx, Date, Timestamp};
use db::{Result, Tx};
use jiff::{ToSpan, tz::TimeZone};

use crate::store::figures as store;

/// So many rows share what would be one hot row.
const SHARDS: u64 = 8;
/// Popular is what is used in so many months, the present one among them.
const USED_MONTHS: i32 = 2;
/// Ratings of so many months make the average.
const RATED_MONTHS: i32 = 12;
/// The fewest ratings that are shown as an average: fewer say more of a person than of a service.
const FEWEST: u64 = 3;

/// The most stars.
pub const MOST_STARS: u8 = 5;
/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 1_000;

/// What somebody says of a service after its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The service.
    pub service: String,
    /// The agency that gave the result.
    pub agency: String,
    /// From 1 to [`MOST_STARS`].
    pub stars: u8,
    /// What was written, for the agency.
    pub comment: Option<String>,
    /// When.
    pub rated_at: Timestamp,
}

/// Keeps what somebody says of a result that `reference` names, once; `false` when it was rated before, or the stars are none.
pub async fn rate(tx: &mut Tx, cx: &Cx, account: AccountId, reference: &str, rating: &Rating) -> Result<bool> {
    if !(1..=MOST_STARS).contains(&rating.stars) || !store::insert(tx, cx, account, reference, rating).await? {
        return Ok(false);
    }
    add(tx, cx, &rating.service, &format!("stars-{}", rating.stars)).await?;
    Ok(true)
}

/// What was said of the result that `reference` names.
pub async fn rating(tx: &mut Tx, account: AccountId, reference: &str) -> Result<Option<Rating>> {
    store::find(tx, account, reference).await
}

/// Counts one use of a service, in the transaction of that use.
pub async fn count_use(tx: &mut Tx, cx: &Cx, service: &str) -> Result<()> {
    add(tx, cx, service, "sent").await
}

async fn add(tx: &mut Tx, cx: &Cx, service: &str, what: &str) -> Result<()> {
    let shard = i64::try_from(cx.below(SHARDS)).unwrap_or_default();
    store::add(tx, (&month(cx.now(), 0), service, what), shard).await
}

/// The month of an instant, so many months back: «2026-11».
pub(crate) fn month(now: Timestamp, back: i32) -> String {
    let today: Date = now.to_zoned(TimeZone::UTC).date();
    let day = today.first_of_month().saturating_sub(back.months());
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The figures of services in memory. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct Figures(Arc<RwLock<Arc<Counted>>>);

/// What was counted when it was read last.
#[derive(Default)]
pub(crate) struct Counted {
    used: HashMap<String, u64>,
    /// Ratings and their sum.
    rated: HashMap<String, (u64, u64)>,
}

/// The ratings of a service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Average {
    /// From 1 to [`MOST_STARS`], in tenths: 46 is 4.6.
    pub tenths: u64,
    /// How many people rated it.
    pub count: u64,
}

impl Figures {
    pub(crate) fn now(&self) -> Arc<Counted> {
        // A poisoned lock still holds whole figures: they are swapped in one step.
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Reads what was counted.
    pub(crate) async fn refresh(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        let mut counted = Counted::default();
        for (service, what, count) in store::list(tx, &month(now, USED_MONTHS - 1)).await? {
            if what == "sent" {
                counted.used.insert(service, u64::try_from(count).unwrap_or_default());
            }
        }
        for (service, what, count) in store::list(tx, &month(now, RATED_MONTHS - 1)).await? {
            let stars = what.strip_prefix("stars-").and_then(|stars| stars.parse::<u64>().ok());
            if let Some(stars) = stars {
                let count = u64::try_from(count).unwrap_or_default();
                let known = counted.rated.entry(service).or_default();
                *known = (known.0 + count, known.1 + stars * count);
            }
        }
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(counted);
        Ok(())
    }
}

impl Counted {
    pub(crate) fn used(&self, service: &str) -> u64 {
        self.used.get(service).copied().unwrap_or_default()
    }

    pub(crate) fn average(&self, service: &str) -> Option<Average> {
        self.rated.get(service).copied().filter(|(count, _)| *count >= FEWEST).and_then(average_of)
    }
}

/// The average of so many ratings with this sum; none: nobody rated.
pub(crate) fn average_of((count, sum): (u64, u64)) -> Option<Average> {
    (count > 0).then(|| Average { tenths: (sum * 20 / count).div_ceil(2), count })
}
