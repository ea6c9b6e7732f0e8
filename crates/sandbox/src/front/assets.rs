//! Style, script and font of the pages, built into the program.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::routes::refusal;

/// `GET /assets/{name}`.
pub(super) async fn show(Path(name): Path<String>) -> Response {
    let (media_type, bytes): (&str, &'static [u8]) = match name.as_str() {
        "sandbox.css" => ("text/css; charset=utf-8", include_bytes!("../../assets/sandbox.css")),
        "live.js" => ("text/javascript; charset=utf-8", include_bytes!("../../assets/live.js")),
        "golos-cyrillic.woff2" => ("font/woff2", include_bytes!("../../assets/golos-text-cyrillic-wght-normal.woff2")),
        "golos-latin.woff2" => ("font/woff2", include_bytes!("../../assets/golos-text-latin-wght-normal.woff2")),
        "golos-latin-ext.woff2" => {
            ("font/woff2", include_bytes!("../../assets/golos-text-latin-ext-wght-normal.woff2"))
        }
        _ => return refusal(StatusCode::NOT_FOUND, "not_found", "no such file"),
    };
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "max-age=60")], bytes).into_response()
}
