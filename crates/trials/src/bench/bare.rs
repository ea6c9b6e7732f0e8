//! The limits that nothing of ours can pass: an axum server that says hello, and the password hash on every core.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use axum::{Router, routing::get};
use tokio::process::{Child, Command};

/// The setting of `identity`: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Serves `hello` until it is killed.
pub async fn serve(port: u16) -> Result<()> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    axum::serve(listener, Router::new().route("/hello", get(|| async { "hello\n" }))).await?;
    Ok(())
}

/// The bare server as a process of its own: it ends with the value.
pub struct Bare {
    /// Where it answers.
    pub address: SocketAddr,
    child: Child,
}

impl Bare {
    /// Starts it.
    pub async fn start(port: u16) -> Result<Self> {
        let program = std::env::current_exe()?;
        let child = Command::new(program).args(["bare", "--port", &port.to_string()]).kill_on_drop(true).spawn()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let deadline = Instant::now() + Duration::from_secs(10);
        while tokio::net::TcpStream::connect(address).await.is_err() {
            anyhow::ensure!(Instant::now() < deadline, "the bare server does not listen");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(Self { address, child })
    }

    /// Its process.
    pub fn pid(&self) -> Result<u32> {
        self.child.id().context("the bare server has ended")
    }
}

/// What the bare hash costs.
#[derive(Debug, Clone, Copy)]
pub struct Hash {
    /// Hashes in a second on all cores together.
    pub rate: f64,
    /// Processor time of one.
    pub cost: Duration,
}

/// Hashes passwords on every core for a time.
pub fn hash(time: Duration) -> Result<Hash> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let before = trials::process::used(std::process::id())?.own;
    let begun = Instant::now();
    let workers: Vec<_> = (0..cores).map(|_| std::thread::spawn(move || hash_until(begun + time))).collect();
    let mut count = 0;
    for worker in workers {
        count += worker.join().ok().context("a hash failed")??;
    }
    let took = begun.elapsed();
    let used = trials::process::used(std::process::id())?.own.saturating_sub(before);
    Ok(Hash { rate: f64::from(count) / took.as_secs_f64(), cost: used / count.max(1) })
}

fn hash_until(end: Instant) -> Result<u32> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| anyhow::anyhow!("{error}"))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    // Nothing but the hash: its memory is there already.
    let mut memory = vec![Block::default(); argon.params().block_count()];
    let (mut count, mut out) = (0, [0; 32]);
    while Instant::now() < end {
        argon
            .hash_password_into_with_memory(b"Kon'-Oblako!33-Tishina", b"sixteen bytes---", &mut out, &mut memory)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        count += 1;
    }
    Ok(count)
}
