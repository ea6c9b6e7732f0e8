//! The door that strangers knock at: HTTP/1.1 over TCP, where everything that a stranger can draw out or pile up has an end.
//!
//! Headers have a time and a size, bodies a pace (in [`web`]), answers must be read, connections are counted, and a stop
//! waits for what is under way, but not for ever.

mod patient;

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::Service;

use self::patient::Patient;

/// The smallest buffer that the library takes, in bytes.
const SMALLEST_BUFFER: usize = 8 * 1024;

/// How many strangers at a time are told that there is no connection left for them; more are hung up on.
const TOLD: usize = 64;

/// What they are told.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 2\r\ncontent-type: text/plain; charset=utf-8\r\n\
content-length: 21\r\nconnection: close\r\n\r\nToo many connections\n";

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections open at once.
    pub connections: usize,
    /// How long the headers of a request may take to come, and how long a connection may stay idle between two requests.
    pub headers_within: Duration,
    /// How many headers a request may have.
    pub headers: usize,
    /// How many bytes all of them may have.
    pub headers_bytes: usize,
    /// How long a stranger may not read what we answer.
    pub unread_for: Duration,
    /// How long requests under way may go on after a stop.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            headers_within: Duration::from_secs(20),
            headers: 100,
            headers_bytes: 32 * 1024,
            unread_for: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

/// Serves until told to stop; then takes nobody new, lets what is under way end, and cuts what does not.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let told = Arc::new(Semaphore::new(TOLD));
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(_ended) = open.join_next(), if !open.is_empty() => continue,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, as a rule: those in use come free.
                tracing::warn!(%error, "a connection could not be taken");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        if let Ok(place) = places.clone().try_acquire_owned() {
            open.spawn(converse(stream, peer, router.clone(), limits, stop.clone(), place));
        } else if let Ok(place) = told.clone().try_acquire_owned() {
            metrics::counter!("okno_connections_refused_total").increment(1);
            open.spawn(refuse(stream, limits.headers_within, place));
        }
    }
    drop(listener);
    let all = async { while open.join_next().await.is_some() {} };
    if timeout(limits.grace, all).await.is_err() {
        tracing::warn!("connections that did not end in time are cut");
    }
}

/// One connection, request after request.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    stop: CancellationToken,
    _place: OwnedSemaphorePermit,
) {
    let _slower = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers_within)
        .max_headers(limits.headers)
        .max_header_size(limits.headers_bytes)
        // What is read ahead, headers among it; no less than the library takes.
        .max_buf_size(limits.headers_bytes.max(SMALLEST_BUFFER) * 2)
        .serve_connection(TokioIo::new(Patient::new(stream, limits.unread_for)), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "a connection broke off");
    }
}

/// Says that the house is full. What was sent is read first: closing over unread bytes would take the answer back.
async fn refuse(mut stream: TcpStream, within: Duration, _place: OwnedSemaphorePermit) {
    let told = async {
        let mut sent = [0; 4096];
        let _bytes = stream.read(&mut sent).await?;
        stream.write_all(FULL).await?;
        stream.shutdown().await
    };
    let _gone = timeout(within, told).await;
}
