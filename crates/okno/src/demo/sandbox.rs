//! The sandbox as a process beside the portal.

use std::{net::SocketAddr, path::Path, process::Stdio, time::Duration};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::portal::sibling;

/// How long the sandbox may take to open its doors.
const PATIENCE: Duration = Duration::from_mins(2);

/// Where the outside world answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Doors {
    /// Pages, interfaces, time stamps: `http://127.0.0.1:8090`.
    pub http: String,
    /// The registries over TLS.
    pub https: String,
    /// The SMS centre.
    pub smpp: SocketAddr,
    /// The mail server.
    pub smtp: SocketAddr,
}

/// A running sandbox; it ends with this value.
pub struct Sandbox {
    /// Where it answers.
    pub doors: Doors,
    child: Child,
}

/// Starts the sandbox and waits until its doors are open. Only its own port is fixed; the others are any that are free.
///
/// # Errors
/// When its program is not beside this one, or its doors do not open.
pub async fn start(data: &Path, port: u16, public_url: &str) -> Result<Sandbox> {
    let program = sibling("okno-sandbox")?;
    let mut child = Command::new(&program)
        .args(["--port", &port.to_string(), "--tls-port", "0", "--smpp-port", "0", "--smtp-port", "0"])
        .arg("--data")
        .arg(data.join("sandbox"))
        .args(["--webhook", &format!("{public_url}/hooks/payments")])
        // It ends with us even when we are killed: the pipe then breaks.
        .arg("--while-stdin")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} does not start", program.display()))?;
    let output = child.stdout.take().context("the sandbox has no output")?;
    let mut lines = BufReader::new(output).lines();
    let doors = timeout(PATIENCE, async {
        while let Some(line) = lines.next_line().await? {
            if let Ok(doors) = serde_json::from_str::<Doors>(&line) {
                return Ok(doors);
            }
        }
        bail!("the sandbox ended before its doors were open; is port {port} taken? Choose another with --sandbox-port")
    })
    .await
    .context("the sandbox did not open its doors in time")??;
    // Read on, so that it never blocks on a full pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let root = reqwest::get(format!("{}/ca/root.pem", doors.http)).await?.error_for_status()?.bytes().await?;
    std::fs::write(data.join("sandbox-root.pem"), root)?;
    Ok(Sandbox { doors, child })
}

impl Sandbox {
    /// Ends the sandbox.
    pub async fn stop(mut self) {
        let _ = self.child.kill().await;
    }
}
