//! The tables `one_time_codes` and `code_sendings`.

use base::{Timestamp, Uuid};
use db::{FromRow, Tx, p};

use super::model::{MAX_TRIES, PAUSE};
use crate::accounts::ContactKind;

/// A code to be kept.
pub(super) struct NewCode<'a> {
    pub(super) id: Uuid,
    pub(super) flow: Uuid,
    pub(super) kind: ContactKind,
    pub(super) fingerprint: &'a [u8; 32],
    pub(super) code_hash: [u8; 32],
    pub(super) link_hash: Option<[u8; 32]>,
    pub(super) sent_at: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) link_expires_at: Option<Timestamp>,
}

/// A code as kept.
#[derive(FromRow)]
pub(super) struct Code {
    pub(super) id: Uuid,
    pub(super) flow: Uuid,
    pub(super) kind: ContactKind,
    pub(super) fingerprint: Vec<u8>,
    pub(super) hash: Vec<u8>,
    pub(super) expires_at: Timestamp,
    pub(super) used_at: Option<Timestamp>,
}

/// When codes were sent to the contact since then, newest first.
pub(super) async fn sendings(
    tx: &mut Tx,
    kind: ContactKind,
    fingerprint: &[u8],
    since: Timestamp,
) -> Result<Vec<Timestamp>, db::Error> {
    tx.query::<Timestamp>(
        "select sent_at from one_time_codes where kind = $1 and fingerprint = $2 and sent_at > $3 \
         order by sent_at desc limit 20",
        p![kind, fingerprint, since],
    )
    .await
}

/// Takes the turn to send to the contact. Of two senders at once one gets it: the other finds the row just written.
pub(super) async fn take_turn(
    tx: &mut Tx,
    kind: ContactKind,
    fingerprint: &[u8],
    now: Timestamp,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "insert into code_sendings (kind, fingerprint, sent_at) values ($1, $2, $3) \
             on conflict (kind, fingerprint) do update set sent_at = excluded.sent_at \
             where code_sendings.sent_at <= $4",
            p![kind, fingerprint, now, now - PAUSE],
        )
        .await?;
    Ok(rows == 1)
}

pub(super) async fn insert(tx: &mut Tx, code: NewCode<'_>) -> Result<(), db::Error> {
    tx.execute(
        "insert into one_time_codes \
         (id, flow, kind, fingerprint, code_hash, link_hash, tries, sent_at, expires_at, link_expires_at) \
         values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)",
        p![
            code.id,
            code.flow,
            code.kind,
            code.fingerprint.as_slice(),
            code.code_hash,
            code.link_hash,
            code.sent_at,
            code.expires_at,
            code.link_expires_at
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn newest(tx: &mut Tx, flow: Uuid) -> Result<Option<Code>, db::Error> {
    tx.one::<Code>(
        "select id, flow, kind, fingerprint, code_hash as hash, expires_at, used_at from one_time_codes \
         where flow = $1 order by sent_at desc, id desc limit 1",
        p![flow],
    )
    .await
}

/// Counts a try at a living code; answers how many there were with this one, `None` when the code is dead.
pub(super) async fn count_try(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<Option<u32>, db::Error> {
    let tries = tx
        .one::<i64>(
            "update one_time_codes set tries = tries + 1 \
             where id = $1 and tries < $2 and used_at is null and expires_at > $3 returning tries",
            p![id, MAX_TRIES, now],
        )
        .await?;
    Ok(tries.and_then(|tries| u32::try_from(tries).ok()))
}

/// Uses the code up; `false` when somebody was quicker.
pub(super) async fn use_up(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool, db::Error> {
    let rows =
        tx.execute("update one_time_codes set used_at = $2 where id = $1 and used_at is null", p![id, now]).await?;
    Ok(rows == 1)
}

/// The unused code whose link this is, while the link is fresh.
pub(super) async fn by_link(tx: &mut Tx, link_hash: &[u8; 32], now: Timestamp) -> Result<Option<Code>, db::Error> {
    tx.one::<Code>(
        "select id, flow, kind, fingerprint, code_hash as hash, expires_at, used_at from one_time_codes \
         where link_hash = $1 and used_at is null and link_expires_at > $2",
        p![link_hash.as_slice(), now],
    )
    .await
}

pub(super) async fn sweep(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, db::Error> {
    let codes = tx
        .execute(
            "delete from one_time_codes where id in \
             (select id from one_time_codes where sent_at < $1 order by sent_at limit $2)",
            p![before, limit],
        )
        .await?;
    let sendings = tx.execute("delete from code_sendings where sent_at < $1", p![before]).await?;
    Ok(codes + sendings)
}
