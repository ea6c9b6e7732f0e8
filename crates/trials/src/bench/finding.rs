//! Searching among ten thousand services: a calm stream of questions, timed by the portal's own clock.

use std::{fmt::Write, time::Duration};

use anyhow::{Context, Result, ensure};
use trials::{
    citizen::Citizen,
    load,
    portal::{House, Plan},
};

use super::{Options, catalogue, suite};

/// Questions in a second: far below what the machine can do.
const RATE: f64 = 60.0;
/// The share that has to be answered within a millisecond.
const SHARE: f64 = 0.99;

/// Measures and answers what is told.
pub async fn run(options: &Options) -> Result<String> {
    let folder = options.folder.join("search");
    let plan = Plan {
        program: options.program()?,
        folder: folder.clone(),
        port: options.port + 6,
        database: None,
        settings: suite::settings(),
        wrapped_in: Vec::new(),
    };
    let mut house = House::build(plan).await?;
    // Written last: a run that was cut before begins again.
    let published = folder.join("published");
    if !published.exists() {
        let services = folder.join("services");
        eprintln!("publishing {} services…", catalogue::count());
        catalogue::write(&services)?;
        house.run(&["services", "publish", &services.display().to_string()]).await?;
        std::fs::write(&published, "")?;
    }
    house.start().await?;
    let mut told = String::new();
    for (name, route) in [("a page of results", "/search"), ("suggestions", "/api/v1/search")] {
        let line = measure(&house, options, (name, route)).await?;
        eprint!("{line}");
        told.push_str(&line);
    }
    house.stop().await?;
    Ok(told)
}

async fn measure(house: &House, options: &Options, (name, route): (&str, &'static str)) -> Result<String> {
    let asked = move |number: usize| {
        let query = catalogue::QUERIES.get(number % catalogue::QUERIES.len()).copied().unwrap_or_default();
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        format!("{route}?q={query}")
    };
    let before = within(house, route).await?;
    let workers = (0..8).map(|place| (Citizen::new(house.address), place)).collect();
    let span = Duration::from_secs(if options.quick { 5 } else { 20 });
    let outcome = load::open(workers, RATE, span, move |(mut citizen, number): (Citizen, usize)| async move {
        let answer = citizen.get(&asked(number)).await;
        let done = answer.and_then(|answer| {
            ensure!(answer.status == 200, "{}", answer.status);
            Ok(())
        });
        ((citizen, number + 1), done)
    })
    .await?
    .all_well()?;
    let after = within(house, route).await?;
    let (fast, all) = (after.0 - before.0, after.1 - before.1);
    let share = fast / all.max(1.0);
    let mut told = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(
        told,
        "\nSearch among {} services, {name}: {:.1} % of {all:.0} within a millisecond by the portal's clock (aim p99 ≤ 1 ms, {}); \
         with the way there and back p50 {}, p99 {}.",
        catalogue::count(),
        share * 100.0,
        if share >= SHARE { "met" } else { "**missed**" },
        super::table::millis(outcome.quantile(0.5)),
        super::table::millis(outcome.quantile(0.99)),
    );
    Ok(told)
}

/// How many requests of a route took no longer than a millisecond, and how many there were.
async fn within(house: &House, route: &str) -> Result<(f64, f64)> {
    let page = Citizen::new(house.address).get("/metrics").await?;
    ensure!(page.status == 200, "/metrics: {}", page.status);
    Ok(told_of(&page.text(), route).unwrap_or_default())
}

fn told_of(metrics: &str, route: &str) -> Option<(f64, f64)> {
    let label = format!("route=\"{route}\"");
    let value = |name: &str, more: &str| {
        let mut lines = metrics.lines().filter(|line| line.starts_with(name) && line.contains(&label));
        lines.find(|line| line.contains(more))?.rsplit(' ').next()?.parse::<f64>().ok()
    };
    let fast = value("okno_http_request_seconds_bucket", "le=\"0.001\"").context("no bucket").ok()?;
    Some((fast, value("okno_http_request_seconds_count", "")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bucket_is_read() {
        let text = "# TYPE okno_http_request_seconds histogram\n\
            okno_http_request_seconds_bucket{method=\"GET\",route=\"/search\",le=\"0.001\"} 98\n\
            okno_http_request_seconds_bucket{method=\"GET\",route=\"/search\",le=\"0.003\"} 99\n\
            okno_http_request_seconds_count{method=\"GET\",route=\"/search\"} 100\n";
        assert_eq!(told_of(text, "/search"), Some((98.0, 100.0)));
        assert_eq!(told_of(text, "/"), None);
    }
}
