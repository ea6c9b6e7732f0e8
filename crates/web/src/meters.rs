//! What every request is counted by: found once for each route, not made anew for each request.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
    time::Duration,
};

use http::{Method, StatusCode};
use metrics::{Counter, Histogram};

/// The counters of all routes, as they come to be asked for.
#[derive(Default)]
pub(crate) struct Meters(RwLock<HashMap<String, Vec<Meter>>>);

/// Requests of one route that had the same method and status.
struct Meter {
    method: &'static str,
    status: StatusCode,
    requests: Counter,
    seconds: Histogram,
}

impl Meters {
    /// Counts a request that was answered.
    pub fn record(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let method = known(method);
        if !self.count(method, route, status, took) {
            self.add(Meter::new(method, route, status), route);
            self.count(method, route, status, took);
        }
    }

    fn count(&self, method: &'static str, route: &str, status: StatusCode, took: Duration) -> bool {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(route).and_then(|of| of.iter().find(|meter| meter.is_of(method, status)));
        if let Some(meter) = found {
            meter.requests.increment(1);
            meter.seconds.record(took.as_secs_f64());
        }
        found.is_some()
    }

    fn add(&self, meter: Meter, route: &str) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let of = all.entry(route.to_owned()).or_default();
        if !of.iter().any(|known| known.is_of(meter.method, meter.status)) {
            of.push(meter);
        }
    }
}

impl Meter {
    fn new(method: &'static str, route: &str, status: StatusCode) -> Self {
        let (route, code) = (route.to_owned(), status.as_str().to_owned());
        Self {
            method,
            status,
            requests: metrics::counter!("okno_http_requests_total", "method" => method, "route" => route.clone(), "status" => code),
            seconds: metrics::histogram!("okno_http_request_seconds", "method" => method, "route" => route),
        }
    }

    fn is_of(&self, method: &str, status: StatusCode) -> bool {
        self.method == method && self.status == status
    }
}

/// Methods that strangers make up are counted together: each would be kept for ever.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"];
    KNOWN.into_iter().find(|known| method.as_str() == *known).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_methods_are_counted_together() {
        let meters = Meters::default();
        for method in ["GET", "GET", "POST", "FOO", "BAR", "get"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            meters.record(&method, "/", StatusCode::OK, Duration::ZERO);
        }
        let all = meters.0.read().unwrap();
        let methods: Vec<&str> = all["/"].iter().map(|meter| meter.method).collect();
        assert_eq!(methods, ["GET", "POST", "other"]);
    }
}
