//! What people say of an agency's services, as its head reads it: ratings with their comments, and figures by month.
//!
//! A comment is its writer's: it is opened only together with a record in the writer's ledger.

use std::collections::BTreeMap;

use base::{AccountId, Cx, Date, StaffId, Timestamp};
use db::{
    Result, Tx,
    ledger::{self, Access, Actor},
};

use web::paging::{Paged, Place, Stretch};

use crate::{
    Average,
    figures::{average_of, month},
    store::figures as store,
};

/// Figures of so many months are shown, the present one among them.
const MONTHS: i32 = 12;

/// Which ratings are wanted.
#[derive(Debug, Clone, Copy)]
pub struct RatingsWanted<'a> {
    /// Of this agency's results.
    pub agency: &'a str,
    /// Of this service alone.
    pub service: Option<&'a str>,
    /// With so many stars alone.
    pub stars: Option<u8>,
    /// Which part of them.
    pub stretch: Stretch,
    /// How many stand on a page.
    pub limit: u32,
}

/// A rating as the agency reads it: without its writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRating {
    /// The service.
    pub service: String,
    /// From 1 to [`crate::MOST_STARS`].
    pub stars: u8,
    /// What was written.
    pub comment: Option<String>,
    /// When.
    pub rated_at: Timestamp,
}

/// Reads a page of the ratings of an agency's results, newest first. Everybody whose comment is opened finds
/// in the journal that the head of the agency read it.
pub async fn received_ratings(
    tx: &mut Tx,
    cx: &Cx,
    head: StaffId,
    wanted: &RatingsWanted<'_>,
) -> Result<Paged<ReceivedRating>> {
    let size = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut wanted = *wanted;
    let mut found = store::list_received(tx, &wanted).await?;
    if wanted.stretch.fell_short(found.len(), size) {
        wanted.stretch = Stretch::First;
        found = store::list_received(tx, &wanted).await?;
    }
    let mut paged = Paged::new(wanted.stretch, found, size, |rating| Place { at: rating.rated_at, id: rating.id });
    let found = std::mem::take(&mut paged.entries);
    let mut writers: Vec<AccountId> =
        found.iter().filter(|rating| rating.comment.is_some()).map(|rating| rating.account).collect();
    // In one order: two heads who read the same page do not wait for each other.
    writers.sort_unstable();
    writers.dedup();
    for account in writers {
        ledger::record(tx, cx, access(account, head, wanted.agency)).await?;
    }
    let mut received = Vec::new();
    for rating in found {
        received.push(ReceivedRating {
            comment: store::open_comment(tx, &rating).await?,
            service: rating.service,
            stars: u8::try_from(rating.stars).unwrap_or_default(),
            rated_at: rating.rated_at,
        });
    }
    Ok(paged.with(received))
}

fn access(account: AccountId, head: StaffId, agency: &str) -> Access<'static> {
    Access {
        account,
        actor: Actor::Staff { id: head, role: "head".to_owned(), office: agency.to_owned() },
        action: "rating.read",
        reason: "access-why-rating",
        case: None,
    }
}

/// What was counted of some services in a month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Month {
    /// Applications sent.
    pub sent: u64,
    /// Ratings, and the sum of their stars.
    rated: (u64, u64),
}

impl Month {
    /// What people thought; none: nobody rated.
    pub fn average(&self) -> Option<Average> {
        average_of(self.rated)
    }

    /// How many people rated.
    pub fn count(&self) -> u64 {
        self.rated.0
    }
}

/// Figures of services by month, the newest first; months in which nothing was counted are left out.
pub async fn figures_by_month(tx: &mut Tx, cx: &Cx, services: &[String]) -> Result<Vec<(Date, Month)>> {
    let since = month(cx.now(), MONTHS - 1);
    let mut months: BTreeMap<Date, Month> = BTreeMap::new();
    for service in services {
        for (month, what, count) in store::list_of(tx, service, &since).await? {
            let Ok(day) = format!("{month}-01").parse::<Date>() else { continue };
            let counted = months.entry(day).or_default();
            let count = u64::try_from(count).unwrap_or_default();
            match what.strip_prefix("stars-").and_then(|stars| stars.parse::<u64>().ok()) {
                Some(stars) => counted.rated = (counted.rated.0 + count, counted.rated.1 + stars * count),
                None if what == "sent" => counted.sent += count,
                None => {}
            }
        }
    }
    Ok(months.into_iter().rev().collect())
}
