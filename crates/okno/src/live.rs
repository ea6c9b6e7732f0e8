//! `/cabinet/live`: the stream by which open pages of the cabinet learn that something of their own changed.

use axum::{Router, extract::State, response::Response, routing::get};
use db::{Db, live::Feed};
use identity::Citizen;

/// The stream's route.
pub(crate) fn routes(feed: Feed, db: Db) -> Router {
    Router::new().route("/cabinet/live", get(stream)).with_state((feed, db))
}

async fn stream(
    State((feed, db)): State<(Feed, Db)>,
    citizen: Citizen,
    web::Query(asked): web::Query,
) -> web::Result<Response> {
    // Listening comes first: what changes between the two steps is told twice rather than not at all.
    let news = feed.subscribe(citizen.account);
    let mut missed = false;
    if let Some(since) = web::live::since(&asked) {
        let mut tx = db.read().await?;
        missed = db::live::changed_since(&mut tx, citizen.account, since).await?;
    }
    Ok(web::live::events_since(missed, news))
}
