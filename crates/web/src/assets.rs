//! Styles, scripts, fonts and icons, embedded into the program; addresses carry a hash of the content and never expire.

use std::{collections::HashMap, sync::OnceLock};

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use data_encoding::HEXLOWER;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;

/// What `npm run build` made in `assets/`. A build without it works and shows unstyled pages.
#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[allow_missing = true]
struct Dist;

/// Serves the assets below `/assets/`, and the icon that browsers ask for by themselves.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{*name}", get(serve))
        .route("/favicon.ico", get(|headers: HeaderMap| async move { answer("favicon.ico", &headers) }))
}

/// The address of an asset: `/assets/app.css?v=1f0c4d…`. For templates: `web::assets::url("app.css")`.
pub fn url(name: impl AsRef<str>) -> &'static str {
    addresses().get(name.as_ref()).map_or("/assets/missing", String::as_str)
}

fn addresses() -> &'static HashMap<String, String> {
    static ADDRESSES: OnceLock<HashMap<String, String>> = OnceLock::new();
    ADDRESSES.get_or_init(|| {
        let address = |name: &str| {
            let hash = Dist::get(name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
            format!("/assets/{name}?v={}", HEXLOWER.encode(hash.get(..6).unwrap_or_default()))
        };
        Dist::iter().map(|name| (name.to_string(), address(&name))).collect()
    })
}

async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    answer(&name, &headers)
}

fn answer(name: &str, headers: &HeaderMap) -> Response {
    let Some(media_type) = media_type(name) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = [("br", ".br"), ("gzip", ".gz")].into_iter().find_map(|(coding, ending)| {
        let offered = accepted.split(',').any(|part| part.split(';').next().unwrap_or_default().trim() == coding);
        offered.then(|| Dist::get(&format!("{name}{ending}")).map(|file| (file, Some(coding)))).flatten()
    });
    let Some((file, coding)) = packed.or_else(|| Dist::get(name).map(|file| (file, None))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = match file.data {
        std::borrow::Cow::Borrowed(bytes) => bytes.into_response(),
        std::borrow::Cow::Owned(bytes) => bytes.into_response(),
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// The kinds that we serve; anything else in the folder is not for browsers.
fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        "woff2" => Some("font/woff2"),
        "webmanifest" => Some("application/manifest+json"),
        "txt" => Some("text/plain; charset=utf-8"),
        _ => None,
    }
}
