//! Waiting until nothing is under way any more, and the doctor finds nothing.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use okno::{config::Config, portal};
use tokio::time::sleep;
use trials::portal::House;

/// The lease of a job that died with its worker ends within five minutes; then it is done.
const PATIENCE: Duration = Duration::from_mins(15);
const PAUSE: Duration = Duration::from_secs(1);

/// Waits until `okno doctor --deep --settled` finds nothing; answers how long that took.
pub async fn wait(house: &House, hurry: bool) -> Result<Duration> {
    let begun = Instant::now();
    if hurry {
        end_leases(house).await?;
    }
    loop {
        match house.run(&["doctor", "--deep", "--settled", "--shown", "20"]).await {
            Ok(_) => return Ok(begun.elapsed()),
            Err(error) if begun.elapsed() > PATIENCE => bail!("{error:#}"),
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// As if the five minutes of every lease, and the pauses of what failed, were over.
async fn end_leases(house: &House) -> Result<()> {
    let db = portal::open(&Config::load(&house.config)?)?;
    let mut tx = db.begin().await?;
    tx.execute("update jobs set due_at = created_at where state = 'waiting' and attempts > 0", &[]).await?;
    tx.commit().await?;
    Ok(())
}
