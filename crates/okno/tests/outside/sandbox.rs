//! The sandbox as a process of its own on free ports, and what a test asks of it. It ends with the value.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde::Deserialize;
use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};

/// How long anything outside may take: for what hangs, not for what a busy machine does slowly.
pub const PATIENCE: Duration = Duration::from_mins(5);

/// Where the sandbox answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Doors {
    pub http: String,
    pub https: String,
    pub smpp: SocketAddr,
    pub smtp: SocketAddr,
}

/// A message that somebody got.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Deserialize)]
struct Messages {
    messages: Vec<Message>,
}

pub struct Sandbox {
    pub doors: Doors,
    pub http: reqwest::Client,
    folder: TempDir,
    _child: Child,
}

impl Sandbox {
    /// Starts a sandbox that knows the people of the demo and tells of payments at `webhook`.
    pub async fn start(webhook: &str) -> Self {
        // As the program does at its start; another test may have done it before.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(program())
            .args(["--port", "0", "--tls-port", "0", "--smpp-port", "0", "--smtp-port", "0", "--log", "warn"])
            .args(["--webhook", webhook])
            .arg("--data")
            .arg(folder.path().join("sandbox"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = timeout(PATIENCE, lines.next_line()).await.expect("the sandbox opens its doors in time").unwrap();
        let doors = serde_json::from_str(&line.expect("the sandbox says where its doors are")).unwrap();
        Self { doors, http: reqwest::Client::new(), folder, _child: child }
    }

    /// A folder that lives as long as the sandbox.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a system behave: `ok`, `down`, `disagree`.
    pub async fn control(&self, system: &str, mode: &str) {
        self.set(&json!({ "system": system, "mode": mode })).await;
    }

    /// Makes a system talk nonsense of a kind.
    pub async fn rubbish(&self, system: &str, kind: &str) {
        self.set(&json!({ "system": system, "mode": "rubbish", "kind": kind })).await;
    }

    /// Makes the outside behave as the setting says.
    pub async fn set(&self, setting: &serde_json::Value) {
        let answer = self.http.post(format!("{}/api/control", self.doors.http)).json(setting).send().await.unwrap();
        assert!(answer.status().is_success(), "{setting}: {}", answer.text().await.unwrap());
    }

    /// What an address got on a channel (`sms`, `mail`), newest first.
    pub async fn messages(&self, channel: &str, to: &str) -> Vec<Message> {
        let url = format!("{}/api/messages?channel={channel}&to={}", self.doors.http, to.replace('+', "%2B"));
        let answer: Messages = self.http.get(url).send().await.unwrap().json().await.unwrap();
        answer.messages
    }

    /// The newest message with these words, once it is there.
    pub async fn message(&self, channel: &str, to: &str, words: &str) -> Message {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let messages = self.messages(channel, to).await;
            if let Some(message) = messages.iter().find(|message| message.text.contains(words)) {
                return message.clone();
            }
            assert!(Instant::now() < deadline, "no {channel} to {to} with «{words}» among {messages:?}");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// A file with the root of the sandbox's certificate authority.
    pub async fn root(&self) -> PathBuf {
        let answer = self.http.get(format!("{}/ca/root.pem", self.doors.http)).send().await.unwrap();
        let file = self.folder().join("root.pem");
        std::fs::write(&file, answer.error_for_status().unwrap().bytes().await.unwrap()).unwrap();
        file
    }

    /// Pays or refuses (`pay`, `cancel`) on the hosted page with the test card; answers where the page leads back.
    pub async fn decide(&self, page: &str, action: &str) -> String {
        let form = [("action", action), ("number", "2200 0000 0000 0004"), ("until", "12/39"), ("code", "123")];
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client.post(page).form(&form).send().await.unwrap();
        assert!(answer.status().is_redirection(), "{}", answer.status());
        answer.headers()["location"].to_str().unwrap().to_owned()
    }
}

/// The program that `cargo build` puts beside the folder of the tests.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().and_then(Path::parent).unwrap().join("okno-sandbox");
    assert!(program.is_file(), "{} is not there: build it first with `cargo build -p sandbox`", program.display());
    program
}
