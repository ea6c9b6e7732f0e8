//! The history of applications.

use base::{AccountId, Cx, StaffId, Timestamp};
use db::{FromRow, Result, Tx, p, vault};

use crate::{
    life_cycle::{Role, State},
    model::{Application, ApplicationId, Entry, Event, Said},
};

#[derive(FromRow)]
struct Row {
    application: ApplicationId,
    seq: i64,
    at: Timestamp,
    event: Event,
    state: State,
    role: Role,
    staff: Option<StaffId>,
    comment: Option<Vec<u8>>,
}

pub(crate) fn place(application: ApplicationId, seq: i64) -> String {
    format!("application_history/comment/{application}/{seq}")
}

/// Writes the step that made the present version of `after`.
pub async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    after: &Application,
    event: Event,
    (role, staff): (Role, Option<StaffId>),
    said: Option<&Said>,
) -> Result<()> {
    let comment = match said {
        Some(said) => Some(vault::seal_json(tx, cx, after.account, &place(after.id, after.version), said).await?),
        None => None,
    };
    tx.execute(
        "insert into application_history (account, application, seq, at, event, state, role, staff, comment) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        p![after.account, after.id, after.version, after.changed_at, event, after.state(), role, staff, comment],
    )
    .await?;
    Ok(())
}

/// Deletes the history of an application that is deleted itself.
pub async fn delete(tx: &mut Tx, of: &Application) -> Result<()> {
    tx.execute("delete from application_history where account = $1 and application = $2", p![of.account, of.id])
        .await?;
    Ok(())
}

/// The history of an application, newest first, at most 200 steps.
pub async fn list(tx: &mut Tx, of: &Application) -> Result<Vec<Entry>> {
    let rows = tx
        .query(
            "select application, seq, at, event, state, role, staff, comment from application_history \
             where account = $1 and application = $2 order by seq desc limit 200",
            p![of.account, of.id],
        )
        .await?;
    opened(tx, of.account, rows).await
}

/// The steps of all applications of a person, newest first.
pub async fn list_recent(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<Entry>> {
    let rows = tx
        .query(
            "select application, seq, at, event, state, role, staff, comment from application_history \
             where account = $1 order by at desc, application desc, seq desc limit $2",
            p![account, limit],
        )
        .await?;
    opened(tx, account, rows).await
}

async fn opened(tx: &mut Tx, account: AccountId, rows: Vec<Row>) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let Row { application, seq, at, event, state, role, staff, comment } = row;
        let said = match comment {
            Some(sealed) => Some(vault::open_json(tx, account, &place(application, seq), &sealed).await?),
            None => None,
        };
        entries.push(Entry { application, seq, at, event, state, role, staff, said });
    }
    Ok(entries)
}
