//! Background jobs: at once, at least once, exactly once, and put aside when hopeless.
#![allow(clippy::unwrap_used)]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use base::{Cx, SignedDuration, Timestamp, Uuid};
use db::{
    Db, Migration,
    jobs::{self, Hopeless, Job, Later, Run, Runner},
    p,
    testing::each,
};
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

const TABLES: &[Migration] = &[Migration {
    name: "test/0001_effects",
    sql: "create table effects (id uuid not null primary key, name text not null);",
}];

#[derive(Serialize, Deserialize)]
struct Greet {
    name: String,
}

impl Job for Greet {
    const KIND: &'static str = "test/greet";
    const TRIES: u32 = 3;
    fn pause(attempt: u32) -> SignedDuration {
        SignedDuration::from_secs(10 * i64::from(attempt))
    }
}

#[derive(Serialize, Deserialize)]
struct Unknown;

impl Job for Unknown {
    const KIND: &'static str = "test/unknown";
}

async fn enqueue(db: &Db, cx: &Cx, name: &str) -> Uuid {
    let mut tx = db.begin().await.unwrap();
    let id = jobs::enqueue(&mut tx, cx, &Greet { name: name.to_owned() }).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn count(db: &Db, sql: &str) -> i64 {
    db.read().await.unwrap().one(sql, p![]).await.unwrap().unwrap()
}

const LEFT: &str = "select count(*) from jobs";
const EFFECTS: &str = "select count(*) from effects";

/// Writes the effect and the end of the job in one transaction.
async fn effect(job: Greet, run: Run) -> jobs::Result {
    let mut tx = run.db.begin().await?;
    tx.execute("insert into effects (id, name) values ($1, $2)", p![run.cx.uuid(), job.name]).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

#[tokio::test]
async fn jobs_exist_when_their_cause_does() {
    each(&[TABLES], async |db, cx, clock| {
        let runner = Runner::new(db.clone(), cx.clone()).on(effect);
        let mut tx = db.begin().await.unwrap();
        jobs::enqueue(&mut tx, &cx, &Greet { name: "нет".into() }).await.unwrap();
        drop(tx);
        assert_eq!(runner.drain().await.unwrap(), 0);

        enqueue(&db, &cx, "сейчас").await;
        let mut tx = db.begin().await.unwrap();
        let tomorrow = cx.now() + SignedDuration::from_hours(24);
        jobs::enqueue_at(&mut tx, &cx, &Greet { name: "завтра".into() }, tomorrow).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(count(&db, EFFECTS).await, 1);
        clock.advance(SignedDuration::from_hours(24));
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!((count(&db, EFFECTS).await, count(&db, LEFT).await), (2, 0));
    })
    .await;
}

#[tokio::test]
async fn payloads_are_not_in_the_clear() {
    each(&[TABLES], async |db, cx, _| {
        enqueue(&db, &cx, "Вера").await;
        let payload: Vec<u8> = db.read().await.unwrap().one("select payload from jobs", p![]).await.unwrap().unwrap();
        assert!(!payload.windows("Вера".len()).any(|part| part == "Вера".as_bytes()));
    })
    .await;
}

#[tokio::test]
async fn failures_are_tried_again_after_growing_pauses_and_then_put_aside() {
    each(&[TABLES], async |db, cx, clock| {
        let seen: Arc<Mutex<Vec<(u32, bool)>>> = Arc::default();
        let attempts = seen.clone();
        let runner = Runner::new(db.clone(), cx.clone()).on(move |_: Greet, run: Run| {
            attempts.lock().unwrap().push((run.attempt, run.last_try));
            async { Err(std::io::Error::other("реестр не отвечает").into()) }
        });
        let id = enqueue(&db, &cx, "x").await;
        for (wait, ran) in [(0, 1), (9, 0), (1, 1), (19, 0), (1, 1), (3600, 0)] {
            clock.advance(SignedDuration::from_secs(wait));
            assert_eq!(runner.drain().await.unwrap(), ran, "{wait}");
        }
        assert_eq!(*seen.lock().unwrap(), [(1, false), (2, false), (3, true)]);

        let dead = jobs::dead(&mut db.read().await.unwrap(), 10).await.unwrap();
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].id, dead[0].kind.as_str(), dead[0].attempts), (id, Greet::KIND, 3));
        assert_eq!(dead[0].failure, "реестр не отвечает");

        let mended = Runner::new(db.clone(), cx.clone()).on(effect);
        let mut tx = db.begin().await.unwrap();
        assert!(jobs::revive(&mut tx, &cx, id).await.unwrap());
        assert!(!jobs::revive(&mut tx, &cx, id).await.unwrap(), "it lives already");
        tx.commit().await.unwrap();
        assert_eq!(mended.drain().await.unwrap(), 1);
        assert_eq!((count(&db, EFFECTS).await, count(&db, LEFT).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn handlers_may_give_up_or_ask_for_later_or_panic() {
    each(&[TABLES], async |db, cx, clock| {
        let noon = cx.now() + SignedDuration::from_hours(3);
        let runner = Runner::new(db.clone(), cx.clone()).on(move |job: Greet, run: Run| async move {
            match job.name.as_str() {
                "hopeless" => Err(Hopeless("нет такого адреса".into()).into()),
                "later" if run.cx.now() < noon => Err(Later(noon).into()),
                "panic" if run.attempt == 1 => panic!("a mistake"),
                _ => Ok(()),
            }
        });
        for name in ["hopeless", "later", "panic"] {
            enqueue(&db, &cx, name).await;
        }
        assert_eq!(runner.drain().await.unwrap(), 3);
        let dead = jobs::dead(&mut db.read().await.unwrap(), 10).await.unwrap();
        assert_eq!(dead.iter().map(|job| job.failure.as_str()).collect::<Vec<_>>(), ["нет такого адреса"]);
        clock.advance(SignedDuration::from_secs(10));
        assert_eq!(runner.drain().await.unwrap(), 1, "after the panic");
        clock.advance(SignedDuration::from_hours(3));
        assert_eq!(runner.drain().await.unwrap(), 1, "later");
        assert_eq!(count(&db, LEFT).await, 1, "the hopeless one");
    })
    .await;
}

#[tokio::test]
async fn jobs_of_a_newer_program_are_left_for_it() {
    each(&[TABLES], async |db, cx, clock| {
        let mut tx = db.begin().await.unwrap();
        jobs::enqueue(&mut tx, &cx, &Unknown).await.unwrap();
        tx.commit().await.unwrap();
        let runner = Runner::new(db.clone(), cx.clone()).on(effect);
        for _ in 0..30 {
            assert_eq!(runner.drain().await.unwrap(), 1);
            clock.advance(SignedDuration::from_mins(1));
        }
        let attempt: Arc<AtomicU32> = Arc::default();
        let seen = attempt.clone();
        let newer = Runner::new(db.clone(), cx.clone()).on(move |_: Unknown, run: Run| {
            seen.store(run.attempt, Ordering::SeqCst);
            async { Ok(()) }
        });
        assert_eq!(newer.drain().await.unwrap(), 1);
        assert_eq!(attempt.load(Ordering::SeqCst), 1);
    })
    .await;
}

/// A runner whose first attempt hangs: rings the first bell when it begins, goes on at the second.
fn hanging(db: &Db, cx: &Cx) -> (Runner, Arc<Notify>, Arc<Notify>) {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (ring, wait) = (begun.clone(), go_on.clone());
    let runner = Runner::new(db.clone(), cx.clone()).on(move |job: Greet, run: Run| {
        let (ring, wait) = (ring.clone(), wait.clone());
        async move {
            if run.attempt == 1 {
                ring.notify_one();
                wait.notified().await;
            }
            effect(job, run).await
        }
    });
    (runner, begun, go_on)
}

#[tokio::test]
async fn what_a_crashed_worker_held_runs_when_its_lease_ends() {
    each(&[TABLES], async |db, cx, clock| {
        let (runner, begun, _) = hanging(&db, &cx);
        enqueue(&db, &cx, "x").await;
        tokio::select! {
            _ = runner.drain() => unreachable!("it hangs"),
            () = begun.notified() => {}
        }
        clock.advance(SignedDuration::from_mins(4));
        assert_eq!(runner.drain().await.unwrap(), 0, "still leased");
        clock.advance(SignedDuration::from_mins(2));
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!((count(&db, EFFECTS).await, count(&db, LEFT).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_commits_nothing() {
    each(&[TABLES], async |db, cx, clock| {
        let (runner, begun, go_on) = hanging(&db, &cx);
        enqueue(&db, &cx, "x").await;
        let late = async { runner.drain().await.unwrap() };
        let other = async {
            begun.notified().await;
            clock.advance(SignedDuration::from_mins(6));
            assert_eq!(runner.drain().await.unwrap(), 1);
            go_on.notify_one();
        };
        futures_util::future::join(late, other).await;
        assert_eq!((count(&db, EFFECTS).await, count(&db, LEFT).await), (1, 0));
        assert_eq!(jobs::dead(&mut db.read().await.unwrap(), 10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_every_worker_is_put_aside() {
    each(&[TABLES], async |db, cx, clock| {
        let begun = Arc::new(Notify::new());
        let ring = begun.clone();
        let runner = Runner::new(db.clone(), cx.clone()).on(move |_: Greet, _| {
            ring.notify_one();
            std::future::pending()
        });
        enqueue(&db, &cx, "x").await;
        for _ in 0..Greet::TRIES {
            tokio::select! {
                _ = runner.drain() => unreachable!("it hangs"),
                () = begun.notified() => {}
            }
            clock.advance(SignedDuration::from_mins(6));
        }
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(jobs::dead(&mut db.read().await.unwrap(), 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn workers_side_by_side_share_the_work() {
    each(&[TABLES], async |db, cx, _| {
        for number in 0..100 {
            enqueue(&db, &cx, &number.to_string()).await;
        }
        let runs: Arc<AtomicU32> = Arc::default();
        let counted = runs.clone();
        // Not exactly-once by its own means: each job must have been claimed once.
        let runner = Runner::new(db.clone(), cx.clone()).on(move |_: Greet, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }
        });
        let drained: Vec<u64> = join_all((0..6).map(|_| async { runner.drain().await.unwrap() })).await;
        assert_eq!(drained.iter().sum::<u64>(), 100);
        assert_eq!(runs.load(Ordering::SeqCst), 100);
        assert_eq!(count(&db, LEFT).await, 0);
    })
    .await;
}

#[tokio::test]
async fn workers_begin_at_the_commit_and_end_what_they_began() {
    each(&[TABLES], async |db, cx, _| {
        let (runner, begun, go_on) = hanging(&db, &cx);
        let stop = Arc::new(Notify::new());
        let stopped = stop.clone();
        let working = tokio::spawn(async move { runner.concurrency(2).run(stopped.notified()).await });
        enqueue(&db, &cx, "x").await;
        begun.notified().await;
        stop.notify_one();
        // Told to stop, it begins nothing new but ends the one it has.
        tokio::task::yield_now().await;
        enqueue(&db, &cx, "y").await;
        go_on.notify_one();
        working.await.unwrap();
        assert_eq!((count(&db, EFFECTS).await, count(&db, LEFT).await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn lag_is_the_age_of_the_oldest_due_job() {
    each(&[TABLES], async |db, cx, clock| {
        let lag = async || jobs::lag(&mut db.read().await.unwrap(), &cx).await.unwrap();
        assert_eq!(lag().await, SignedDuration::ZERO);
        enqueue(&db, &cx, "x").await;
        clock.advance(SignedDuration::from_secs(42));
        assert_eq!(lag().await, SignedDuration::from_secs(42));
    })
    .await;
}

#[test]
fn pauses_grow_to_an_hour() {
    let pauses: Vec<i64> = (1..=20).map(|attempt| Unknown::pause(attempt).as_secs()).collect();
    assert_eq!(pauses[..5], [1, 2, 4, 8, 16]);
    assert_eq!((pauses[11], pauses[19]), (2048, 3600));
    assert!(Timestamp::MAX.checked_add(Unknown::pause(u32::MAX)).is_err());
}
