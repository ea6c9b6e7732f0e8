//! The database is locked by another process, refuses, hangs or is gone: pages say so with Retry-After, nothing that was
//! acknowledged is lost, and everything goes on by itself afterwards. PostgreSQL stands behind a wire that the test cuts.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, extract::State, routing::get};
use base::{Cx, SignedDuration, Uuid};
use db::{
    Db, Settings,
    jobs::{self, Job, Run, Runner},
};
use serde::{Deserialize, Serialize};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{Instant, sleep, timeout},
};
use web::testing::Browser;

use crate::sandbox::PATIENCE;

/// Of those who are to be told to wait, and of those who wait until it is done, however busy the machine is.
const HASTY: Duration = Duration::from_secs(1);

const fn settings(patience: Duration) -> Settings {
    Settings { connections: 2, patience, durable: true }
}

#[derive(Serialize, Deserialize)]
struct Count;

impl Job for Count {
    const KIND: &'static str = "trial.count";
}

/// Enqueues a job: a change that was acknowledged when the page answers 200.
async fn write(State((db, cx)): State<(Db, Cx)>) -> web::Result<&'static str> {
    let mut tx = db.begin().await?;
    jobs::enqueue(&mut tx, &cx, &Count).await?;
    tx.commit().await?;
    Ok("written")
}

async fn read(State((db, _)): State<(Db, Cx)>) -> web::Result<String> {
    let mut tx = db.read().await?;
    Ok(tx.one::<i64>("select count(*) from jobs", db::p![]).await?.unwrap_or_default().to_string())
}

/// Pages and workers over one database.
struct Side {
    browser: Browser,
    runner: Runner,
}

struct House {
    hasty: Side,
    patient: Side,
    done: Arc<Mutex<Vec<Uuid>>>,
    clock: Arc<base::ManualClock>,
}

async fn house(url: &str) -> House {
    let (cx, clock) = Cx::test(Cx::system().now());
    let open = |patience| Db::open_with(url, db::testing::keys(), settings(patience)).unwrap();
    let (hasty, patient) = (open(HASTY), open(PATIENCE));
    db::migrate(&patient, &cx, &[]).await.unwrap();
    let done = Arc::default();
    let side = |db, patience| Side::new(db, &cx, &done, patience);
    House { hasty: side(hasty, HASTY), patient: side(patient, PATIENCE), done: done.clone(), clock }
}

impl Side {
    fn new(db: Db, cx: &Cx, done: &Arc<Mutex<Vec<Uuid>>>, patience: Duration) -> Self {
        let done = done.clone();
        let runner = Runner::new(db.clone(), cx.clone()).on(move |_: Count, run: Run| {
            let done = done.clone();
            async move {
                let mut tx = run.db.begin().await?;
                run.done(&mut tx).await?;
                tx.commit().await?;
                done.lock().unwrap().push(run.id);
                Ok(())
            }
        });
        let pages =
            Router::new().route("/write", get(write)).route("/read", get(read)).with_state((db.clone(), cx.clone()));
        let mut settings = web::testing::settings(cx.clone(), &[]);
        settings.timeout = patience.saturating_add(patience / 2);
        Self { browser: Browser::new(web::layer(pages.merge(okno::health::signs(db)), settings)), runner }
    }

    async fn status(&mut self, path: &str) -> u16 {
        timeout(PATIENCE * 2, self.browser.get(path)).await.expect("an answer in time").status.as_u16()
    }
}

impl House {
    /// The page says that it is away, and when to come back.
    async fn is_told_to_wait(&mut self, path: &str) {
        assert_eq!(self.hasty.status(path).await, 503, "{path}");
        let answer = self.hasty.browser.last();
        assert!(answer.headers.contains_key("retry-after"), "{path}");
        assert!(
            answer.has("Портал временно не отвечает") || answer.has("Сейчас очень много посетителей"),
            "{}",
            answer.text()
        );
    }

    async fn works_again(&mut self, path: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.patient.status(path).await != 200 {
            assert!(Instant::now() < deadline, "{path} does not come back");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Everything that was acknowledged is done once, by workers that went on.
    async fn all_is_done(&self, acknowledged: u64) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // Whatever was claimed and not settled comes again when its lease ends.
            self.clock.advance(SignedDuration::from_mins(6));
            let drained = self.patient.runner.drain().await;
            let mut done = self.done.lock().unwrap().clone();
            let all = done.len();
            done.sort();
            done.dedup();
            assert_eq!(done.len(), all, "something was done twice");
            if u64::try_from(all).unwrap() >= acknowledged {
                return;
            }
            assert!(Instant::now() < deadline, "{all} of {acknowledged} are done: {drained:?}");
            sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn a_file_that_another_process_holds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("okno.db");
    let mut house = house(&format!("sqlite:{}", file.display())).await;
    house.works_again("/write").await;
    let other = hold(&file);
    house.is_told_to_wait("/write").await;
    assert_eq!(house.patient.status("/read").await, 200, "readers wait for nobody");
    house.works_again("/health/ready").await;
    assert_eq!(house.patient.status("/health/live").await, 200);
    assert!(house.hasty.runner.drain().await.is_err(), "workers wait, too");
    // Whoever waits holds no thread: on this one thread the other process lets go while the page waits.
    let (written, ()) =
        tokio::join!(house.patient.status("/write"), async { other.execute_batch("rollback").unwrap() });
    assert_eq!(written, 200);
    house.all_is_done(2).await;
}

fn hold(file: &Path) -> rusqlite::Connection {
    let other = rusqlite::Connection::open(file).unwrap();
    other.execute_batch("begin exclusive").unwrap();
    other
}

/// How the wire to PostgreSQL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wire {
    Whole,
    /// Every connection is closed, new ones too.
    Cut,
    /// Connections stay and nothing comes through.
    Hangs,
}

/// A wire to the server at `to`: its port, and the hand on it.
async fn wire(to: String) -> (u16, watch::Sender<Wire>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (hand, state) = watch::channel(Wire::Whole);
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            tokio::spawn(pass(near, to.clone(), state.clone()));
        }
    });
    (port, hand)
}

async fn pass(mut near: TcpStream, to: String, mut state: watch::Receiver<Wire>) {
    let Ok(mut far) = TcpStream::connect(to).await else { return };
    loop {
        let now = *state.borrow_and_update();
        match now {
            Wire::Cut => return,
            Wire::Hangs => {
                if state.changed().await.is_err() {
                    return;
                }
            }
            Wire::Whole => tokio::select! {
                _ended = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
                changed = state.changed() => if changed.is_err() { return },
            },
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this one variable says where PostgreSQL is")]
fn postgres() -> Option<url::Url> {
    std::env::var("OKNO_TEST_POSTGRES").ok().filter(|url| !url.is_empty()).map(|url| url.parse().unwrap())
}

/// A fresh schema behind a wire: the address through the wire, and the hand on it.
async fn wired() -> Option<(String, watch::Sender<Wire>, Db, String)> {
    let url = postgres()?;
    let schema = format!("away_{}", Cx::system().uuid().simple());
    let straight = Db::open_with(url.as_str(), db::testing::keys(), settings(PATIENCE)).unwrap();
    run(&straight, &format!("create schema {schema}")).await;
    let (port, hand) = wire(format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432))).await;
    let mut through = url.clone();
    through.set_host(Some("127.0.0.1")).unwrap();
    through.set_port(Some(port)).unwrap();
    let through = format!("{through}?options=-c%20search_path%3D{schema}");
    Some((through, hand, straight, schema))
}

async fn try_to_run(db: &Db, sql: &str) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(sql, db::p![]).await?;
    tx.commit().await
}

async fn run(db: &Db, sql: &str) {
    try_to_run(db, sql).await.unwrap();
}

/// Takes away what connections that were cut may still hold: the server notices their end in its own time.
async fn take_away(db: &Db, what: &str) {
    let deadline = Instant::now() + PATIENCE;
    while let Err(error) = try_to_run(db, &format!("drop {what}")).await {
        assert!(Instant::now() < deadline, "{what}: {error}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_server_that_is_gone_or_hangs() {
    let Some((url, hand, straight, schema)) = wired().await else { return };
    let mut house = house(&url).await;
    house.works_again("/write").await;
    let mut acknowledged = 1;
    for state in [Wire::Cut, Wire::Hangs] {
        // So that connections are open, as far as the machine lets whoever is hasty.
        let _perhaps = house.hasty.status("/write").await;
        hand.send(state).unwrap();
        for path in ["/write", "/read", "/write"] {
            house.is_told_to_wait(path).await;
        }
        let hasty = &mut house.hasty;
        assert_eq!((hasty.status("/health/ready").await, hasty.status("/health/live").await), (503, 200), "{state:?}");
        if state == Wire::Cut {
            assert!(hasty.runner.drain().await.is_err());
        }
        hand.send(Wire::Whole).unwrap();
        house.works_again("/health/ready").await;
        house.works_again("/read").await;
        // What was sent into a wire that hung arrives when it is whole: the page said «look whether it has arrived».
        let kept: u64 = house.patient.browser.last().html.parse().unwrap();
        assert!(kept >= acknowledged, "{state:?}: {kept} of {acknowledged}");
        house.works_again("/write").await;
        acknowledged += 1;
    }
    house.works_again("/read").await;
    let kept: u64 = house.patient.browser.last().html.parse().unwrap();
    assert!(kept >= acknowledged, "{kept} of {acknowledged}");
    house.all_is_done(kept).await;
    take_away(&straight, &format!("schema if exists {schema} cascade")).await;
}

#[tokio::test]
async fn a_server_without_connections_left() {
    let Some((url, hand, straight, schema)) = wired().await else { return };
    let role = format!("{schema}_role");
    run(&straight, &format!("create role {role} login connection limit 10")).await;
    run(&straight, &format!("grant all on schema {schema} to {role}")).await;
    let mut narrow: url::Url = url.parse().unwrap();
    narrow.set_username(&role).unwrap();
    let mut house = house(narrow.as_str()).await;
    house.works_again("/write").await;
    let _perhaps = house.hasty.status("/write").await;
    run(&straight, &format!("alter role {role} connection limit 0")).await;
    // Every connection that is there already is lost.
    hand.send(Wire::Cut).unwrap();
    house.is_told_to_wait("/write").await;
    hand.send(Wire::Whole).unwrap();
    for path in ["/write", "/read"] {
        house.is_told_to_wait(path).await;
    }
    assert_eq!(house.hasty.status("/health/ready").await, 503);
    run(&straight, &format!("alter role {role} connection limit 10")).await;
    house.works_again("/read").await;
    house.works_again("/write").await;
    drop(house);
    hand.send(Wire::Cut).unwrap();
    take_away(&straight, &format!("schema if exists {schema} cascade")).await;
    take_away(&straight, &format!("role if exists {role}")).await;
}
