//! The table `attempts`.

use base::Timestamp;
use db::{Tx, p};

use super::model::Subject;

/// Pours one measure in, if it fits. One statement, so that two at once cannot both take the last place.
pub(super) async fn pour(tx: &mut Tx, subject: &Subject, now: Timestamp) -> Result<bool, db::Error> {
    let measure = subject.bucket.measure();
    let micros = i64::try_from(measure.as_micros()).unwrap_or(i64::MAX);
    let rows = tx
        .execute(
            "insert into attempts (subject, drained_at) values ($1, $2) \
             on conflict (subject) do update set drained_at = \
             (case when attempts.drained_at > $3 then attempts.drained_at else $3 end) + $4 \
             where attempts.drained_at <= $5",
            p![subject.fingerprint, now + measure, now, micros, subject.bucket.brim(now)],
        )
        .await?;
    Ok(rows == 1)
}

pub(super) async fn drained_at(tx: &mut Tx, subject: &Subject) -> Result<Option<Timestamp>, db::Error> {
    tx.one::<Timestamp>("select drained_at from attempts where subject = $1", p![subject.fingerprint]).await
}

pub(super) async fn empty(tx: &mut Tx, subject: &Subject) -> Result<(), db::Error> {
    tx.execute("delete from attempts where subject = $1", p![subject.fingerprint]).await?;
    Ok(())
}

/// Takes one measure back out of a bucket that others fill too.
pub(super) async fn take_back(tx: &mut Tx, subject: &Subject) -> Result<(), db::Error> {
    let micros = i64::try_from(subject.bucket.measure().as_micros()).unwrap_or(0);
    tx.execute("update attempts set drained_at = drained_at - $2 where subject = $1", p![subject.fingerprint, micros])
        .await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from attempts where subject in \
         (select subject from attempts where drained_at < $1 order by drained_at limit $2)",
        p![now, limit],
    )
    .await
}
