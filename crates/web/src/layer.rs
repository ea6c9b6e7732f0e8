//! What wraps the whole router: who asks (language, device), what is refused before any handler runs, and what every
//! answer carries.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, Predicate},
};

use crate::{
    Failure, Network, WebSettings,
    admission::{Gate, Way},
    failure::FailureNote,
    pace, preferences,
    reply::FlashKey,
    visit::{KEPT, Site, Visit, is_flash_key},
};

/// What every answer carries, whatever it is.
const EVERYWHERE: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
];

/// Files come over slow lines: their requests may take so many times longer.
const SLOW_UPLOAD: u32 = 10;

/// The longest address that is read, in bytes: longer than any that our pages make.
const LONGEST_ADDRESS: usize = 8 * 1024;

/// Wraps the router of all slices, with [`crate::routes`] among them; nothing may be wrapped around it but the server.
pub fn layer(router: Router, settings: WebSettings) -> Router {
    let gate = Arc::new(Gate::new(settings.admission));
    let site = Arc::new(Site::new(settings));
    let handle = move |request: Request, next: Next| handle(site.clone(), gate.clone(), request, next);
    router
        .layer(middleware::from_fn(handle))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_text)))
}

/// Documents and pictures are compressed already; assets come packed from the build.
fn is_text(_: StatusCode, _: http::Version, headers: &HeaderMap, _: &http::Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/") || kind.starts_with("application/json") || kind.starts_with("application/problem+json")
}

async fn handle(site: Arc<Site>, gate: Arc<Gate>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let visit = Arc::new(Visit::new(site.clone(), request.method(), request.headers(), request.uri()));
    let network = Network::of(request.headers(), request.extensions(), site.settings.proxies);
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map(MatchedPath::as_str);
    let is_forged = is_forged(&method, request.headers(), &site.settings.public_url);
    if is_forged {
        let route = route.unwrap_or("none");
        tracing::warn!(target: "security", network = %network.0, %method, route, outcome = "forged", "refused");
    }
    let extensions = request.extensions_mut();
    extensions.insert(visit.clone());
    extensions.insert(visit.viewer.clone());
    extensions.insert(site.cookies);
    extensions.insert(network);
    // Not as a layer of its own: every layer costs every request.
    DefaultBodyLimit::max(site.settings.upload_limit).apply(&mut request);
    let raw = if is_forged {
        failed(Failure::Expired)
    } else if visit.path.len() + visit.query.len() > LONGEST_ADDRESS {
        StatusCode::URI_TOO_LONG.into_response()
    } else {
        admit(&site.settings, &gate, request, next).await
    };
    let response = dress(&visit, &method, route, raw);
    site.meters.record(&method, route.unwrap_or("none"), response.status(), begun.elapsed());
    response
}

/// Lets a request in when there is a place for it. A small body is waited for before, so that its sender's line costs no
/// place; a large one is read by its handler, in a place of its kind.
async fn admit(settings: &WebSettings, gate: &Gate, request: Request, next: Next) -> Response {
    let way = Way::of(request.uri().path(), request.headers(), request.body());
    let (parts, body) = request.into_parts();
    let body = pace::paced(body, settings.pace);
    let (body, timeout) = match way {
        Way::Upload => (body, settings.timeout * SLOW_UPLOAD),
        Way::Page | Way::Open => match pace::whole(body).await {
            Ok(bytes) => (Body::from(bytes), settings.timeout),
            Err(error) if pace::is_too_slow(&error) => return failed(Failure::TooSlow),
            Err(_) => return failed(Failure::Malformed),
        },
    };
    let Some(_place) = gate.enter(way).await else {
        metrics::counter!("okno_http_refused_total").increment(1);
        return failed(Failure::Overloaded);
    };
    run(Request::from_parts(parts, body), next, timeout).await
}

/// Runs the handler; a panic or an endless wait becomes a fault.
async fn run(request: Request, next: Next, timeout: Duration) -> Response {
    let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(timeout, guarded).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => failed(Failure::Fault(anyhow::anyhow!("a handler panicked: {}", panic_text(&*panic)))),
        // Whatever it waits for is away.
        Err(_) => failed(Failure::Away(anyhow::anyhow!("a handler took longer than {timeout:?}"))),
    }
}

fn failed(failure: Failure) -> Response {
    failure.into_response()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let fixed = panic.downcast_ref::<&'static str>().copied();
    fixed.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// Whether a browser tells us that another site made it send this (Fetch Metadata, or the Origin of older browsers). Calls
/// from programs carry neither and prove themselves otherwise.
fn is_forged(method: &Method, headers: &HeaderMap, public_url: &str) -> bool {
    if method.is_safe() {
        return false;
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let is_host = |host: &str| origin.split_once("://").is_some_and(|(_, given)| given == host);
    origin != public_url && !text(header::HOST).is_some_and(is_host)
}

/// Turns failures into pages, notes into cookies, and puts on the headers that every answer carries.
fn dress(visit: &Arc<Visit>, method: &Method, route: Option<&str>, raw: Response) -> Response {
    let mut response = explain(visit, route, raw);
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let flash = response.extensions().get::<FlashKey>().map(|flash| flash.0).filter(|key| is_flash_key(key));
    let rules = visit.site.cookies;
    let is_asset = visit.path.starts_with("/assets/");
    let headers = response.headers_mut();
    if let Some(key) = flash {
        headers.append(header::SET_COOKIE, rules.set("flash", key, None));
    } else if visit.flash.is_some() && is_page && *method == Method::GET {
        headers.append(header::SET_COOKIE, rules.clear("flash"));
    }
    if visit.device.is_new && is_page {
        let line = rules.set("device", &visit.device.id.to_string(), Some(preferences::KEEP_FOR));
        headers.append(header::SET_COOKIE, line);
    }
    if visit.lang_chosen && !is_asset {
        headers.append(header::SET_COOKIE, rules.set("lang", visit.lang.code(), Some(preferences::KEEP_FOR)));
    }
    secure(visit, headers);
    response
}

/// A failure, or a bare error of the router, becomes a page (or a problem document) in the visitor's language. The log has the
/// route, never the address: that may hold a secret that is good for one use.
fn explain(visit: &Arc<Visit>, route: Option<&str>, raw: Response) -> Response {
    let status = raw.status();
    let note = raw.extensions().get::<FailureNote>().cloned();
    let is_bare = note.is_none()
        && (status.is_client_error() || status.is_server_error())
        && raw.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let failure = match note {
        Some(note) => note.0,
        None if is_bare => Arc::new(Failure::of_status(status)),
        None => return raw,
    };
    let route = route.unwrap_or("none");
    match &*failure {
        Failure::Fault(error) => {
            tracing::error!(reference = %visit.reference, route, error = %format!("{error:#}"), "fault");
        }
        Failure::Away(error) => {
            tracing::warn!(reference = %visit.reference, route, error = %format!("{error:#}"), "away");
        }
        _ => {}
    }
    let mut response = failure.render(status, visit);
    for line in raw.headers().get_all(header::SET_COOKIE) {
        response.headers_mut().append(header::SET_COOKIE, line.clone());
    }
    if let Some(allowed) = raw.headers().get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    response
}

fn secure(visit: &Visit, headers: &mut HeaderMap) {
    let begins =
        |name, with: &[u8]| headers.get(name).is_some_and(|value: &HeaderValue| value.as_bytes().starts_with(with));
    // A picture runs nothing; should a browser take it for something else, that may do nothing either. What a PDF would run
    // has no rights then; browsers show it all the same.
    let is_file = begins(header::CONTENT_TYPE, b"image/") || begins(header::CONTENT_TYPE, b"application/pdf");
    let is_kept = is_file || begins(header::CONTENT_DISPOSITION, b"attachment");
    let policy = if is_kept { HeaderValue::from_static(KEPT) } else { visit.site.content_security.clone() };
    // In one go: every answer has them all, and a table that grows is copied.
    headers.reserve(EVERYWHERE.len() + 4);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(reference) = HeaderValue::from_str(&visit.reference) {
        headers.insert(HeaderName::from_static("x-request-id"), reference);
    }
    if visit.site.settings.public_url.starts_with("https://") {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
}
