//! The tables `evidence`, `evidence_revocations` and `standings`. Nothing here changes or deletes a row of evidence.

use base::{AccountId, Cx, Date, StaffId, Timestamp, Uuid};
use db::{FromRow, Tx, p};

use super::{
    AssuranceLevel, StandingReason,
    evidence::{Evidence, Ground, Subject},
    standing::{NewEvidence, Standing},
};

#[derive(FromRow)]
struct EvidenceRow {
    id: Uuid,
    ground: Ground,
    subject: Subject,
    fields: String,
    staff: Option<StaffId>,
    office: Option<String>,
    made_at: Timestamp,
    until_on: Option<Date>,
    revoked_at: Option<Timestamp>,
}

/// More evidence than one account gathers in a life; the newest counts.
const MOST: u32 = 500;

pub(super) async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<Evidence>, db::Error> {
    let rows = tx
        .query::<EvidenceRow>(
            "select e.id, e.ground, e.subject, e.fields, e.staff, e.office, e.made_at, e.until_on, r.revoked_at \
             from evidence e left join evidence_revocations r on r.evidence = e.id \
             where e.account = $1 order by e.made_at desc limit $2",
            p![account, MOST],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Evidence {
            id: row.id,
            ground: row.ground,
            subject: row.subject,
            fields: row.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect(),
            staff: row.staff,
            office: row.office,
            made_at: row.made_at,
            until: row.until_on,
            revoked: row.revoked_at.is_some(),
        })
        .collect())
}

pub(super) async fn insert(tx: &mut Tx, cx: &Cx, account: AccountId, new: &NewEvidence<'_>) -> Result<(), db::Error> {
    tx.execute(
        "insert into evidence (id, account, ground, subject, fields, staff, office, made_at, until_on) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        p![
            cx.uuid(),
            account,
            new.ground,
            new.subject,
            new.fields.join(","),
            new.staff,
            new.office,
            cx.now(),
            new.until
        ],
    )
    .await?;
    Ok(())
}

/// `false`: it was revoked before.
pub(super) async fn revoke(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    evidence: Uuid,
    staff: Option<StaffId>,
    reason: &str,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "insert into evidence_revocations (evidence, account, staff, reason, revoked_at) \
             values ($1, $2, $3, $4, $5) on conflict (evidence) do nothing",
            p![evidence, account, staff, reason, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

pub(super) async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<Standing>, db::Error> {
    let row = tx
        .one::<(AssuranceLevel, StandingReason, Timestamp)>(
            "select level, reason, changed_at from standings where account = $1",
            p![account],
        )
        .await?;
    Ok(row.map(|(level, reason, changed_at)| Standing { level, reason, changed_at: Some(changed_at) }))
}

/// The account that is «Стандартная» or more with this SNILS.
pub(crate) async fn holder(tx: &mut Tx, snils: &[u8; 32]) -> Result<Option<AccountId>, db::Error> {
    tx.one::<AccountId>("select account from standings where snils = $1", p![snils]).await
}

/// The fingerprint of the SNILS of an account that is «Подтверждённая».
pub(super) async fn verified_mark(tx: &mut Tx, account: AccountId) -> Result<Option<Vec<u8>>, db::Error> {
    let mark = tx
        .one::<Option<Vec<u8>>>("select snils from standings where account = $1 and level = 'verified'", p![account])
        .await?;
    Ok(mark.flatten())
}

/// The account that is «Подтверждённая» with this SNILS.
pub(super) async fn verified_holder(tx: &mut Tx, snils: &[u8]) -> Result<Option<AccountId>, db::Error> {
    tx.one::<AccountId>("select account from standings where snils = $1 and level = 'verified'", p![snils]).await
}

/// Keeps the standing; one that is as it was keeps its day too.
pub(super) async fn write(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    level: AssuranceLevel,
    reason: StandingReason,
    snils: Option<[u8; 32]>,
) -> Result<(), db::Error> {
    tx.execute(
        "insert into standings (account, level, reason, snils, changed_at) values ($1, $2, $3, $4, $5) \
         on conflict (account) do update set level = excluded.level, reason = excluded.reason, snils = excluded.snils, \
         changed_at = excluded.changed_at \
         where standings.level <> excluded.level or standings.reason <> excluded.reason \
         or standings.snils is distinct from excluded.snils",
        p![account, level, reason, snils, cx.now()],
    )
    .await?;
    Ok(())
}
