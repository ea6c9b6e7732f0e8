//! The program itself: its first line, its end.

use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    process::Command,
};

use crate::running::PATIENCE;

#[tokio::test]
async fn it_says_where_it_listens_and_stops_when_told() {
    let data = TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_okno-sandbox"))
        .args(["--port", "0", "--tls-port", "0", "--smpp-port", "0", "--smtp-port", "0", "--data"])
        .arg(data.path())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready: Value = serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap();
    assert_eq!(ready["ready"], true);
    assert!(ready["http"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert!(ready["https"].as_str().unwrap().starts_with("https://127.0.0.1:"));
    // Open conversations do not keep it from ending.
    let _smpp = TcpStream::connect(ready["smpp"].as_str().unwrap()).await.unwrap();
    let _smtp = TcpStream::connect(ready["smtp"].as_str().unwrap()).await.unwrap();
    let told = Command::new("kill").arg(child.id().unwrap().to_string()).status().await.unwrap();
    assert!(told.success());
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await.expect("it ends").unwrap();
    assert!(ended.success(), "{ended}");
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_okno-sandbox"))
        .args(["--port", "0", "--tls-port", "0", "--smpp-port", "0", "--smtp-port", &port, "--data"])
        .arg(data.path())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("SMTP") && said.contains(&port), "{said}");
}
