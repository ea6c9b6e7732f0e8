//! Live updates: an event stream that tells an open page that something of its viewer changed. The script then fetches the
//! page's `main` again; the stream itself carries no data of the person.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use base::Timestamp;
use futures_util::{Stream, StreamExt};

use crate::Fields;

/// When the page was made that begins to listen, as its script says; absent when it did not, or said no instant.
pub fn since(query: &Fields) -> Option<Timestamp> {
    Timestamp::from_microsecond(query.value("since").parse().ok()?).ok()
}

/// As [`events`], with one event at once when something changed before the page began to listen.
pub fn events_since<T: ToString>(is_behind: bool, changes: impl Stream<Item = T> + Send + 'static) -> Response {
    let missed = futures_util::stream::iter(is_behind.then(|| "missed".to_owned()));
    events(missed.chain(changes.map(|topic| topic.to_string())))
}

/// The event stream of a page: one event `change` with the topic for every item. Answer it from the route that the page
/// names in `data-live`.
pub fn events<T: ToString>(changes: impl Stream<Item = T> + Send + 'static) -> Response {
    let events = changes.map(|topic| Ok::<_, Infallible>(Event::default().event("change").data(topic.to_string())));
    // Proxies close silent connections after about a minute.
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}
