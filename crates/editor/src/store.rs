//! Every query of the slice.

pub(crate) mod trials;

use base::{Cx, StaffId, Timestamp};
use catalog::ServiceFiles;
use db::{FromRow, Result, Tx, p};

use crate::model::Draft;

#[derive(FromRow)]
struct DraftRow {
    service: String,
    base: Option<String>,
    version: i64,
    files: String,
    staff: StaffId,
    at: Timestamp,
}

/// A save of a draft, without what was saved.
#[derive(FromRow)]
pub(crate) struct Save {
    pub(crate) version: i64,
    pub(crate) at: Timestamp,
}

/// A draft as the list shows it: service, version, who saved it last, and when.
pub(crate) type Line = (String, i64, StaffId, Timestamp);

fn read(files: &str) -> ServiceFiles {
    // Written by us, as JSON; what is not is an empty folder, and the audit says so.
    serde_json::from_str(files).unwrap_or_default()
}

fn draft(row: DraftRow) -> Draft {
    let DraftRow { service, base, version, files, staff, at } = row;
    Draft { service, base, version, files: read(&files), staff, at }
}

/// The draft of a service.
pub(crate) async fn find(tx: &mut Tx, service: &str) -> Result<Option<Draft>> {
    let row: Option<DraftRow> = tx
        .one(
            "select d.service, d.base, d.version, s.files, s.staff, s.at from editor_drafts d \
             join editor_saves s on s.service = d.service and s.version = d.version where d.service = $1",
            p![service],
        )
        .await?;
    Ok(row.map(draft))
}

/// Every draft.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Line>> {
    tx.query(
        "select d.service, d.version, s.staff, s.at from editor_drafts d \
         join editor_saves s on s.service = d.service and s.version = d.version \
         where d.service >= $1 order by d.service limit 10000",
        p![""],
    )
    .await
}

/// Writes a new draft; false when there is one already.
pub(crate) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    service: &str,
    base: Option<&str>,
    files: &ServiceFiles,
    staff: StaffId,
) -> Result<bool> {
    let inserted = tx
        .execute(
            "insert into editor_drafts (service, base, version, begun_at) values ($1, $2, 1, $3) on conflict do nothing",
            p![service, base, cx.now()],
        )
        .await?;
    if inserted == 1 {
        insert_save(tx, cx, service, 1, files, staff).await?;
    }
    Ok(inserted == 1)
}

/// Writes the next save of a draft; false when somebody saved since `version`, or the draft is gone.
pub(crate) async fn update(
    tx: &mut Tx,
    cx: &Cx,
    service: &str,
    version: i64,
    files: &ServiceFiles,
    staff: StaffId,
) -> Result<bool> {
    let changed = tx
        .execute(
            "update editor_drafts set version = version + 1 where service = $1 and version = $2",
            p![service, version],
        )
        .await?;
    if changed == 1 {
        insert_save(tx, cx, service, version + 1, files, staff).await?;
    }
    Ok(changed == 1)
}

async fn insert_save(
    tx: &mut Tx,
    cx: &Cx,
    service: &str,
    version: i64,
    files: &ServiceFiles,
    staff: StaffId,
) -> Result<()> {
    tx.execute(
        "insert into editor_saves (service, version, files, staff, at) values ($1, $2, $3, $4, $5)",
        p![service, version, as_json(files), staff, cx.now()],
    )
    .await?;
    Ok(())
}

fn as_json(files: &ServiceFiles) -> String {
    // Texts by name are always JSON.
    serde_json::to_string(files).unwrap_or_default()
}

/// Says that a draft goes on from another edition.
pub(crate) async fn rebase(tx: &mut Tx, service: &str, version: i64, base: &str) -> Result<bool> {
    let changed = tx
        .execute("update editor_drafts set base = $1 where service = $2 and version = $3", p![base, service, version])
        .await?;
    Ok(changed == 1)
}

/// Removes a draft with its saves; false when somebody saved since `version`, or it is gone.
pub(crate) async fn remove(tx: &mut Tx, service: &str, version: i64) -> Result<bool> {
    let removed =
        tx.execute("delete from editor_drafts where service = $1 and version = $2", p![service, version]).await?;
    if removed == 1 {
        tx.execute("delete from editor_saves where service = $1", p![service]).await?;
    }
    Ok(removed == 1)
}

/// The saves of a draft, newest first.
pub(crate) async fn list_saves(tx: &mut Tx, service: &str) -> Result<Vec<Save>> {
    tx.query("select version, at from editor_saves where service = $1 order by version desc limit 200", p![service])
        .await
}

/// What was saved then.
pub(crate) async fn find_save(tx: &mut Tx, service: &str, version: i64) -> Result<Option<ServiceFiles>> {
    let files: Option<String> =
        tx.one("select files from editor_saves where service = $1 and version = $2", p![service, version]).await?;
    Ok(files.as_deref().map(read))
}
