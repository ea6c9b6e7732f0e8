//! The same pages over databases of growing size, at the same calm rate: how much longer do the slowest wait?
//!
//! The portals stand beside each other and are asked in turns, a few seconds each, several times over: whatever else the machine
//! does meanwhile meets them alike. What counts is the median of the turns.

use std::{fmt::Write, path::PathBuf, time::Duration};

use anyhow::{Context, Result, ensure};
use trials::{
    load,
    portal::{House, Plan},
};

use super::{
    Options,
    people::{self, Person},
    scenes::{self, Ready, Step, Worker},
    suite, table,
};

/// How many people, spread over the whole database, are at the portal.
const PEOPLE: u32 = 96;
/// Steps a second: far below what the machine can do, so that nobody waits for somebody else.
const RATE: f64 = 60.0;
/// The most that the slowest hundredth may grow from the smallest database to the largest.
const AIM: f64 = 1.3;

/// What is measured: name, what the citizen needs for it, and the step.
type Scene = (&'static str, Ready, fn(Worker) -> Step);

const SCENES: &[Scene] = &[
    ("cabinet", Ready::SignedIn, cabinet),
    ("list of applications", Ready::SignedIn, list),
    ("question page", Ready::Drafting, scenes::question),
    ("saving an answer", Ready::Drafting, scenes::save),
    ("application of 3 pages", Ready::SignedIn, scenes::apply),
];

fn cabinet(worker: Worker) -> Step {
    scenes::open("/cabinet")(worker)
}

fn list(worker: Worker) -> Step {
    scenes::open("/cabinet/applications")(worker)
}

/// How long a turn lasts.
const TURN: Duration = Duration::from_secs(5);
/// Turns of every scene at every size.
const TURNS: usize = 5;

/// Latencies of every scene at one size.
struct Column {
    size: String,
    quantiles: Vec<(Duration, Duration)>,
}

/// A portal over one size.
struct Portal {
    house: House,
    people: Vec<Person>,
    column: Column,
}

/// Measures and answers the report.
pub async fn run(options: &Options) -> Result<String> {
    let mut portals = Vec::new();
    for (place, size) in (0_u16..).zip(&options.sizes) {
        portals.push(portal(options, size, options.port + 2 * place).await.with_context(|| size.clone())?);
    }
    for scene in SCENES {
        turns(options, &mut portals, *scene).await.context(scene.0)?;
    }
    for portal in &mut portals {
        portal.house.stop().await?;
    }
    let columns: Vec<Column> = portals.into_iter().map(|portal| portal.column).collect();
    Ok(report(&columns))
}

async fn portal(options: &Options, size: &str, port: u16) -> Result<Portal> {
    let accounts = count(size)?;
    let (folder, is_there) = folder(options, size);
    let plan = Plan {
        program: options.program()?,
        folder,
        port,
        database: None,
        settings: suite::settings(),
        wrapped_in: Vec::new(),
    };
    let mut house = House::build(plan).await?;
    if !is_there {
        house.run(&["seed", "--not-for-production", "--accounts", &accounts.to_string()]).await?;
    }
    house.start().await?;
    let people = people::spread(PEOPLE, accounts)?;
    Ok(Portal { house, people, column: Column { size: size.to_owned(), quantiles: Vec::new() } })
}

/// One scene, in turns at every size.
async fn turns(options: &Options, portals: &mut [Portal], (name, ready, step): Scene) -> Result<()> {
    let mut measured: Vec<Vec<(Duration, Duration)>> = vec![Vec::new(); portals.len()];
    let turns = if options.quick { 1 } else { TURNS };
    for _ in 0..turns {
        for (portal, lines) in portals.iter().zip(&mut measured) {
            lines.push(calm(&portal.house, &portal.people, ready, step).await?);
        }
    }
    for (portal, lines) in portals.iter_mut().zip(measured) {
        let (p50, p99) = (median(lines.iter().map(|line| line.0)), median(lines.iter().map(|line| line.1)));
        eprintln!("{:>6}  {name:<28} p50 {}  p99 {}", portal.column.size, table::millis(p50), table::millis(p99));
        portal.column.quantiles.push((p50, p99));
    }
    Ok(())
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

async fn calm(
    house: &House,
    people: &[Person],
    ready: Ready,
    step: fn(Worker) -> Step,
) -> Result<(Duration, Duration)> {
    let workers = scenes::workers(house.address, people, ready).await?;
    let outcome = load::open(workers, RATE, TURN, step).await?.all_well()?;
    Ok((outcome.quantile(0.5), outcome.quantile(0.99)))
}

/// Where the database of a size lies, and whether it is seeded already.
fn folder(options: &Options, size: &str) -> (PathBuf, bool) {
    let seeded =
        options.seeded.as_ref().map(|folder| folder.join(size)).filter(|folder| folder.join("okno.db").exists());
    match seeded {
        Some(folder) => (folder, true),
        None => (options.folder.join(format!("size-{size}")), false),
    }
}

/// `10k`, `1m`, or a plain number.
fn count(size: &str) -> Result<u32> {
    let (digits, factor) = match size.strip_suffix('k') {
        Some(digits) => (digits, 1_000),
        None => size.strip_suffix('m').map_or((size, 1), |digits| (digits, 1_000_000)),
    };
    let count: u32 = digits.parse().with_context(|| format!("{size} is no size: 10k, 1m"))?;
    ensure!(count > 0, "an empty database shows nothing");
    Ok(count * factor)
}

fn report(columns: &[Column]) -> String {
    let mut text = String::from("\n| p50 / p99, ms |");
    for column in columns {
        // Writing into a String cannot fail, here and below.
        let _ = write!(text, " {} |", column.size);
    }
    text.push_str(" p99 grows |\n|---|");
    text.push_str(&"---|".repeat(columns.len() + 1));
    text.push('\n');
    for (place, (name, ..)) in SCENES.iter().enumerate() {
        let _ = write!(text, "| {name} |");
        let cells: Vec<&(Duration, Duration)> =
            columns.iter().filter_map(|column| column.quantiles.get(place)).collect();
        for (p50, p99) in &cells {
            let _ = write!(text, " {:.2} / {:.2} |", millis(*p50), millis(*p99));
        }
        if let (Some((_, first)), Some((_, last))) = (cells.first(), cells.last()) {
            let ratio = millis(*last) / millis(*first);
            let met = if ratio <= AIM { "met" } else { "**missed**" };
            let _ = writeln!(text, " {ratio:.2}× (aim {AIM}×) {met} |");
        }
    }
    text
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(count("10k").unwrap(), 10_000);
        assert_eq!(count("1m").unwrap(), 1_000_000);
        assert_eq!(count("250").unwrap(), 250);
        assert!(count("many").is_err() && count("0").is_err());
    }

    #[test]
    fn growth_stands_beside_its_aim() {
        let column = |size: &str, p99| {
            let quantiles = vec![(Duration::from_millis(1), Duration::from_millis(p99)); SCENES.len()];
            Column { size: size.to_owned(), quantiles }
        };
        let text = report(&[column("10k", 2), column("1m", 3)]);
        assert!(text.contains("| cabinet | 1.00 / 2.00 | 1.00 / 3.00 | 1.50× (aim 1.3×) **missed** |\n"), "{text}");
    }
}
