//! The doors of services: whether an application may be sent is decided in the transaction that sends it. A pause, or another
//! edition, that was there first keeps it back, whatever this node knew of it; one that comes at the same time waits for it.
//! So does the season of its edition. Days are counted as everywhere on the portal ([`base::reckoning`]): the page of the service
//! says the same.

use base::{Cx, reckoning};
use db::Tx;
use forms::Season;

use crate::store::doors as store;

/// How many doors lead into a service.
pub(crate) const DOORS: u64 = 8;

/// What stands behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The application may be sent.
    Open,
    /// The service takes no applications for a while.
    Paused,
    /// The season of the service is over, or has not begun.
    OutOfSeason,
    /// Another edition is offered.
    Replaced,
}

/// Goes through a door of a service in the transaction that sends an application on this edition, with its season. Until that ends nobody can
/// pause the service or replace its edition.
pub async fn pass(tx: &mut Tx, cx: &Cx, (service, edition): (&str, &str), season: Option<&Season>) -> db::Result<Door> {
    let today = reckoning::day_of(cx.now());
    let in_season = season.is_none_or(|season| season.is_open(today));
    let opened = if in_season { Door::Open } else { Door::OutOfSeason };
    let door = i64::try_from(cx.below(DOORS)).unwrap_or_default();
    if store::pass(tx, (service, door), edition, today).await? {
        return Ok(opened);
    }
    Ok(match crate::store::offered_edition(tx, service).await? {
        Some(offered) if offered == edition => Door::Paused,
        Some(_) => Door::Replaced,
        // A catalogue straight from files: nobody publishes or pauses here.
        None => opened,
    })
}
