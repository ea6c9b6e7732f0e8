//! The real client against a server that says whatever bytes a test tells it to say: at the door of tokens and at that of
//! questions. It gives up in time, believes nothing, and repeats neither secrets nor what was asked.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use base::{Cx, Timestamp};
use identity::checks::{Answer, HttpRegistries, Registries, RegistrySettings};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::people::anna;

/// What a door says to everybody.
#[derive(Clone)]
enum Says {
    /// An answer with this status, these further headers and this body.
    Answer(&'static str, &'static str, String),
    /// These very bytes.
    Bytes(&'static [u8]),
    /// A right beginning, and then a byte now and then, without end.
    Trickle,
    /// A body without end, as fast as it goes.
    Endless,
    /// Nothing, and the connection stays open.
    Silence,
}

/// A server and how often each door was knocked at.
struct Server {
    client: HttpRegistries,
    tokens: Arc<AtomicU32>,
    questions: Arc<AtomicU32>,
}

async fn door(says: Says) -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let knocks = Arc::<AtomicU32>::default();
    let counted = knocks.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(say(stream, says.clone()));
        }
    });
    (address, knocks)
}

async fn say(mut stream: TcpStream, says: Says) {
    // The whole question is a few hundred bytes; what has come of it is enough to answer.
    let mut asked = [0; 4096];
    let _ = stream.read(&mut asked).await;
    let begun = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n";
    match says {
        Says::Answer(status, headers, body) => {
            let length = body.len();
            let text =
                format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}");
            let _ = stream.write_all(text.as_bytes()).await;
            // Until the client has read it and gone.
            while stream.read(&mut asked).await.is_ok_and(|read| read > 0) {}
        }
        Says::Bytes(bytes) => drop(stream.write_all(bytes).await),
        Says::Trickle => {
            let _ = stream.write_all(begun).await;
            let mut turn = tokio::time::interval(std::time::Duration::from_millis(20));
            while stream.write_all(b" ").await.is_ok() {
                turn.tick().await;
            }
        }
        Says::Endless => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await;
            while stream.write_all(&[b' '; 16 * 1024]).await.is_ok() {}
        }
        Says::Silence => while stream.read(&mut asked).await.is_ok_and(|read| read > 0) {},
    }
}

fn answer(status: &'static str, body: &str) -> Says {
    Says::Answer(status, "content-type: application/json\r\n", body.to_owned())
}

fn granted() -> Says {
    answer("200 OK", r#"{"access_token": "a-token", "token_type": "bearer", "expires_in": 300}"#)
}

async fn open(token: Says, question: Says, timeout_seconds: u64) -> Server {
    let (token_url, tokens) = door(token).await;
    let (base_url, questions) = door(question).await;
    let settings = RegistrySettings {
        base_url,
        token_url,
        client_id: "okno".into(),
        client_secret: "a-secret-of-ours".into(),
        scope: String::new(),
        ca_file: None,
        timeout_seconds,
    };
    let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
    Server { client: HttpRegistries::new(settings, cx).unwrap(), tokens, questions }
}

/// Long enough for every answer, however busy the machine is.
const PATIENCE: u64 = 300;

/// How long to wait for a door that says this: of one that never comes to an end that is what shall be seen.
const fn patience(says: &Says) -> u64 {
    if matches!(says, Says::Trickle | Says::Silence) { 1 } else { PATIENCE }
}

impl Server {
    async fn refused(&self) -> String {
        let told = self.client.ask(&anna().pension_question()).await.unwrap_err().to_string();
        for secret in ["a-secret-of-ours", "a-token", "127.0.0.1", "Ветрова", "146-728", "14672839194"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
        told
    }
}

/// Bodies of the token endpoint that grant nothing, and what is said of them.
fn no_tokens() -> Vec<(Says, &'static str)> {
    let ok = |body: &str| answer("200 OK", body);
    let long = format!(r#"{{"access_token": "{}", "token_type": "bearer"}}"#, "a".repeat(70_000));
    vec![
        (ok(""), "cannot be read"),
        (ok("<html>Вход</html>"), "cannot be read"),
        (ok("[]"), "cannot be read"),
        (ok(r#"{"access_token": 7, "token_type": "bearer"}"#), "cannot be read"),
        (ok(r#"{"access_token": "a-token"}"#), "cannot be read"),
        (ok(r#"{"access_token": "a-token", "token_type": "bearer", "expires_in": "soon"}"#), "cannot be read"),
        (ok(r#"{"access_token": "a-token", "token_type": "bearer"}{"more": 1}"#), "cannot be read"),
        (ok(r#"{"error": "invalid_client", "error_description": "a-secret-of-ours"}"#), "cannot be read"),
        (ok(r#"{"access_token": "a-token", "token_type": "mac"}"#), "of a kind that we cannot use"),
        (ok(r#"{"access_token": "a-token", "token_type": "DPoP"}"#), "of a kind that we cannot use"),
        (ok(r#"{"access_token": "", "token_type": "bearer"}"#), "cannot use"),
        (ok("{\"access_token\": \"a\\r\\nb\", \"token_type\": \"bearer\"}"), "cannot use"),
        (ok(&format!("{}{}", "[".repeat(60_000), "")), "cannot be read"),
        (ok(&long), "too long"),
        (answer("401 Unauthorized", r#"{"error": "invalid_client"}"#), "401"),
        (answer("204 No Content", ""), "cannot be read"),
        (answer("500 Internal Server Error", "a-secret-of-ours"), "500"),
        (Says::Answer("302 Found", "location: http://127.0.0.1:9/a\r\n", String::new()), "302"),
        (Says::Answer("307 Temporary Redirect", "location: /again\r\n", String::new()), "307"),
        (Says::Bytes(b""), "no connection"),
        (Says::Bytes(b"\xff\xfe not http at all\r\n\r\n"), "no connection"),
        (Says::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"acc"), "no connection"),
        (Says::Endless, "too long"),
        (Says::Trickle, "no answer in time"),
        (Says::Silence, "no answer in time"),
    ]
}

#[tokio::test]
async fn whatever_the_token_endpoint_says_nothing_is_asked_without_a_token() {
    for (says, told) in no_tokens() {
        let patience = patience(&says);
        let agreed = answer("200 OK", r#"{"result": "agreed", "fields": [], "status": "active"}"#);
        let server = open(says, agreed, patience).await;
        let refused = server.refused().await;
        assert!(refused.contains(told), "{told:?} in {refused}");
        assert_eq!(server.questions.load(Ordering::SeqCst), 0, "{told}: somebody's data went out without a token");
    }
}

#[tokio::test]
async fn whatever_a_registry_says_only_a_plain_agreement_counts() {
    let ok = |body: &str| answer("200 OK", body);
    let agreed = r#"{"result": "agreed", "fields": [], "status": "active"}"#;
    for (says, told) in [
        (ok(""), "cannot be read"),
        (ok("null"), "cannot be read"),
        (ok(&agreed.repeat(2)), "cannot be read"),
        (ok(&agreed.replace("agreed", "AGREED")), "unknown result"),
        (ok(&agreed.replace("active", "Active")), "unknown status"),
        (ok(&agreed.replace("[]", r#"["born_on"]"#)), "contradicts itself"),
        (ok(&format!("{agreed}{}", " ".repeat(70_000))), "too long"),
        (answer("206 Partial Content", r#"{"result": "agr"#), "cannot be read"),
        (answer("302 Found", agreed), "302"),
        (answer("404 Not Found", agreed), "404"),
        (answer("503 Service Unavailable", agreed), "503"),
        (Says::Answer("308 Permanent Redirect", "location: http://127.0.0.1:9/\r\n", agreed.to_owned()), "308"),
        (Says::Endless, "too long"),
        (Says::Trickle, "no answer in time"),
        (Says::Silence, "no answer in time"),
    ] {
        let mut patience = patience(&says);
        let (server, refused) = loop {
            let server = open(granted(), says.clone(), patience).await;
            let refused = server.refused().await;
            // A busy machine may be late with the token already; then nothing was asked yet.
            if server.questions.load(Ordering::SeqCst) > 0 || patience >= PATIENCE {
                break (server, refused);
            }
            patience *= 2;
        };
        assert!(refused.contains(told), "{told:?} in {refused}");
        assert_eq!(server.questions.load(Ordering::SeqCst), 1, "{told}: asked once, the job comes again");
    }
    let server = open(granted(), ok(agreed), PATIENCE).await;
    assert_eq!(server.client.ask(&anna().pension_question()).await.unwrap(), Answer::Agreed);
}

#[tokio::test]
async fn a_token_that_is_never_right_is_asked_for_anew_once() {
    let server = open(granted(), answer("401 Unauthorized", ""), PATIENCE).await;
    assert!(server.refused().await.contains("401"));
    assert_eq!((server.tokens.load(Ordering::SeqCst), server.questions.load(Ordering::SeqCst)), (2, 2));
    // One that ends before it begins is used once and asked for again.
    let ended = r#"{"access_token": "a-token", "token_type": "bearer", "expires_in": -5}"#;
    let server = open(answer("200 OK", ended), answer("200 OK", r#"{"result": "not_found"}"#), PATIENCE).await;
    for _ in 0..2 {
        assert_eq!(server.client.ask(&anna().pension_question()).await.unwrap(), Answer::NotFound);
    }
    assert_eq!(server.tokens.load(Ordering::SeqCst), 2);
}
