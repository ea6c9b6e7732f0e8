//! Every query of the slice.

pub(crate) mod audit;
pub(crate) mod seeding;

use base::{AccountId, Cx, Timestamp, Uuid};
use db::{Error, FromRow, Tx, p, vault};

use crate::model::{Channel, DeliveryState, Kind, NoticeId, Stored, Told};

#[derive(FromRow)]
struct NoticeRow {
    id: Uuid,
    sealed: Vec<u8>,
    created_at: Timestamp,
    read_at: Option<Timestamp>,
}

pub(crate) fn place(id: NoticeId) -> String {
    format!("notices/sealed/{id}")
}

/// Writes a notice; `false` when one with the same mark is there already.
pub(crate) async fn insert_notice(
    tx: &mut Tx,
    cx: &Cx,
    (account, id, kind): (AccountId, NoticeId, Kind),
    told: &Told,
    once: Option<&str>,
) -> Result<bool, Error> {
    let sealed = vault::seal_json(tx, cx, account.0, &place(id), told).await?;
    let inserted = tx
        .execute(
            "insert into notices (account, id, kind, sealed, once, created_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict do nothing",
            p![account, id, kind, sealed, once, cx.now()],
        )
        .await?;
    Ok(inserted == 1)
}

/// Opens what a notice says.
pub(crate) async fn open_told(tx: &mut Tx, account: AccountId, id: NoticeId, sealed: &[u8]) -> Result<Told, Error> {
    vault::open_json(tx, account.0, &place(id), sealed).await
}

async fn open(tx: &mut Tx, account: AccountId, row: NoticeRow) -> Result<Stored, Error> {
    let id = NoticeId(row.id);
    let told = vault::open_json(tx, account.0, &place(id), &row.sealed).await?;
    Ok(Stored { told, created_at: row.created_at, read_at: row.read_at })
}

/// One notice of an account.
pub(crate) async fn find_notice(tx: &mut Tx, account: AccountId, id: NoticeId) -> Result<Option<Stored>, Error> {
    let row: Option<NoticeRow> = tx
        .one("select id, sealed, created_at, read_at from notices where account = $1 and id = $2", p![account, id])
        .await?;
    match row {
        Some(row) => open(tx, account, row).await.map(Some),
        None => Ok(None),
    }
}

/// The newest notices of an account; ids grow with time.
pub(crate) async fn list_notices(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<Stored>, Error> {
    let rows: Vec<NoticeRow> = tx
        .query(
            "select id, sealed, created_at, read_at from notices where account = $1 order by id desc limit $2",
            p![account, limit],
        )
        .await?;
    let mut notices = Vec::with_capacity(rows.len());
    for row in rows {
        notices.push(open(tx, account, row).await?);
    }
    Ok(notices)
}

/// How many notices of an account are unread, counted up to 100.
pub(crate) async fn count_unread(tx: &mut Tx, account: AccountId) -> Result<i64, Error> {
    let count: Option<i64> = tx
        .one(
            "select count(*) from (select 1 from notices where account = $1 and read_at is null limit 100) as unread",
            p![account],
        )
        .await?;
    Ok(count.unwrap_or(0))
}

/// Marks every notice of an account as read.
pub(crate) async fn update_read(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<u64, Error> {
    tx.execute("update notices set read_at = $2 where account = $1 and read_at is null", p![account, cx.now()]).await
}

/// Writes a delivery; nothing when it is there already.
pub(crate) async fn insert_delivery(
    tx: &mut Tx,
    cx: &Cx,
    id: Uuid,
    of: Option<(AccountId, NoticeId)>,
    channel: Channel,
) -> Result<(), Error> {
    tx.execute(
        "insert into deliveries (id, account, notice, channel, state, created_at, changed_at) \
         values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing",
        p![id, of.map(|(account, _)| account), of.map(|(_, notice)| notice), channel, DeliveryState::Queued, cx.now()],
    )
    .await?;
    Ok(())
}

/// The state of a delivery.
pub(crate) async fn delivery_state(tx: &mut Tx, id: Uuid) -> Result<Option<DeliveryState>, Error> {
    tx.one("select state from deliveries where id = $1", p![id]).await
}

/// Records that the gateway took a message under its own id. Gateways use ids again after a while: the id then belongs to
/// the newer message, and the older one waits for no receipt any more.
pub(crate) async fn update_sent(tx: &mut Tx, cx: &Cx, id: Uuid, gateway_id: Option<&str>) -> Result<(), Error> {
    let forget = "update deliveries set gateway_id = null where gateway_id = $2 and id <> $1 \
                  and channel = (select sent.channel from deliveries as sent where sent.id = $1)";
    let sent =
        "update deliveries set state = 'sent', gateway_id = $2, changed_at = $3 where id = $1 and state = 'queued'";
    let now = cx.now();
    let this = (sent, p![id, gateway_id, now]);
    match gateway_id {
        Some(gateway_id) => tx.batch(&[(forget, p![id, gateway_id]), this]).await.map(drop),
        None => tx.execute(this.0, this.1).await.map(drop),
    }
}

/// Records that a delivery will not come to pass, and why.
pub(crate) async fn update_failed(tx: &mut Tx, cx: &Cx, id: Uuid, reason: &str) -> Result<(), Error> {
    tx.execute(
        "update deliveries set state = 'failed', reason = $2, changed_at = $3 where id = $1 and state = 'queued'",
        p![id, reason, cx.now()],
    )
    .await?;
    Ok(())
}

/// Records what the gateway's receipt says; `false` when no sent message has that id.
pub(crate) async fn update_receipt(
    tx: &mut Tx,
    cx: &Cx,
    (channel, gateway_id): (Channel, &str),
    state: DeliveryState,
    reason: Option<&str>,
) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "update deliveries set state = $3, reason = $4, changed_at = $5 \
             where channel = $1 and gateway_id = $2 and state in ('sent', 'delivered', 'failed')",
            p![channel, gateway_id, state, reason, cx.now()],
        )
        .await?;
    Ok(changed > 0)
}

/// The channels that an account has switched off, by kind.
pub(crate) async fn list_switched_off(tx: &mut Tx, account: AccountId) -> Result<Vec<(Kind, Channel)>, Error> {
    tx.query("select kind, channel from notice_preferences where account = $1 limit 50", p![account]).await
}

/// Replaces what an account has switched off.
pub(crate) async fn replace_switched_off(
    tx: &mut Tx,
    account: AccountId,
    off: &[(Kind, Channel)],
) -> Result<(), Error> {
    tx.execute("delete from notice_preferences where account = $1", p![account]).await?;
    for (kind, channel) in off {
        tx.execute(
            "insert into notice_preferences (account, kind, channel) values ($1, $2, $3) on conflict do nothing",
            p![account, *kind, *channel],
        )
        .await?;
    }
    Ok(())
}
