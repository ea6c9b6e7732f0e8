//! The table `registry_checks`. Every move says the state that it starts from and tells whether it happened.

use base::{AccountId, Cx, Timestamp};
use db::{FromRow, Tx, p};

use super::{CheckId, CheckState, Mark, Registry, pauses};
use crate::levels::evidence::Subject;

/// One question to one registry, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryCheck {
    /// Which.
    pub id: CheckId,
    /// Whom it asks.
    pub registry: Registry,
    /// Where it stands.
    pub state: CheckState,
    /// What the registry knows otherwise.
    pub marks: Vec<Mark>,
    /// How often it was asked.
    pub tries: i64,
    /// When the citizen caused it.
    pub queued_at: Timestamp,
    /// When it is asked next, while it is queued.
    pub ask_at: Timestamp,
    /// When the last word was spoken.
    pub ended_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: CheckId,
    registry: Registry,
    state: CheckState,
    marks: String,
    tries: i64,
    queued_at: Timestamp,
    ask_at: Timestamp,
    ended_at: Option<Timestamp>,
}

impl From<Row> for RegistryCheck {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            registry: row.registry,
            state: row.state,
            marks: Mark::split(&row.marks),
            tries: row.tries,
            queued_at: row.queued_at,
            ask_at: row.ask_at,
            ended_at: row.ended_at,
        }
    }
}

/// A question that is on its way. `tries` tells this asking from a later one.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Asked {
    pub(super) account: AccountId,
    pub(super) registry: Registry,
    pub(super) subject: Subject,
    pub(super) tries: i64,
    pub(super) give_up_at: Timestamp,
}

pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    registry: Registry,
    subject: &Subject,
) -> Result<CheckId, db::Error> {
    let (id, now) = (CheckId::new(cx), cx.now());
    let give_up_at = now.checked_add(pauses::PATIENCE).unwrap_or(Timestamp::MAX);
    tx.execute(
        "insert into registry_checks \
         (id, account, registry, subject, state, marks, tries, queued_at, ask_at, give_up_at) \
         values ($1, $2, $3, $4, 'queued', '', 0, $5, $6, $7)",
        p![id, account, registry, subject, now, now, give_up_at],
    )
    .await?;
    Ok(id)
}

/// Whether a check of exactly this subject waits for its answer.
pub(super) async fn is_open(
    tx: &mut Tx,
    account: AccountId,
    registry: Registry,
    subject: &Subject,
) -> Result<bool, db::Error> {
    let open = tx
        .one::<CheckId>(
            "select id from registry_checks where account = $1 and registry = $2 and subject = $3 \
             and state in ('queued', 'asked')",
            p![account, registry, subject],
        )
        .await?;
    Ok(open.is_some())
}

/// Drops open questions about data that are not in force any more: their answers would be worth nothing.
pub(super) async fn drop_outdated(
    tx: &mut Tx,
    account: AccountId,
    registry: Registry,
    subject: &Subject,
) -> Result<u64, db::Error> {
    tx.execute(
        "delete from registry_checks where account = $1 and registry = $2 and subject <> $3 \
         and state in ('queued', 'asked')",
        p![account, registry, subject],
    )
    .await
}

/// The latest check of this subject, whatever became of it.
pub(super) async fn latest(
    tx: &mut Tx,
    account: AccountId,
    registry: Registry,
    subject: &Subject,
) -> Result<Option<RegistryCheck>, db::Error> {
    let row = tx
        .one::<Row>(
            "select id, registry, state, marks, tries, queued_at, ask_at, ended_at from registry_checks \
             where account = $1 and registry = $2 and subject = $3 order by queued_at desc, id desc limit 1",
            p![account, registry, subject],
        )
        .await?;
    Ok(row.map(Into::into))
}

/// Whose check it is; `None` when nobody wants it any more.
pub(super) async fn account_of(tx: &mut Tx, id: CheckId) -> Result<Option<AccountId>, db::Error> {
    tx.one::<AccountId>("select account from registry_checks where id = $1", p![id]).await
}

/// Sends the question on its way. `None`: it has its answer already, or nobody wants it any more. A question that was on
/// its way when the program stopped starts again.
pub(super) async fn ask(tx: &mut Tx, cx: &Cx, id: CheckId) -> Result<Option<Asked>, db::Error> {
    tx.one::<Asked>(
        "update registry_checks set state = 'asked', tries = tries + 1, asked_at = $2 \
         where id = $1 and state in ('queued', 'asked') \
         returning account, registry, subject, tries, give_up_at",
        p![id, cx.now()],
    )
    .await
}

/// Puts the question back until `ask_at`. `false`: another asking of it has come first.
pub(super) async fn queue_again(tx: &mut Tx, id: CheckId, tries: i64, ask_at: Timestamp) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update registry_checks set state = 'queued', ask_at = $3 where id = $1 and state = 'asked' and tries = $2",
            p![id, tries, ask_at],
        )
        .await?;
    Ok(rows == 1)
}

/// Ends the check. `false`: another asking of it has come first.
pub(super) async fn end(
    tx: &mut Tx,
    cx: &Cx,
    id: CheckId,
    tries: i64,
    state: CheckState,
    marks: &[Mark],
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update registry_checks set state = $3, marks = $4, ended_at = $5 \
             where id = $1 and state = 'asked' and tries = $2",
            p![id, tries, state, Mark::join(marks), cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// The accounts of checks that nobody answered, the newest first: for operators.
pub(crate) async fn list_given_up(
    tx: &mut Tx,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<(AccountId, Registry, Timestamp)>, db::Error> {
    tx.query::<(AccountId, Registry, Timestamp)>(
        "select account, registry, ended_at from registry_checks \
         where state = 'gave-up' and ended_at >= $1 order by ended_at desc limit $2",
        p![since, limit],
    )
    .await
}
