//! Live updates: an event stream that tells an open page that something of its viewer changed. The script then fetches the
//! page's `main` again; the stream itself carries no data of the person.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt};

/// The event stream of a page: one event `change` with the topic for every item. Answer it from the route that the page
/// names in `data-live`.
pub fn events<T: ToString>(changes: impl Stream<Item = T> + Send + 'static) -> Response {
    let events = changes.map(|topic| Ok::<_, Infallible>(Event::default().event("change").data(topic.to_string())));
    // Proxies close silent connections after about a minute.
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}
