//! `/cabinet/live`: the stream by which open pages of the cabinet learn that something of their own changed.

use axum::{Router, extract::State, response::Response, routing::get};
use db::live::Feed;
use identity::Citizen;

/// The stream's route.
pub(crate) fn routes(feed: Feed) -> Router {
    Router::new().route("/cabinet/live", get(stream)).with_state(feed)
}

async fn stream(State(feed): State<Feed>, citizen: Citizen) -> Response {
    web::live::events(feed.subscribe(citizen.account))
}
