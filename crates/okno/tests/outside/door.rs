//! The server over real sockets against strangers who trickle, flood, do not read and do not leave. Limits are short here;
//! every wait is for an event.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    routing::{get, post},
};
use base::{Cx, Timestamp};
use okno::server::{self, Limits};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::sandbox::PATIENCE;

const MOMENT: Duration = Duration::from_millis(100);
/// For limits that a test is not about.
const LONG: Duration = Duration::from_mins(5);

struct Door {
    address: std::net::SocketAddr,
    /// Lets one request to `/held` go on.
    held: Arc<Semaphore>,
    /// Counts requests that came to `/held`, and answers of `/flood` that were given up.
    came: Arc<Semaphore>,
    stop: CancellationToken,
    served: JoinHandle<()>,
}

fn patient() -> Limits {
    Limits { headers_within: LONG, unread_for: LONG, grace: LONG, ..Limits::default() }
}

struct Dropped(Arc<Semaphore>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

async fn open(limits: Limits) -> Door {
    open_at("127.0.0.1:0", limits).await
}

async fn open_at(address: &str, limits: Limits) -> Door {
    let (held, came) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (gate, seen, given_up) = (held.clone(), came.clone(), came.clone());
    let hold = move || async move {
        seen.add_permits(1);
        gate.acquire().await.unwrap().forget();
        "let go"
    };
    let flood = move || async move {
        let guard = Dropped(given_up);
        Body::from_stream(futures_util::stream::repeat_with(move || {
            let _kept = &guard;
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 64 * 1024]))
        }))
    };
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/echo", post(|body: String| async move { body }))
        .route("/held", get(hold))
        .route("/flood", get(flood));
    let (cx, _) = Cx::test(Timestamp::UNIX_EPOCH);
    let mut settings = web::testing::settings(cx, &[]);
    settings.pace = web::Pace { grace: MOMENT, bytes_per_second: 1_000_000 };
    let listener = TcpListener::bind(address).await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let served = tokio::spawn(server::serve(listener, web::layer(router, settings), limits, stop.clone()));
    Door { address, held, came, stop, served }
}

impl Door {
    async fn knock(&self, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        stream
    }

    /// Everything that is said until the server closes.
    async fn say(&self, words: &str) -> String {
        rest(self.knock(words).await).await
    }

    async fn seen(&self) {
        timeout(PATIENCE, self.came.acquire()).await.expect("it happens in time").unwrap().forget();
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A reset after the answer is an end like any other.
    let _reset = timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("the server closes in time");
    String::from_utf8_lossy(&said).into_owned()
}

/// Reads until these words have come.
async fn until(stream: &mut TcpStream, words: &str) -> String {
    let mut said = String::new();
    while !said.contains(words) {
        let mut piece = [0; 4096];
        let read = timeout(PATIENCE, stream.read(&mut piece)).await.expect("an answer in time").unwrap();
        assert_ne!(read, 0, "closed after: {said}");
        said.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
    said
}

#[tokio::test]
async fn headers_that_trickle_and_connections_that_idle_are_cut() {
    let door = open(Limits { headers_within: MOMENT, ..patient() }).await;
    let said = door.say("GET / HTTP/1.1\r\nhost: a\r\nx-slow: ").await;
    assert!(!said.contains("200"), "{said}");
    // A whole request is answered; then the connection idles. To a busy machine its own request may be one that trickles.
    let mut within = MOMENT;
    loop {
        let door = open(Limits { headers_within: within, ..patient() }).await;
        let said = door.say("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        if said.ends_with("here") {
            break;
        }
        within *= 2;
        assert!(within < PATIENCE, "a whole request is not answered: {said}");
    }
}

#[tokio::test]
async fn bodies_that_trickle_are_told_so() {
    let door = open(patient()).await;
    let head = "POST /echo HTTP/1.1\r\nhost: a\r\naccept-language: en\r\ncontent-type: text/plain\r\n";
    let said = door.say(&format!("{head}connection: close\r\ncontent-length: 10\r\n\r\nabc")).await;
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("The connection is too slow"), "{said}");
    let said = door.say(&format!("{head}connection: close\r\ncontent-length: 3\r\n\r\nabc")).await;
    assert!(said.ends_with("abc"), "{said}");
}

#[tokio::test]
async fn too_many_and_too_long_headers_are_refused() {
    let door = open(patient()).await;
    let many = "x-a: b\r\n".repeat(Limits::default().headers + 1);
    let said = door.say(&format!("GET / HTTP/1.1\r\nhost: a\r\n{many}\r\n")).await;
    assert!(said.starts_with("HTTP/1.1 431"), "{said}");
    let long = "x".repeat(Limits::default().headers_bytes);
    let said = door.say(&format!("GET / HTTP/1.1\r\nhost: a\r\nx-a: {long}\r\n\r\n")).await;
    assert!(said.starts_with("HTTP/1.1 431"), "{said}");
    let address = "a".repeat(9_000);
    let said = door.say(&format!("GET /{address} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).await;
    assert!(said.starts_with("HTTP/1.1 414"), "{said}");
    let said = door.say("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd").await;
    assert!(said.starts_with("HTTP/1.1 400"), "{said}");
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_their_order() {
    let door = open(patient()).await;
    let post = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nfirst";
    let said = door.say(&format!("{post}GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).await;
    let (first, second) = (said.find("first").unwrap(), said.find("here").unwrap());
    assert!(first < second && said.matches("HTTP/1.1 200").count() == 2, "{said}");
}

#[tokio::test]
async fn connections_are_counted() {
    let door = open(Limits { connections: 1, ..patient() }).await;
    let mut only = door.knock("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    until(&mut only, "here").await;
    let said = door.say("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(said.starts_with("HTTP/1.1 503") && said.contains("retry-after: 2"), "{said}");
    drop(only);
    let deadline = Instant::now() + PATIENCE;
    while !door.say("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < deadline, "the place of the connection that closed is not free again");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn whoever_does_not_read_is_left() {
    let door = open(Limits { unread_for: MOMENT, ..patient() }).await;
    let _unread = door.knock("GET /flood HTTP/1.1\r\nhost: a\r\n\r\n").await;
    door.seen().await;
}

#[tokio::test]
async fn a_stop_lets_work_end_and_takes_nobody_new() {
    // An address of its own: nobody else's door opens where this one closes.
    let door = open_at("127.77.0.2:0", patient()).await;
    let mut idle = door.knock("GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    until(&mut idle, "here").await;
    let working = door.knock("GET /held HTTP/1.1\r\nhost: a\r\n\r\n").await;
    door.seen().await;
    door.stop.cancel();
    assert_eq!(rest(idle).await, "", "an idle connection is closed at once");
    door.held.add_permits(1);
    let said = rest(working).await;
    assert!(said.ends_with("let go") && said.contains("connection: close"), "{said}");
    timeout(PATIENCE, door.served).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(door.address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let door = open(Limits { grace: MOMENT, ..patient() }).await;
    let working = door.knock("GET /held HTTP/1.1\r\nhost: a\r\n\r\n").await;
    door.seen().await;
    door.stop.cancel();
    timeout(PATIENCE, door.served).await.expect("it ends").unwrap();
    assert_eq!(rest(working).await, "");
}
