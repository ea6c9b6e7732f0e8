//! Starting the typesetter: a process for each document, under limits.

use std::{path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use base::{Lang, Timestamp};
use serde::Serialize;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

use crate::qr;

/// How long one document may take. The typesetter limits its own processor time and memory; this ends one that waits.
const WALL: Duration = Duration::from_mins(1);
/// The longest PDF, in bytes.
const LONGEST: u64 = 32 * 1024 * 1024;
/// How much of the typesetter's complaints is kept, in bytes.
const COMPLAINTS: u64 = 16 * 1024;

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The program could not be started or its answer not be read.
    #[error("the typesetter cannot be used: {0}")]
    Unusable(#[from] std::io::Error),
    /// The template is wrong, or does not fit its data: trying again is of no use.
    #[error("the template is refused:\n{0}")]
    Refused(String),
    /// A limit of time or memory ended it.
    #[error("the typesetter was ended by a limit: {0}")]
    Limit(String),
}

/// What a document is made of; the typesetter knows it by the same names.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    /// Typst source.
    pub template: &'a str,
    /// Files that the template may read.
    pub files: Files<'a>,
    /// The title that readers show.
    pub title: &'a str,
    /// Who issues it.
    pub author: &'a str,
    /// Its language.
    pub lang: Lang,
    /// Its date, from the case.
    pub dated: Timestamp,
    /// What tells it from all others.
    pub identity: &'a str,
}

/// The files beside a template.
#[derive(Debug, Serialize)]
pub struct Files<'a> {
    /// What the document says.
    #[serde(rename = "data.json")]
    pub data: &'a str,
    /// The code that leads to the check.
    #[serde(rename = "qr.svg")]
    pub qr: &'a str,
}

/// The program `okno-typeset`. Cheap to clone; all clones share one limit of documents at a time.
#[derive(Debug, Clone)]
pub struct Typesetter {
    program: PathBuf,
    wall: Duration,
    lanes: Arc<Semaphore>,
}

impl Typesetter {
    /// The typesetter at this path, working on as many documents at a time as there are processors.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        let lanes = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        Self { program: program.into(), wall: WALL, lanes: Arc::new(Semaphore::new(lanes)) }
    }

    /// The same with another limit on the time that passes.
    #[must_use]
    pub fn within(self, wall: Duration) -> Self {
        Self { wall, ..self }
    }

    /// Sets a template in type with the data of a case that is made up. Number, days and address of the check are made up
    /// too, where the data do not say them.
    ///
    /// # Errors
    /// What is wrong with the template, or with the typesetter.
    pub async fn try_out(&self, template: &str, data: Value, title: &str, author: &str) -> Result<Vec<u8>, Fault> {
        let address = "https://okno.example/check/0000000000000000";
        let mut data = data;
        if let Value::Object(fields) = &mut data {
            let ours = [
                ("number", "0000 0000 0000 0000"),
                ("title", title),
                ("check_url", address),
                ("issued_on", "2026-11-21"),
                ("valid_until", "2027-11-21"),
            ];
            for (name, value) in ours {
                fields.entry(name).or_insert_with(|| value.into());
            }
        }
        let qr = qr::svg(address).map_err(std::io::Error::other)?;
        let data = data.to_string();
        let sheet = Sheet {
            template,
            files: Files { data: &data, qr: &qr },
            title,
            author,
            lang: Lang::Ru,
            dated: Timestamp::UNIX_EPOCH,
            identity: "trial",
        };
        self.typeset(&sheet).await
    }

    /// Makes the PDF.
    pub async fn typeset(&self, sheet: &Sheet<'_>) -> Result<Vec<u8>, Fault> {
        let request = serde_json::to_vec(sheet).map_err(std::io::Error::from)?;
        let _lane = self.lanes.acquire().await.map_err(std::io::Error::other)?;
        let child = Command::new(&self.program)
            // It needs nothing of this process: no variables with secrets, no working folder.
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        match timeout(self.wall, converse(child, request)).await {
            Ok(answer) => answer,
            Err(_) => Err(Fault::Limit(format!("{} s passed", self.wall.as_secs()))),
        }
    }
}

/// Writes the request while it reads the answer: neither side waits for a full pipe.
async fn converse(mut child: Child, request: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let missing = || std::io::Error::other("no pipe");
    let mut input = child.stdin.take().ok_or_else(missing)?;
    let output = child.stdout.take().ok_or_else(missing)?;
    let complaints = child.stderr.take().ok_or_else(missing)?;
    let write = async move {
        // A typesetter that ended early says why on its own.
        let _ended = input.write_all(&request).await;
        drop(input);
    };
    let (mut pdf, mut text) = (Vec::new(), Vec::new());
    let (mut output, mut complaints) = (output.take(LONGEST), complaints.take(COMPLAINTS));
    let ((), read, heard) = tokio::join!(write, output.read_to_end(&mut pdf), complaints.read_to_end(&mut text));
    read?;
    heard?;
    let status = child.wait().await?;
    match status.code() {
        Some(0) => Ok(pdf),
        Some(1) => Err(Fault::Refused(String::from_utf8_lossy(&text).trim().to_owned())),
        _ => Err(Fault::Limit(status.to_string())),
    }
}
