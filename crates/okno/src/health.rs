//! Signs of life for whoever runs the portal: liveness, readiness, metrics.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::{Extensions, HeaderMap, StatusCode},
    response::IntoResponse,
    routing::get,
};
use db::Db;
use metrics_exporter_prometheus::PrometheusHandle;
use web::Failure;

/// A database that needs longer to say a word is not ready.
const PATIENCE: Duration = Duration::from_secs(3);

/// `/health/live`, `/health/ready` and `/metrics`.
pub(crate) fn routes(db: Db, metrics: PrometheusHandle) -> Router {
    Router::new().merge(signs(db)).route("/metrics", get(tell).with_state(metrics))
}

/// `/health/live` and `/health/ready`.
pub fn signs(db: Db) -> Router {
    Router::new().route("/health/live", get(|| async { "alive\n" })).route("/health/ready", get(ready).with_state(db))
}

/// Numbers of the house are for those who run it: a stranger finds nothing here.
async fn tell(
    State(metrics): State<PrometheusHandle>,
    headers: HeaderMap,
    extensions: Extensions,
) -> web::Result<String> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if peer.is_some_and(|peer| is_of_the_house(peer, &headers)) { Ok(metrics.render()) } else { Err(Failure::NotFound) }
}

/// Whether a request comes from this machine or its private network, and not through a proxy, which speaks for strangers.
fn is_of_the_house(peer: IpAddr, headers: &HeaderMap) -> bool {
    let is_near = match peer.to_canonical() {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    };
    let is_passed_on =
        ["x-forwarded-for", "forwarded", "via", "x-real-ip"].iter().any(|name| headers.contains_key(*name));
    is_near && !is_passed_on
}

/// Ready when the database answers; a balancer sends nobody here before.
async fn ready(State(db): State<Db>) -> impl IntoResponse {
    let answers = async { db.read().await?.one::<i64>("select 1", db::p![]).await };
    match tokio::time::timeout(PATIENCE, answers).await {
        Ok(Ok(Some(1))) => (StatusCode::OK, "ready\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn metrics_are_for_the_house() {
        let of = |peer: &str, headers: &HeaderMap| is_of_the_house(peer.parse().unwrap(), headers);
        let (direct, mut passed_on) = (HeaderMap::new(), HeaderMap::new());
        passed_on.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.5"));
        for near in ["127.0.0.1", "10.1.2.3", "192.168.0.9", "::1", "fd00::1", "::ffff:10.0.0.1"] {
            assert!(of(near, &direct) && !of(near, &passed_on), "{near}");
        }
        for far in ["203.0.113.5", "2001:db8::1", "::ffff:203.0.113.5"] {
            assert!(!of(far, &direct), "{far}");
        }
    }
}
