//! What is done to a service that is published: pausing, resuming, offering an earlier edition again; and who did it.

use base::{Cx, Date, StaffId, Timestamp};
use db::Tx;
use forms::Text;

use crate::store;

db::codes!(
    /// What was done to a service.
    pub enum Change {
        /// An edition was published.
        Published = "published",
        /// Applications are not taken for a while.
        Paused = "paused",
        /// Applications are taken again.
        Resumed = "resumed",
        /// An earlier edition is offered again.
        RolledBack = "rolled-back",
    }
);

db::codes!(
    /// Where a change came from.
    pub enum Origin {
        /// The files that come with the program, or the folder of the installation.
        Files = "files",
        /// The command line.
        Command = "command",
        /// The pages of the administrator.
        Editor = "editor",
    }
);

/// Who changes a service, and what they say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Where it comes from.
    pub origin: Origin,
    /// The administrator; none for files and the command line.
    pub staff: Option<StaffId>,
    /// A note for colleagues.
    pub note: String,
}

impl By {
    /// Files, or the command line.
    pub fn origin(origin: Origin) -> Self {
        Self { origin, staff: None, note: String::new() }
    }

    /// An administrator, with a note.
    pub fn administrator(staff: StaffId, note: &str) -> Self {
        Self { origin: Origin::Editor, staff: Some(staff), note: note.to_owned() }
    }
}

/// One line of a service's history.
#[derive(Debug, Clone, PartialEq, Eq, db::FromRow)]
pub struct Changed {
    /// What was done.
    pub event: Change,
    /// The edition that was offered afterwards.
    pub edition: String,
    /// Where it came from.
    pub origin: Origin,
    /// The administrator.
    pub staff: Option<StaffId>,
    /// What they said of it.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// Applications for a service are not taken for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// The day on which they are taken again; none: when somebody says so.
    pub resumes_on: Option<Date>,
    /// Why, as citizens read it.
    pub reason: Text,
}

/// Pauses a service, or changes the terms of its pause; false when there is no such service.
pub async fn pause(
    tx: &mut Tx,
    cx: &Cx,
    code: &str,
    (resumes_on, reason): (Option<Date>, &Text),
    by: &By,
) -> db::Result<bool> {
    store::touch(tx).await?;
    let Some(edition) = store::offered_edition(tx, code).await? else { return Ok(false) };
    let done = store::pause(tx, cx, code, resumes_on, reason).await?;
    settle(tx, cx, done, (code, Change::Paused, &edition), by).await
}

/// Ends the pause of a service; false when it is not paused.
pub async fn resume(tx: &mut Tx, cx: &Cx, code: &str, by: &By) -> db::Result<bool> {
    store::touch(tx).await?;
    let Some(edition) = store::offered_edition(tx, code).await? else { return Ok(false) };
    let done = store::resume(tx, cx, code).await?;
    settle(tx, cx, done, (code, Change::Resumed, &edition), by).await
}

/// Offers an earlier edition again in place of `current`; false when it is no edition of the service, or when another one
/// than `current` is offered by now.
pub async fn roll_back(tx: &mut Tx, cx: &Cx, code: &str, current: &str, to: &str, by: &By) -> db::Result<bool> {
    if current == to || store::service_of(tx, to).await?.as_deref() != Some(code) {
        return Ok(false);
    }
    store::touch(tx).await?;
    let done = store::offer_instead(tx, cx, code, current, to).await?;
    settle(tx, cx, done, (code, Change::RolledBack, to), by).await
}

async fn settle(
    tx: &mut Tx,
    cx: &Cx,
    done: bool,
    (code, change, edition): (&str, Change, &str),
    by: &By,
) -> db::Result<bool> {
    if done {
        store::insert_change(tx, cx, code, change, edition, by).await?;
    }
    Ok(done)
}

/// The history of a service, newest first.
pub async fn history(tx: &mut Tx, code: &str) -> db::Result<Vec<Changed>> {
    store::list_changes(tx, code).await
}
