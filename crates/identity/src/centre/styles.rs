//! The style of the printed act: the one sheet of the portal that is meant for paper first.

use axum::response::{IntoResponse, Response};

const ACT: &str = include_str!("../../templates/centre/act.css");

pub(super) async fn act() -> Response {
    ([("content-type", "text/css; charset=utf-8"), ("cache-control", "public, max-age=3600")], ACT).into_response()
}
