//! The short form of `make faults`: the portal is killed under load on each database, and nothing is lost.
#![allow(clippy::unwrap_used)]

use std::{net::TcpListener, process::Command};

/// A port with three more free ones after it, below those that any system lends to connections.
fn ports() -> u16 {
    let free = |port: &u16| (*port..*port + 4).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok());
    (11_000..16_000).step_by(4).find(free).unwrap()
}

#[test]
fn nothing_is_lost_when_the_portal_is_killed() {
    let port = ports().to_string();
    let short = [
        "--rounds",
        "2",
        "--database-rounds",
        "1",
        "--disk-rounds",
        "0",
        "--citizens",
        "3",
        "--least",
        "400",
        "--most",
        "1200",
        "--hurry",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_okno-faults")).args(["--port", &port]).args(short).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
}
