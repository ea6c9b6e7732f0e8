//! Logs and metrics. Neither carries personal data: ids, codes and counts only.

use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry::LookupSpan,
    util::SubscriberInitExt,
};

use crate::config::{LogFormat, LogSection};

/// Request times in seconds; a page should be well inside the first three.
const BUCKETS: [f64; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// How often what was measured is added up. Until then every single time of a request is kept.
const UPKEEP: Duration = Duration::from_secs(5);

/// Starts logging to standard error.
///
/// # Errors
/// When the level is not understood or logging was started before.
pub fn start(section: &LogSection) -> Result<()> {
    tracing_subscriber::registry().with(lines(section, std::io::stderr)?).try_init()?;
    Ok(())
}

/// The lines of the log as the configuration wants them. Each names where it comes from: what is for whoever watches over
/// security is told from the rest by its target, in either format.
///
/// # Errors
/// When the level is not understood.
pub fn lines<S, W>(section: &LogSection, writer: W) -> Result<Box<dyn Layer<S> + Send + Sync>>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter: EnvFilter = section.level.parse().context("log.level is not understood")?;
    let lines = fmt::layer().with_writer(writer);
    Ok(match section.format {
        LogFormat::Text => lines.with_filter(filter).boxed(),
        LogFormat::Json => lines.json().with_filter(filter).boxed(),
    })
}

/// Starts collecting metrics; the handle renders them for Prometheus. A second portal in one process (as in tests)
/// gets a handle that renders nothing of its own. Must be called within a Tokio runtime.
///
/// # Errors
/// When the buckets are not accepted.
pub fn metrics() -> Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?
        .build_recorder();
    let handle = recorder.handle();
    if metrics::set_global_recorder(recorder).is_ok() {
        tokio::spawn(keep_up(handle.clone()));
    }
    Ok(handle)
}

/// Adds up what was measured, whether or not anybody ever asks for it: memory must not grow with the number of requests.
async fn keep_up(handle: PrometheusHandle) {
    let mut turn = tokio::time::interval(UPKEEP);
    loop {
        turn.tick().await;
        handle.run_upkeep();
    }
}
