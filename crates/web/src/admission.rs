//! Who is let in when everybody comes at once: a bounded number works, a bounded number waits a moment, the rest is told to
//! come back. What needs long (files, large bodies) has places of its own, so that slow senders cannot starve the pages.

use std::{sync::Arc, time::Duration};

use axum::body::HttpBody;
use http::{HeaderMap, header};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::pulse::Pulse;

/// A body up to this length is read before its request takes a place: a slow line then costs no place.
pub(crate) const SMALL: u64 = 16 * 1024;

/// How much is worked on at once.
#[derive(Debug, Clone, Copy)]
pub struct Admission {
    /// Requests in work.
    pub at_once: usize,
    /// Requests that may wait for a place.
    pub waiting: usize,
    /// How long they may wait, here or for a thread.
    pub patience: Duration,
    /// Requests with files or large bodies in work; as many may wait.
    pub uploads: usize,
}

impl Default for Admission {
    fn default() -> Self {
        Self { at_once: 256, waiting: 256, patience: Duration::from_secs(2), uploads: 32 }
    }
}

/// Where a request goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Signs of life and static files: always open, for they cost next to nothing.
    Open,
    /// Pages and forms.
    Page,
    /// Files and large bodies.
    Upload,
}

impl Way {
    pub fn of(path: &str, headers: &HeaderMap, body: &impl HttpBody) -> Self {
        if path.starts_with("/assets/") || path.starts_with("/health/") || path == "/metrics" || path == "/favicon.ico"
        {
            return Self::Open;
        }
        let is_small = body.is_end_stream() || body.size_hint().upper().is_some_and(|length| length <= SMALL);
        if is_small && !is_multipart(headers) { Self::Page } else { Self::Upload }
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"))
}

/// The places of the house.
pub(crate) struct Gate {
    pages: Places,
    uploads: Places,
    pulse: Arc<Pulse>,
    patience: Duration,
}

/// A place that was taken; free again when dropped.
pub(crate) struct Place {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Gate {
    pub fn new(settings: Admission) -> Self {
        let Admission { at_once, waiting, patience, uploads } = settings;
        Self {
            pages: Places::new(at_once, waiting, patience),
            uploads: Places::new(uploads, uploads, patience),
            pulse: Pulse::start(),
            patience,
        }
    }

    /// A place, perhaps after a short wait; none when too many are here.
    pub async fn enter(&self, way: Way) -> Option<Place> {
        if way != Way::Open && self.pulse.late() > self.patience {
            return None;
        }
        let permit = match way {
            Way::Open => None,
            Way::Page => Some(self.pages.take().await?),
            Way::Upload => Some(self.uploads.take().await?),
        };
        Some(Place { _permit: permit })
    }
}

struct Places {
    free: Arc<Semaphore>,
    queue: Semaphore,
    patience: Duration,
}

impl Places {
    fn new(at_once: usize, waiting: usize, patience: Duration) -> Self {
        Self { free: Arc::new(Semaphore::new(at_once)), queue: Semaphore::new(waiting), patience }
    }

    async fn take(&self) -> Option<OwnedSemaphorePermit> {
        // Whoever waits is served first: a permit that comes free is theirs before anybody can take it here.
        if let Ok(permit) = self.free.clone().try_acquire_owned() {
            return Some(permit);
        }
        let _turn = self.queue.try_acquire().ok()?;
        timeout(self.patience, self.free.clone().acquire_owned()).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use axum::body::Body;
    use futures_util::FutureExt;

    use super::*;

    fn gate(patience: Duration) -> Gate {
        Gate::new(Admission { at_once: 2, waiting: 1, patience, uploads: 1 })
    }

    #[tokio::test]
    async fn some_work_some_wait_and_the_rest_is_refused_at_once() {
        let gate = gate(Duration::MAX);
        let (first, second) = (gate.enter(Way::Page).await.unwrap(), gate.enter(Way::Page).await.unwrap());
        let mut third = pin!(gate.enter(Way::Page));
        assert!(third.as_mut().now_or_never().is_none(), "it waits");
        assert!(gate.enter(Way::Page).await.is_none(), "the queue is full");
        assert!(gate.enter(Way::Open).await.is_some());
        let upload = gate.enter(Way::Upload).await.unwrap();
        drop(first);
        let third = third.await.expect("the place that came free");
        drop((second, third, upload));
        for _ in 0..2 {
            let _place = gate.enter(Way::Page).await.expect("every place came back");
        }
    }

    #[tokio::test]
    async fn uploads_fill_their_own_places_only() {
        let gate = gate(Duration::MAX);
        let _upload = gate.enter(Way::Upload).await.unwrap();
        let mut second = pin!(gate.enter(Way::Upload));
        assert!(second.as_mut().now_or_never().is_none());
        assert!(gate.enter(Way::Upload).await.is_none());
        assert!(gate.enter(Way::Page).await.is_some());
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_the_patience() {
        let gate = gate(Duration::ZERO);
        let _both = (gate.enter(Way::Page).await.unwrap(), gate.enter(Way::Page).await.unwrap());
        assert!(gate.enter(Way::Page).await.is_none());
        // The place in the queue came back.
        assert!(gate.enter(Way::Page).await.is_none());
        assert_eq!(gate.pages.queue.available_permits(), 1);
    }

    #[tokio::test]
    async fn a_house_that_is_late_lets_nobody_in() {
        let mut gate = gate(Duration::from_secs(1));
        assert!(gate.enter(Way::Page).await.is_some());
        gate.pulse = Pulse::overdue();
        assert!(gate.enter(Way::Page).await.is_none() && gate.enter(Way::Upload).await.is_none());
        assert!(gate.enter(Way::Open).await.is_some());
    }

    #[test]
    fn ways_are_told_apart() {
        let of = |path: &str, kind: Option<&'static str>, length: usize| {
            let mut headers = HeaderMap::new();
            if let Some(kind) = kind {
                headers.insert(header::CONTENT_TYPE, http::HeaderValue::from_static(kind));
            }
            Way::of(path, &headers, &Body::from(vec![0; length]))
        };
        assert_eq!(of("/", None, 0), Way::Page);
        assert_eq!(of("/sign-in", Some("application/x-www-form-urlencoded"), 200), Way::Page);
        assert_eq!(of("/sign-in", Some("application/x-www-form-urlencoded"), 20_000), Way::Upload);
        assert_eq!(of("/draft", Some("multipart/form-data; boundary=x"), 200), Way::Upload);
        for open in ["/health/live", "/health/ready", "/metrics", "/assets/app.css", "/favicon.ico"] {
            assert_eq!(of(open, None, 0), Way::Open, "{open}");
        }
        let unknown = Body::from_stream(futures_util::stream::empty::<Result<bytes::Bytes, std::io::Error>>());
        assert_eq!(Way::of("/sign-in", &HeaderMap::new(), &unknown), Way::Upload, "of unknown length");
    }
}
