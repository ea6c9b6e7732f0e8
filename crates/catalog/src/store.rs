//! Every query of the slice.

use base::{Cx, Timestamp};
use db::{FromRow, Result, Tx, p};

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

/// Every edition, service by service.
pub(crate) async fn list_editions(tx: &mut Tx) -> Result<Vec<EditionRow>> {
    tx.query(
        "select hash, service, number, definition, template, published_at from catalog_editions \
         where service >= $1 order by service, number limit 100000",
        p![""],
    )
    .await
}

/// The edition that each service offers: code and hash.
pub(crate) async fn list_services(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query("select code, edition from catalog_services where code >= $1 order by code limit 100000", p![""]).await
}

/// The texts of the lists: name and content.
pub(crate) async fn list_directories(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.query("select name, content from catalog_directories where name >= $1 order by name limit 100", p![""]).await
}

/// When anything of the catalogue changed last; none: it is empty.
pub(crate) async fn last_change(tx: &mut Tx) -> Result<Option<Timestamp>> {
    let services: Option<Timestamp> = tx
        .one(
            "select changed_at from catalog_services where changed_at >= $1 order by changed_at desc limit 1",
            p![0_i64],
        )
        .await?;
    let directories: Option<Timestamp> = tx
        .one(
            "select changed_at from catalog_directories where changed_at >= $1 order by changed_at desc limit 1",
            p![0_i64],
        )
        .await?;
    Ok(services.max(directories))
}

/// Whether there is an edition of this content.
pub(crate) async fn has_edition(tx: &mut Tx, hash: &str) -> Result<bool> {
    let found: Option<i64> = tx.one("select number from catalog_editions where hash = $1", p![hash]).await?;
    Ok(found.is_some())
}

/// Writes an edition with the next number of its service; `false` when another node has just written the same.
pub(crate) async fn insert_edition(
    tx: &mut Tx,
    cx: &Cx,
    hash: &str,
    service: &str,
    definition: &str,
    template: Option<&str>,
) -> Result<bool> {
    let inserted = tx
        .execute(
            "insert into catalog_editions (hash, service, number, definition, template, published_at) \
             select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5 from catalog_editions where service = $6 \
             on conflict do nothing",
            p![hash, service, definition, template, cx.now(), service],
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
    Ok(())
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
