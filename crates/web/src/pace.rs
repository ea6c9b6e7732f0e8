//! A body that must keep pace: whoever sends slower than agreed is cut off, so that a thousand trickling senders hold
//! nothing for long.

use std::{fmt, time::Duration};

use axum::body::{Body, BodyDataStream, HttpBody};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout_at};

/// How slow a sender may be.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// What every body is given beside the time that its length needs.
    pub grace: Duration,
    /// The slowest line that is served, in bytes a second.
    pub bytes_per_second: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { grace: Duration::from_secs(10), bytes_per_second: 4 * 1024 }
    }
}

/// The sender was too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body came too slowly")
    }
}

impl std::error::Error for TooSlow {}

/// The body under a pace.
pub(crate) fn paced(body: Body, pace: Pace) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let sender = Sender { body: body.into_data_stream(), pace, begun: Instant::now(), seen: 0 };
    Body::from_stream(stream::unfold(Some(sender), next))
}

/// Reads a whole small body; [`is_too_slow`] says whether the sender was.
pub(crate) async fn whole(body: Body) -> Result<Bytes, axum::Error> {
    body.collect().await.map(http_body_util::Collected::to_bytes)
}

/// Whether an error of reading a body was [`TooSlow`], however deep.
pub(crate) fn is_too_slow(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(<dyn std::error::Error>::is::<TooSlow>)
}

struct Sender {
    body: BodyDataStream,
    pace: Pace,
    begun: Instant,
    seen: u64,
}

impl Sender {
    /// Until when the next piece must be here: the grace, and the time that an agreed line needs for what came.
    fn deadline(&self) -> Instant {
        let needed = Duration::from_secs(self.seen / u64::from(self.pace.bytes_per_second.max(1)));
        self.begun + self.pace.grace + needed
    }
}

async fn next(sender: Option<Sender>) -> Option<(Result<Bytes, axum::Error>, Option<Sender>)> {
    let mut sender = sender?;
    match timeout_at(sender.deadline(), sender.body.next()).await {
        Ok(Some(Ok(piece))) => {
            sender.seen = sender.seen.saturating_add(piece.len() as u64);
            Some((Ok(piece), Some(sender)))
        }
        Ok(Some(Err(error))) => Some((Err(error), None)),
        Ok(None) => None,
        Err(_) => Some((Err(axum::Error::new(TooSlow)), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Pace = Pace { grace: Duration::ZERO, bytes_per_second: 1 };

    fn never() -> stream::Pending<Result<Bytes, std::io::Error>> {
        stream::pending()
    }

    #[tokio::test]
    async fn what_is_there_is_read_and_what_never_comes_is_cut() {
        let ready = paced(Body::from("abc"), NOW);
        assert_eq!(whole(ready).await.unwrap(), "abc");
        let error = whole(paced(Body::from_stream(never()), NOW)).await.unwrap_err();
        assert!(is_too_slow(&error), "{error}");
    }

    #[test]
    fn a_longer_body_is_given_more_time() {
        let body = Body::from_stream(never()).into_data_stream();
        let pace = Pace { grace: Duration::from_secs(10), bytes_per_second: 100 };
        let mut sender = Sender { body, pace, begun: Instant::now(), seen: 0 };
        assert_eq!(sender.deadline() - sender.begun, Duration::from_secs(10));
        sender.seen = 1_000;
        assert_eq!(sender.deadline() - sender.begun, Duration::from_secs(20));
    }
}
