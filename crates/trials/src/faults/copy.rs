//! A copy that is made while citizens apply, put into another place, and examined there.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::{process::Command, time::sleep};
use trials::{portal::House, postgres::Cluster};

use crate::{
    rounds::{Trial, begin, end},
    walker::Walker,
};

/// Backs up under load, restores elsewhere, and has the doctor look at the copy.
pub async fn under_load(
    house: &mut House,
    trial: &Trial,
    cluster: Option<&Cluster>,
    walkers: &mut Vec<Walker>,
) -> Result<String> {
    if house.pid().is_err() {
        house.start().await?;
    }
    let copy = trial.folder.join("copy");
    let (stop, load) = begin(house, trial, std::mem::take(walkers));
    sleep(Duration::from_millis(500)).await;
    let made = house.run(&["backup", &copy.display().to_string()]).await;
    *walkers = end(stop, load).await?;
    made.context("backup")?;
    let elsewhere = trial.folder.join("elsewhere");
    std::fs::create_dir_all(&elsewhere)?;
    let database = match cluster {
        Some(cluster) => {
            let beside = format!("{}_copy", cluster.url);
            let status = Command::new("psql")
                .args([&cluster.url, "--quiet", "--command", "create database okno_copy"])
                .status()
                .await
                .context("psql")?;
            anyhow::ensure!(status.success(), "the database for the copy cannot be made");
            beside
        }
        None => format!("sqlite:{}", elsewhere.join("okno.db").display()),
    };
    // The same configuration but for where things lie; the environment overrides the file.
    let files = elsewhere.join("files").display().to_string();
    let there = |arguments: &[&str]| {
        let mut command = Command::new(&trial.program);
        command.args(arguments).arg("--config").arg(&house.config);
        command.env("OKNO__DATABASE__URL", &database).env("OKNO__FILES__FOLDER", &files);
        command
    };
    run(there(&["restore", &copy.display().to_string()])).await.context("restore")?;
    let told = run(there(&["doctor", "--deep", "--shown", "20"])).await.context("the copy")?;
    Ok(format!("copied under load and whole: {}", told.lines().next().unwrap_or_default()))
}

async fn run(mut command: Command) -> Result<String> {
    let output = command.kill_on_drop(true).output().await?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    anyhow::ensure!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(told)
}
