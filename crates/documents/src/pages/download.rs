//! Handing a file to its owner's browser: to keep or to look at, never to be stored on the way.

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use web::Query;

/// Whether the browser shows the file or saves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Keep,
    Look,
}

impl Disposition {
    /// `?view=1` looks.
    pub fn of(query: &Query) -> Self {
        if query.0.value("view") == "1" { Self::Look } else { Self::Keep }
    }
}

/// The answer with its headers.
pub fn answer(name: &str, media_type: &str, bytes: Bytes, disposition: Disposition) -> Response {
    let mut response = web::file(name, media_type, bytes);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    if disposition == Disposition::Look {
        look(headers);
    }
    response
}

fn look(headers: &mut HeaderMap) {
    let kept = headers.get(header::CONTENT_DISPOSITION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let shown = kept.replacen("attachment", "inline", 1);
    if let Ok(shown) = HeaderValue::try_from(shown) {
        headers.insert(header::CONTENT_DISPOSITION, shown);
    }
}
