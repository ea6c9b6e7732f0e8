//! The tables `sessions` and `known_devices`.

use base::{AccountId, Cx, Timestamp, Uuid};
use db::{Both, FromRow, Tx, p, vault};

use super::{SessionId, SessionView, Visitor, hash, model, network_place};
use crate::{accounts::AccountStatus, levels::AssuranceLevel};

/// What a request needs to know of its session, by one indexed read.
#[derive(FromRow)]
pub(super) struct Current {
    pub(super) id: SessionId,
    pub(super) account: AccountId,
    pub(super) foreign_computer: bool,
    pub(super) seen_at: Timestamp,
    pub(super) ends_at: Timestamp,
    pub(super) status: AccountStatus,
    pub(super) names: Vec<u8>,
    pub(super) level: Option<AssuranceLevel>,
}

/// The session, and the data key of its account, which opens the names.
pub(super) async fn find(
    tx: &mut Tx,
    token_hash: &[u8; 32],
) -> Result<Option<Both<Current, vault::Wrapped>>, db::Error> {
    tx.one(
        "select sessions.id, sessions.account, sessions.foreign_computer, sessions.seen_at, sessions.ends_at, \
         accounts.status, accounts.names, standings.level, vault_keys.master, vault_keys.wrapped \
         from sessions join accounts on accounts.id = sessions.account \
         left join standings on standings.account = sessions.account \
         left join vault_keys on vault_keys.owner = sessions.account \
         where sessions.token_hash = $1 and sessions.ended_at is null",
        p![token_hash],
    )
    .await
}

pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    visitor: &Visitor,
    token_hash: &[u8; 32],
    foreign_computer: bool,
) -> Result<(), db::Error> {
    let id = SessionId::new(cx);
    let now = cx.now();
    let network = vault::seal(tx, cx, account.0, &network_place(id.0), visitor.network.as_bytes()).await?;
    tx.execute(
        "insert into sessions \
         (id, token_hash, account, device, browser, network, foreign_computer, created_at, seen_at, ends_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)",
        p![
            id,
            token_hash,
            account,
            visitor.device,
            visitor.browser,
            network,
            foreign_computer,
            now,
            now + model::LONGEST
        ],
    )
    .await?;
    Ok(())
}

/// Notes that the session is in use; writes only when the last note is older than `before`.
pub(super) async fn touch(tx: &mut Tx, id: SessionId, now: Timestamp, before: Timestamp) -> Result<(), db::Error> {
    tx.execute("update sessions set seen_at = $2 where id = $1 and seen_at <= $3", p![id, now, before]).await?;
    Ok(())
}

/// Gives a living session another token in place of the one it was opened with; answers whether it is on a computer of
/// others. `None`: it has ended, or has another token already.
pub(super) async fn rotate(
    tx: &mut Tx,
    id: SessionId,
    former: &[u8; 32],
    token_hash: &[u8; 32],
) -> Result<Option<bool>, db::Error> {
    tx.one::<bool>(
        "update sessions set token_hash = $3 where id = $1 and token_hash = $2 and ended_at is null \
         returning foreign_computer",
        p![id, former, token_hash],
    )
    .await
}

/// Ends one session of the account; `false` when it has no such living session.
pub(crate) async fn end(tx: &mut Tx, cx: &Cx, account: AccountId, id: SessionId) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update sessions set ended_at = $3 where id = $1 and account = $2 and ended_at is null",
            p![id, account, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// Ends the session that this token opened; answers whose it was, if it had not ended before.
pub(crate) async fn end_by_token(tx: &mut Tx, cx: &Cx, token: &str) -> Result<Option<AccountId>, db::Error> {
    tx.one::<AccountId>(
        "update sessions set ended_at = $2 where token_hash = $1 and ended_at is null returning account",
        p![hash(token), cx.now()],
    )
    .await
}

/// Ends all sessions of the account but one; answers how many.
pub(crate) async fn end_all(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    keep: Option<SessionId>,
) -> Result<u64, db::Error> {
    // An id that no session has stands for "keep none".
    let keep = keep.map_or(Uuid::nil(), |keep| keep.0);
    tx.execute(
        "update sessions set ended_at = $3 where account = $1 and ended_at is null and ends_at > $3 and id <> $2",
        p![account, keep, cx.now()],
    )
    .await
}

#[derive(FromRow)]
struct ListRow {
    id: SessionId,
    browser: String,
    network: Option<Vec<u8>>,
    foreign_computer: bool,
    created_at: Timestamp,
    seen_at: Timestamp,
    ends_at: Timestamp,
}

/// The living sessions of the account, last used first.
pub(crate) async fn list(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<Vec<SessionView>, db::Error> {
    let rows = tx
        .query::<ListRow>(
            "select id, browser, network, foreign_computer, created_at, seen_at, ends_at from sessions \
             where account = $1 and ends_at > $2 and ended_at is null order by seen_at desc limit 50",
            p![account, cx.now()],
        )
        .await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        if !model::lives(row.seen_at, row.ends_at, row.foreign_computer, cx.now()) {
            continue;
        }
        let network = match row.network {
            Some(sealed) => {
                let plain = vault::open(tx, account.0, &network_place(row.id.0), &sealed).await?;
                Some(String::from_utf8_lossy(&plain).into_owned()).filter(|network| network != "unknown")
            }
            None => None,
        };
        views.push(SessionView {
            id: row.id,
            browser: row.browser,
            network,
            foreign_computer: row.foreign_computer,
            created_at: row.created_at,
            seen_at: row.seen_at,
        });
    }
    Ok(views)
}

/// Whether the device has signed in to the account before.
pub(super) async fn knows_device(tx: &mut Tx, account: AccountId, device: Uuid) -> Result<bool, db::Error> {
    let known = tx
        .one::<Timestamp>(
            "select last_seen_at from known_devices where account = $1 and device = $2",
            p![account, device],
        )
        .await?;
    Ok(known.is_some())
}

pub(super) async fn has_devices(tx: &mut Tx, account: AccountId) -> Result<bool, db::Error> {
    let any = tx.one::<Uuid>("select device from known_devices where account = $1 limit 1", p![account]).await?;
    Ok(any.is_some())
}

/// Notes that a device which has signed in to the account before does so again; `false`: it never has.
pub(super) async fn came_again(tx: &mut Tx, cx: &Cx, account: AccountId, device: Uuid) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update known_devices set last_seen_at = $3 where account = $1 and device = $2",
            p![account, device, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// Remembers a device; `false`: it is known already.
pub(super) async fn remember_device(tx: &mut Tx, cx: &Cx, account: AccountId, device: Uuid) -> Result<bool, db::Error> {
    let added = tx
        .execute(
            "insert into known_devices (account, device, first_seen_at, last_seen_at) values ($1, $2, $3, $3) \
             on conflict (account, device) do nothing",
            p![account, device, cx.now()],
        )
        .await?;
    Ok(added == 1)
}

pub(super) async fn sweep(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from sessions where id in (select id from sessions where ends_at < $1 order by ends_at limit $2)",
        p![before, limit],
    )
    .await
}
