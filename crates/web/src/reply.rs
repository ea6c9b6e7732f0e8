//! The few answers that handlers give.

use askama::Template;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::Failure;

/// The translation key of a message that the next page shows once; the layer turns it into a cookie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FlashKey(pub(crate) &'static str);

/// The room that a page is given before it is rendered, in bytes.
const ROOM: usize = 24 * 1024;

/// The page, 200.
pub fn html(template: impl Template) -> Response {
    rendered(StatusCode::OK, &template)
}

/// The form again, with what was typed and what was wrong, 422.
pub fn unprocessable(template: impl Template) -> Response {
    rendered(StatusCode::UNPROCESSABLE_ENTITY, &template)
}

/// Go and look there, 303: the answer to every form that did its work.
pub fn see(path: impl AsRef<str>) -> Response {
    match HeaderValue::try_from(path.as_ref()) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => Failure::Fault(anyhow::anyhow!("a redirect to an address that is no header value")).into_response(),
    }
}

/// As [`see`]; the page there shows the message once.
pub fn see_with(path: impl AsRef<str>, message_key: &'static str) -> Response {
    let mut response = see(path);
    response.extensions_mut().insert(FlashKey(message_key));
    response
}

/// A file to keep, under this name; never shown inside the page.
pub fn file(name: &str, media_type: &str, bytes: impl Into<Bytes>) -> Response {
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::try_from(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    if let Ok(value) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

pub(crate) fn rendered(status: StatusCode, template: &impl Template) -> Response {
    // Most pages fit: a text that grows is copied each time that it doubles.
    let mut text = String::with_capacity(ROOM);
    match template.render_into(&mut text) {
        Ok(()) => (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], text)
            .into_response(),
        Err(error) => Failure::from(error).into_response(),
    }
}
