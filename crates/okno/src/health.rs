//! Signs of life for whoever runs the portal: liveness, readiness, metrics.

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use db::Db;
use metrics_exporter_prometheus::PrometheusHandle;

/// `/health/live`, `/health/ready` and `/metrics`.
pub(crate) fn routes(db: Db, metrics: PrometheusHandle) -> Router {
    Router::new()
        .route("/health/live", get(|| async { "alive\n" }))
        .route("/health/ready", get(ready).with_state(db))
        .route("/metrics", get(move || async move { metrics.render() }))
}

/// Ready when the database answers; a balancer sends nobody here before.
async fn ready(State(db): State<Db>) -> impl IntoResponse {
    match db.read().await {
        Ok(mut tx) => match tx.one::<i64>("select 1", db::p![]).await {
            Ok(Some(1)) => (StatusCode::OK, "ready\n"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
        },
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
