//! Every query of the slice.

pub(crate) mod doors;
pub(crate) mod figures;
pub(crate) mod refusals;

use base::{Cx, Date, Timestamp};
use db::{FromRow, Result, Tx, p};
use forms::Text;

use crate::{
    Changed, ServiceFiles,
    changes::{By, Change},
    check::Checked,
};

/// An edition as stored.
#[derive(FromRow)]
pub(crate) struct EditionRow {
    pub(crate) hash: String,
    pub(crate) service: String,
    pub(crate) number: i64,
    pub(crate) definition: String,
    pub(crate) template: Option<String>,
    pub(crate) published_at: Timestamp,
}

/// What a service offers, as stored.
#[derive(FromRow)]
pub(crate) struct OfferRow {
    pub(crate) code: String,
    pub(crate) edition: String,
    pub(crate) paused_at: Option<Timestamp>,
    pub(crate) resumes_on: Option<Date>,
    pub(crate) pause_ru: Option<String>,
    pub(crate) pause_en: Option<String>,
}

/// Every edition, service by service.
pub(crate) async fn list_editions(tx: &mut Tx) -> Result<Vec<EditionRow>> {
    tx.query(
        "select hash, service, number, definition, template, published_at from catalog_editions \
         where service >= $1 order by service, number limit 100000",
        p![""],
    )
    .await
}

/// The addresses of every edition, service by service.
pub(crate) async fn list_hashes(tx: &mut Tx) -> Result<Vec<String>> {
    tx.query("select hash from catalog_editions where service >= $1 order by service, number limit 100000", p![""])
        .await
}

/// One edition.
pub(crate) async fn find_edition(tx: &mut Tx, hash: &str) -> Result<Option<EditionRow>> {
    tx.one(
        "select hash, service, number, definition, template, published_at from catalog_editions where hash = $1",
        p![hash],
    )
    .await
}

/// The files of an edition beside its description, as JSON, and the description.
pub(crate) async fn find_files(tx: &mut Tx, hash: &str) -> Result<Option<(String, String)>> {
    tx.one("select definition, files from catalog_editions where hash = $1", p![hash]).await
}

/// The service that an edition is of.
pub(crate) async fn service_of(tx: &mut Tx, hash: &str) -> Result<Option<String>> {
    tx.one("select service from catalog_editions where hash = $1", p![hash]).await
}

/// What each service offers.
pub(crate) async fn list_services(tx: &mut Tx) -> Result<Vec<OfferRow>> {
    tx.query(
        "select code, edition, paused_at, resumes_on, pause_ru, pause_en from catalog_services \
         where code >= $1 order by code limit 100000",
        p![""],
    )
    .await
}

/// The edition that a service offers.
pub(crate) async fn offered_edition(tx: &mut Tx, code: &str) -> Result<Option<String>> {
    tx.one("select edition from catalog_services where code = $1", p![code]).await
}

/// The texts of the lists: name and content.
pub(crate) async fn list_directories(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query("select name, content from catalog_directories where name >= $1 order by name limit 100", p![""]).await
}

/// How often the catalogue was changed; 0: it is empty.
pub(crate) async fn revision(tx: &mut Tx) -> Result<i64> {
    let found: Option<i64> = tx.one("select revision from catalog_revisions where name = $1", p!["catalog"]).await?;
    Ok(found.unwrap_or_default())
}

/// Says that the catalogue was changed. Whoever changes it at the same time waits here.
pub(crate) async fn touch(tx: &mut Tx) -> Result<()> {
    tx.execute(
        "insert into catalog_revisions (name, revision) values ($1, 1) \
         on conflict (name) do update set revision = catalog_revisions.revision + 1",
        p!["catalog"],
    )
    .await?;
    Ok(())
}

/// Whether there is an edition of this content.
pub(crate) async fn has_edition(tx: &mut Tx, hash: &str) -> Result<bool> {
    let found: Option<i64> = tx.one("select number from catalog_editions where hash = $1", p![hash]).await?;
    Ok(found.is_some())
}

/// Writes an edition with the next number of its service; `false` when the same was written before.
pub(crate) async fn insert_edition(
    tx: &mut Tx,
    cx: &Cx,
    service: &str,
    files: &ServiceFiles,
    checked: &Checked,
) -> Result<bool> {
    let inserted = tx
        .execute(
            "insert into catalog_editions (hash, service, number, definition, template, files, published_at) \
             select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6 from catalog_editions where service = $7 \
             on conflict do nothing",
            p![
                checked.hash,
                service,
                files.definition(),
                checked.template.as_deref(),
                files.others_as_json(),
                cx.now(),
                service
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// Says which edition a service offers from now on.
pub(crate) async fn offer(tx: &mut Tx, cx: &Cx, code: &str, hash: &str) -> Result<()> {
    tx.execute(
        "insert into catalog_services (code, edition, changed_at) values ($1, $2, $3) \
         on conflict (code) do update set edition = excluded.edition, changed_at = excluded.changed_at",
        p![code, hash, cx.now()],
    )
    .await?;
    doors::lead(tx, code, hash).await
}

/// Says which edition a service offers from now on, if it is `current` until now.
pub(crate) async fn offer_instead(tx: &mut Tx, cx: &Cx, code: &str, current: &str, to: &str) -> Result<bool> {
    let changed = tx
        .execute(
            "update catalog_services set edition = $1, changed_at = $2 where code = $3 and edition = $4",
            p![to, cx.now(), code, current],
        )
        .await?;
    if changed == 1 {
        doors::lead(tx, code, to).await?;
    }
    Ok(changed == 1)
}

/// Pauses a service, or changes the terms of its pause.
pub(crate) async fn pause(tx: &mut Tx, cx: &Cx, code: &str, resumes_on: Option<Date>, reason: &Text) -> Result<bool> {
    let changed = tx
        .execute(
            "update catalog_services set paused_at = coalesce(paused_at, $1), resumes_on = $2, pause_ru = $3, \
             pause_en = $4, changed_at = $5 where code = $6",
            p![cx.now(), resumes_on, reason.ru, reason.en, cx.now(), code],
        )
        .await?;
    doors::close(tx, code, resumes_on).await?;
    Ok(changed == 1)
}

/// Ends the pause of a service.
pub(crate) async fn resume(tx: &mut Tx, cx: &Cx, code: &str) -> Result<bool> {
    let changed = tx
        .execute(
            "update catalog_services set paused_at = null, resumes_on = null, pause_ru = null, pause_en = null, \
             changed_at = $1 where code = $2 and paused_at is not null",
            p![cx.now(), code],
        )
        .await?;
    doors::open(tx, code).await?;
    Ok(changed == 1)
}

/// Writes a line of the history.
pub(crate) async fn insert_change(
    tx: &mut Tx,
    cx: &Cx,
    code: &str,
    change: Change,
    edition: &str,
    by: &By,
) -> Result<()> {
    tx.execute(
        "insert into catalog_history (service, number, event, edition, origin, staff, note, at) \
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7 from catalog_history where service = $8",
        p![code, change, edition, by.origin, by.staff, by.note, cx.now(), code],
    )
    .await?;
    Ok(())
}

/// The history of a service, newest first.
pub(crate) async fn list_changes(tx: &mut Tx, code: &str) -> Result<Vec<Changed>> {
    tx.query(
        "select event, edition, origin, staff, note, at from catalog_history \
         where service = $1 order by number desc limit 1000",
        p![code],
    )
    .await
}

/// Writes a list; `false` when it stands there already, word for word.
pub(crate) async fn put_directory(tx: &mut Tx, cx: &Cx, name: &str, content: &str) -> Result<bool> {
    let changed = tx
        .execute(
            "insert into catalog_directories (name, content, changed_at) values ($1, $2, $3) \
             on conflict (name) do update set content = excluded.content, changed_at = excluded.changed_at \
             where catalog_directories.content <> excluded.content",
            p![name, content, cx.now()],
        )
        .await?;
    Ok(changed == 1)
}
