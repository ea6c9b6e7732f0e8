//! Limits on attempts, counted in the database, so that they hold over all nodes and restarts.

mod store;

use base::{Cx, SignedDuration, Timestamp};
use db::{Tx, vault};

use crate::Failure;

/// So many attempts within a window, which begins with the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is tried: "sign-in".
    pub name: &'static str,
    /// How many attempts are free.
    pub max: u32,
    /// How long until they are free again.
    pub window: SignedDuration,
}

/// No more attempts for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttled {
    /// When the next attempt is possible.
    pub until: Timestamp,
}

impl From<Throttled> for Failure {
    fn from(throttled: Throttled) -> Self {
        Self::Throttled { until: throttled.until }
    }
}

/// Counts one attempt for the key (a phone, a network, a device). The caller commits also when it refuses: an attempt that
/// is rolled back was not counted.
pub async fn take(tx: &mut Tx, cx: &Cx, limit: Limit, key: &str) -> db::Result<Result<(), Throttled>> {
    let fingerprint = fingerprint(tx, limit, key);
    let now = cx.now();
    let (taken, until) = store::take(tx, fingerprint, now, now + limit.window).await?;
    Ok(if taken > i64::from(limit.max) { Err(Throttled { until }) } else { Ok(()) })
}

/// Whether an attempt would be free, without counting one.
pub async fn check(tx: &mut Tx, cx: &Cx, limit: Limit, key: &str) -> db::Result<Result<(), Throttled>> {
    let counter = store::find(tx, fingerprint(tx, limit, key)).await?;
    Ok(match counter {
        Some((taken, until)) if taken >= i64::from(limit.max) && until > cx.now() => Err(Throttled { until }),
        _ => Ok(()),
    })
}

/// Forgets the attempts for the key, for instance after the right password.
pub async fn forgive(tx: &mut Tx, limit: Limit, key: &str) -> db::Result<()> {
    let fingerprint = fingerprint(tx, limit, key);
    store::delete(tx, fingerprint).await
}

/// Deletes counters whose window is over; for a job that runs now and then. Answers how many.
pub async fn sweep(tx: &mut Tx, cx: &Cx) -> db::Result<u64> {
    store::delete_before(tx, cx.now()).await
}

fn fingerprint(tx: &Tx, limit: Limit, key: &str) -> [u8; 32] {
    vault::fingerprint(tx, "limit", &format!("{}\n{key}", limit.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { name: "sign-in", max: 2, window: SignedDuration::from_mins(10) };

    #[tokio::test]
    async fn attempts_run_out_and_come_back() {
        db::testing::each(&[crate::MIGRATIONS], async |db, cx, clock| {
            let mut tx = db.begin().await.unwrap();
            let began = cx.now();
            for _ in 0..2 {
                assert_eq!(check(&mut tx, &cx, LIMIT, "a").await.unwrap(), Ok(()));
                assert_eq!(take(&mut tx, &cx, LIMIT, "a").await.unwrap(), Ok(()));
            }
            clock.advance(SignedDuration::from_mins(1));
            let until = began + LIMIT.window;
            assert_eq!(take(&mut tx, &cx, LIMIT, "a").await.unwrap(), Err(Throttled { until }));
            assert_eq!(check(&mut tx, &cx, LIMIT, "a").await.unwrap(), Err(Throttled { until }));
            assert_eq!(take(&mut tx, &cx, LIMIT, "b").await.unwrap(), Ok(()), "another key");
            let other = Limit { name: "codes", ..LIMIT };
            assert_eq!(take(&mut tx, &cx, other, "a").await.unwrap(), Ok(()), "another limit");
            clock.advance(SignedDuration::from_mins(9));
            assert_eq!(take(&mut tx, &cx, LIMIT, "a").await.unwrap(), Ok(()), "a new window");
            forgive(&mut tx, LIMIT, "a").await.unwrap();
            for _ in 0..2 {
                assert_eq!(take(&mut tx, &cx, LIMIT, "a").await.unwrap(), Ok(()));
            }
            clock.advance(SignedDuration::from_hours(1));
            assert_eq!(sweep(&mut tx, &cx).await.unwrap(), 3);
            tx.commit().await.unwrap();
        })
        .await;
    }
}
