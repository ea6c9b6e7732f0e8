//! A signed result: approved at the desk, typeset, signed, stamped, stored, told.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use trials::{
    load::Until,
    officer::{FORESTRY, Officer},
    portal::House,
};

use super::measure::{Line, Watched, full};

/// An officer with cases to decide.
struct Desk {
    officer: Officer,
    cases: Vec<String>,
}

/// Approves `count` applications that wait, and counts all that follows until nothing is left to do.
pub async fn measure(house: &House, watched: Watched<'_>, count: u64, aim: Duration) -> Result<Line> {
    let mut officer = Officer::sign_in(house.address, &FORESTRY).await?;
    let mut cases = officer.queue().await?;
    ensure!(!cases.is_empty(), "nothing waits in the queue of {}", FORESTRY.name);
    let count = count.min(cases.len() as u64);
    cases.truncate(usize::try_from(count)?);
    let begun = Instant::now();
    let (outcome, cpu) =
        full(watched, Until::Steps(count), vec![Desk { officer, cases }], |mut desk: Desk| async move {
            let done = match desk.cases.pop() {
                Some(case) => desk.officer.approve(&case, &[("ticket_number", "77 № 123456")]).await,
                None => Ok(()),
            };
            (desk, done)
        })
        .await?;
    let line = Line {
        name: "signed result, from the officer's press".to_owned(),
        aim: Some(aim),
        rate: outcome.count() as f64 / begun.elapsed().as_secs_f64(),
        cpu,
        p50: outcome.quantile(0.5),
        p99: outcome.quantile(0.99),
        memory: house.memory()?.now,
    };
    eprintln!("{}", super::table::text(&line));
    Ok(line)
}
