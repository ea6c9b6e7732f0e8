//! The table `contact_changes`.

use base::{AccountId, Cx, Uuid};
use db::{FromRow, Tx, p, vault};

use super::{LIVES, kind_of};
use crate::{accounts::ContactKind, events::Contact};

fn place(id: Uuid) -> String {
    format!("contact_changes/contact/{id}")
}

/// A contact that waits for its proof.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) id: Uuid,
    pub(crate) account: AccountId,
    pub(crate) contact: Contact,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    account: AccountId,
    contact: Vec<u8>,
}

async fn opened(tx: &mut Tx, row: Option<Row>) -> Result<Option<Pending>, db::Error> {
    let Some(row) = row else { return Ok(None) };
    let contact = vault::open_json(tx, row.account, &place(row.id), &row.contact).await?;
    Ok(Some(Pending { id: row.id, account: row.account, contact }))
}

/// Notes a contact to be proved; an earlier one of the same kind is given up.
pub(super) async fn replace(tx: &mut Tx, cx: &Cx, account: AccountId, contact: &Contact) -> Result<Uuid, db::Error> {
    let id = cx.uuid();
    let now = cx.now();
    let sealed = vault::seal_json(tx, cx, account, &place(id), contact).await?;
    tx.execute(
        "update contact_changes set state = 'dropped' where account = $1 and kind = $2 and state = 'waiting'",
        p![account, kind_of(contact)],
    )
    .await?;
    tx.execute(
        "insert into contact_changes (id, account, kind, state, contact, created_at, expires_at) \
         values ($1, $2, $3, 'waiting', $4, $5, $6)",
        p![id, account, kind_of(contact), sealed, now, now + LIVES],
    )
    .await?;
    Ok(id)
}

/// The contact of this kind that the account waits to prove.
pub(crate) async fn pending(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    kind: ContactKind,
) -> Result<Option<Pending>, db::Error> {
    let row = tx
        .one::<Row>(
            "select id, account, contact from contact_changes \
             where account = $1 and kind = $2 and state = 'waiting' and expires_at > $3 order by created_at desc limit 1",
            p![account, kind, cx.now()],
        )
        .await?;
    opened(tx, row).await
}

/// The waiting contact with this id.
pub(super) async fn by_id(tx: &mut Tx, cx: &Cx, id: Uuid) -> Result<Option<Pending>, db::Error> {
    let row = tx
        .one::<Row>(
            "select id, account, contact from contact_changes where id = $1 and state = 'waiting' and expires_at > $2",
            p![id, cx.now()],
        )
        .await?;
    opened(tx, row).await
}

/// Marks it proved, once.
pub(super) async fn close(tx: &mut Tx, id: Uuid) -> Result<bool, db::Error> {
    let rows =
        tx.execute("update contact_changes set state = 'proved' where id = $1 and state = 'waiting'", p![id]).await?;
    Ok(rows == 1)
}

/// Forgets contacts whose time has passed; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from contact_changes where id in \
         (select id from contact_changes where expires_at < $1 order by expires_at limit $2)",
        p![cx.now(), limit],
    )
    .await
}
