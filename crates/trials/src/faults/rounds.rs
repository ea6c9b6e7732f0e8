//! The rounds: load, a kill at a moment that chance chose, and on again.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use okno::config::Config;
use tokio::{
    sync::{Mutex, watch},
    task::JoinSet,
    time::sleep,
};
use trials::{
    portal::{House, Plan},
    postgres::Cluster,
};

use crate::{books, copy, desk::Desk, dice::Dice, disk::Disk, drain, walker::Walker};

/// How long a database or a portal may take until it is there again, on a machine that is busy with other things too.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long the load goes on without a kill at the end.
const CALM: Duration = Duration::from_secs(2);

/// One database's trial.
pub struct Trial {
    pub name: &'static str,
    pub program: PathBuf,
    pub folder: PathBuf,
    pub port: u16,
    pub rounds: u32,
    pub database_rounds: u32,
    pub disk_rounds: u32,
    pub citizens: u32,
    pub seed: u64,
    pub moments: (Duration, Duration),
    pub hurry: bool,
    pub desk: Arc<Mutex<Desk>>,
}

/// On the embedded database.
pub async fn on_sqlite(trial: &Trial) -> Result<()> {
    let disk = disk(trial).await?;
    let outcome = run(trial, None, disk.as_ref()).await;
    put_away(disk, outcome).await
}

/// On a PostgreSQL of its own, which is killed as well.
pub async fn on_postgres(trial: &Trial) -> Result<()> {
    let port = trial.port + 3;
    let disk = disk(trial).await?;
    let cluster = Cluster::start(&trial.folder.join("cluster"), port).await?;
    let outcome = run(trial, Some((&cluster, port)), disk.as_ref()).await;
    let stopped = cluster.stop().await;
    put_away(disk, outcome.and(stopped)).await
}

/// A disk that can be filled, when this trial is to see it full.
async fn disk(trial: &Trial) -> Result<Option<Disk>> {
    if trial.disk_rounds == 0 {
        return Ok(None);
    }
    let disk = Disk::mount(&trial.folder).await.context("no disk that could be filled (this needs root)")?;
    Ok(Some(disk))
}

/// Takes the disk away when all was well; else what lies on it may say why.
async fn put_away(disk: Option<Disk>, outcome: Result<()>) -> Result<()> {
    outcome?;
    match disk {
        Some(disk) => disk.unmount().await,
        None => Ok(()),
    }
}

async fn run(trial: &Trial, cluster: Option<(&Cluster, u16)>, disk: Option<&Disk>) -> Result<()> {
    let begun = Instant::now();
    let mut house = House::build(Plan {
        program: trial.program.clone(),
        folder: trial.folder.clone(),
        port: trial.port,
        database: cluster.map(|(cluster, _)| cluster.url.clone()),
        settings: vec![("OKNO__PORTAL__PROXIES".to_owned(), "1".to_owned())],
        wrapped_in: Vec::new(),
    })
    .await?;
    // Every tenth of the seeded people is confirmed, and may apply.
    let people = (trial.citizens * 10).to_string();
    house.run(&["seed", "--not-for-production", "--accounts", &people]).await?;
    let mut dice = Dice::new(trial.seed);
    let mut walkers = Vec::new();
    for number in 0..trial.citizens {
        walkers.push(Walker::new(house.address, number * 10, dice.another())?);
    }
    for round in 1..=trial.rounds {
        let moment = dice.between(trial.moments.0, trial.moments.1);
        let kill = Kill::Portal;
        walkers = under_load(&mut house, trial, walkers, (moment, kill)).await?;
        say(trial, &format!("portal killed after {} ms", moment.as_millis()), (round, trial.rounds), &walkers);
    }
    for round in 1..=trial.database_rounds {
        let Some((cluster, port)) = cluster else { break };
        let moment = dice.between(trial.moments.0, trial.moments.1);
        walkers = under_load(&mut house, trial, walkers, (moment, Kill::Database(cluster, port))).await?;
        let told = format!("PostgreSQL killed after {} ms", moment.as_millis());
        say(trial, &told, (round, trial.database_rounds), &walkers);
    }
    for round in 1..=trial.disk_rounds {
        let Some(disk) = disk else { break };
        let moment = dice.between(trial.moments.0, trial.moments.1);
        walkers = under_load(&mut house, trial, walkers, (moment, Kill::Room(disk, cluster))).await?;
        let told = format!("no room on the disk after {} ms", moment.as_millis());
        say(trial, &told, (round, trial.disk_rounds), &walkers);
    }
    walkers = under_load(&mut house, trial, walkers, (CALM, Kill::Nothing)).await?;
    let copied = copy::under_load(&mut house, trial, cluster.map(|(cluster, _)| cluster), &mut walkers).await?;
    verdict(&mut house, trial, walkers).await?;
    println!("{}: {copied}; all in {} s", trial.name, begun.elapsed().as_secs());
    house.stop().await
}

/// What is killed.
#[derive(Clone, Copy)]
enum Kill<'a> {
    Portal,
    Database(&'a Cluster, u16),
    /// The last room on the disk, for a while.
    Room(&'a Disk, Option<(&'a Cluster, u16)>),
    Nothing,
}

/// Lets the citizens go on until the moment, kills, and waits until everybody has noticed.
async fn under_load(
    house: &mut House,
    trial: &Trial,
    walkers: Vec<Walker>,
    (moment, kill): (Duration, Kill<'_>),
) -> Result<Vec<Walker>> {
    if house.pid().is_err() {
        house.start().await?;
    }
    let (stop, load) = begin(house, trial, walkers);
    sleep(moment).await;
    match kill {
        Kill::Portal => house.kill().await?,
        Kill::Database(cluster, port) => {
            cluster.kill().await?;
            come_back(house, Some((cluster, port))).await?;
            sleep(moment).await;
        }
        Kill::Room(disk, cluster) => {
            disk.fill()?;
            sleep(moment).await;
            ensure!(house.is_alive()?, "the portal ended when there was no room");
            disk.free()?;
            come_back(house, cluster).await?;
            sleep(moment).await;
        }
        Kill::Nothing => {}
    }
    end(stop, load).await
}

/// Waits until database and portal are there again. The processes of PostgreSQL end when they notice; until then it does not
/// start; without room for its log it ended as well.
async fn come_back(house: &mut House, cluster: Option<(&Cluster, u16)>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    if let Some((cluster, port)) = cluster {
        while !cluster.is_up().await
            && let Err(error) = cluster.wake(port).await
        {
            ensure!(Instant::now() < deadline, "PostgreSQL does not start again: {error:#}");
            sleep(Duration::from_millis(200)).await;
        }
    }
    house.wait_until_ready(PATIENCE).await
}

/// Lets the citizens, and the officer, begin.
pub fn begin(house: &House, trial: &Trial, walkers: Vec<Walker>) -> (watch::Sender<bool>, JoinSet<Option<Walker>>) {
    let (stop, told) = watch::channel(false);
    let mut load = JoinSet::new();
    for walker in walkers {
        let told = told.clone();
        load.spawn(async move { Some(walker.walk(told).await) });
    }
    let (address, desk) = (house.address, trial.desk.clone());
    load.spawn(async move {
        desk.lock().await.work(address, &told).await;
        None
    });
    (stop, load)
}

/// Tells everybody to stop, and gets the citizens back.
pub async fn end(stop: watch::Sender<bool>, mut load: JoinSet<Option<Walker>>) -> Result<Vec<Walker>> {
    stop.send(true)?;
    let mut back = Vec::new();
    while let Some(walker) = load.join_next().await {
        back.extend(walker.context("a citizen broke off")?);
    }
    Ok(back)
}

fn say(trial: &Trial, what: &str, (round, rounds): (u32, u32), walkers: &[Walker]) {
    let promised: usize = walkers.iter().map(|walker| walker.promised.len()).sum();
    let paid: u64 = walkers.iter().map(|walker| walker.paid).sum();
    println!("{}: round {round} of {rounds}: {what}; {promised} applications promised, {paid} paid", trial.name);
}

/// Everything that was promised is there; nothing was paid twice; every job is done; the doctor finds nothing.
async fn verdict(house: &mut House, trial: &Trial, walkers: Vec<Walker>) -> Result<()> {
    if house.pid().is_err() {
        house.start().await?;
    }
    let (mut promised, mut broken) = (0, Vec::new());
    for mut walker in walkers {
        walker.get_something_done().await?;
        promised += walker.promised.len();
        broken.extend(walker.broken_promises().await?);
    }
    ensure!(broken.is_empty(), "{} promises are broken:\n{}", broken.len(), broken.join("\n"));
    let waited = drain::wait(house, trial.hurry).await?;
    let charges = books::compare(&Config::load(&house.config)?).await?;
    println!(
        "{}: {promised} promised applications are there, {charges} charges were paid once each, jobs were done after {} s, \
         the doctor finds nothing",
        trial.name,
        waited.as_secs()
    );
    Ok(())
}
